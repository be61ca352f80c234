"""An ontology of one's own, put in the place of PLOVER's by files alone: the example in `examples/own-ontology`."""

from pathlib import Path

import pytest

from onrecord.article import Article
from onrecord.cli.terminal import checked_folders
from onrecord.coder import Coder
from onrecord.errors import KnowledgeError, OnRecordError
from onrecord.evaluate.lexicon import check_lexicon, compare_coders, count_lexicon
from onrecord.knowledge.lexicon import load_lexicon
from onrecord.knowledge.ontology import load_ontology
from onrecord.records import Record

FOLDER = Path(__file__).parents[1] / "examples" / "own-ontology"


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder(knowledge=[FOLDER])


def test_its_frames_take_the_place_of_the_built_in_ones():
    lexicon = load_lexicon(load_ontology(FOLDER), FOLDER)
    assert {rule.frame.type for rule in lexicon.all_rules} == {"DETENTION", "RELEASE", "TRIAL", "KILLING", "CENSORSHIP", "ASSEMBLY"}
    assert lexicon.classes["victim"] and lexicon.operators  # what is not replaced stays
    assert count_lexicon(FOLDER)["frames"] == len(lexicon.all_rules)


def test_its_examples_and_near_misses_come_out(coder):
    assert check_lexicon(coder, None, FOLDER)["failures"] == []


def test_its_records_are_records(coder):
    record = coder.code(Article(text="Swedish police arrested two journalists. They were not freed.", published="2031-03-04"))
    assert [(e.type, e.quad, e.score, e.status) for e in record.events] == [("DETENTION", 2, -5.0, ()), ("RELEASE", 1, 5.0, ("negation",))]
    assert Record.from_dict(record.to_dict()) == record


def test_two_versions_of_the_lexicon_are_compared(coder):
    text = "Norway accused Sweden of spying. Swedish police arrested two journalists."
    changes = compare_coders(Coder(), coder, [Article(text=text, id="a")])
    assert [row["before"]["type"] for row in changes["went"]] == ["ACCUSE"]
    assert [(row["before"]["type"], row["after"]["type"]) for row in changes["changed"]] == [("COERCE", "DETENTION")]
    assert changes["came"] == [] and changes["articles"] == 1


def test_mistakes_are_named(tmp_path):
    with pytest.raises(OnRecordError, match="no knowledge folder"):
        checked_folders([str(tmp_path)])
    (tmp_path / "replaces.toml").write_text('folder = ["lexicon/en/verbs"]\n')
    with pytest.raises(KnowledgeError, match=r"replaces\.toml"):
        load_ontology(tmp_path)
