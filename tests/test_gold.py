"""Gold articles: words become offsets, slips of the pen are refused, and our own gold keeps the codebook's form."""

import json
from pathlib import Path

import pytest

from onrecord.errors import ReadError
from onrecord.evaluate.gold import GoldArticle, lay_out, read_gold, to_jsonl
from onrecord.knowledge.ontology import load_ontology

OWN = Path(__file__).parents[1] / "gold" / "own"
ARTICLE = '''
id = "harbour"
style = "agency"
published = "2031-03-04"
events_coded = true
text = """
Norway said on Tuesday that Sweden had closed the harbour.
"We did not, and we never will," a Swedish minister said, "unless the ferry burns."

Norway was not convinced.
"""
'''
SAID = """
[[statements]]
id = "s1"
source = "Norway [NOR GOV]"
cue = "said"
content = ["Sweden had closed the harbour"]
act = "accuse"
"""
REPLIED = """
[[statements]]
id = "s2"
source = "a Swedish minister [SWE GOV]"
addressee = "[NOR GOV]"
cue = ["said"]
content = ['"We did not ... will,"', '"unless the ferry burns."']
act = "deny"
quotation = "direct"
"""
CLOSED = """
[[events]]
type = "COERCE"
mode = "restrict"
trigger = "closed"
actors = ["Sweden [SWE GOV]"]
place = "the harbour [NOR]"
magnitudes = [{ kind = "size", min = 1, words = "the harbour" }]
condition = { kind = "unless", words = "the ferry burns" }
asserted_by = "s1"
"""


@pytest.fixture
def write(tmp_path: Path):
    def _write(*blocks: str, name: str = "harbour.toml") -> Path:
        path = tmp_path / name
        path.write_text(ARTICLE + "".join(blocks), encoding="utf-8")
        return path

    return _write


def read_one(path: Path) -> GoldArticle:
    (article,) = read_gold(path)
    return article


def test_words_become_offsets(write):
    """Each word is looked for in the sentence of the content or trigger first, so "said" needs no number."""
    article = read_one(write(SAID, REPLIED, CLOSED))
    text = article.text
    first, second = article.statements
    assert [text[slice(*span)] for span in (*first.cue, *first.content)] == ["said", "Sweden had closed the harbour"]
    assert first.cue[0][0] == text.index("said") and second.cue[0][0] == text.rindex("said")
    assert [text[slice(*span)] for span in second.content] == ['"We did not, and we never will,"', '"unless the ferry burns."']
    (event,) = article.events
    assert event.place and text[slice(*event.place.span)] == "the harbour" and event.place.country == "NOR"
    assert event.condition and text[slice(*event.condition.span)] == "the ferry burns"
    assert (event.sentence, event.asserted_by, event.magnitudes[0].max) == (0, "s1", None)
    assert [text[slice(*span)] for span in article.sentences][-1] == "Norway was not convinced."


def test_an_entity_without_words(write):
    """The code stands alone where no words name the entity."""
    addressee = read_one(write(SAID, REPLIED)).statements[1].addressee
    assert addressee and (addressee.code, addressee.sector, addressee.span) == ("NOR", "GOV", None)


def test_a_number_chooses_among_equal_words(write):
    """ "#2" is the second of equal words; it counts in the sentence of the entry."""
    block = REPLIED.replace('["said"]', '"never"').replace('"\\"We did not ... will,\\""', "x").replace("a Swedish minister", "we")
    article = read_one(write(SAID, block))
    assert article.text[slice(*article.statements[1].cue[0])] == "never"
    again = SAID.replace('"Norway [', '"Norway#2 [').replace('cue = "said"', 'in = "convinced"\ncue = "convinced"')
    again = again.replace("Sweden had closed the harbour", "convinced").replace("Norway#2", "Norway#1")
    source = read_one(write(again)).statements[0].source
    assert source and source.span and article.text[: source.span[0]].endswith("\n\n")


@pytest.mark.parametrize(
    ("block", "old", "new", "message"),
    [
        (SAID, "closed the harbour", "opened the harbour", "'Sweden had opened the harbour' is not in the text"),
        (SAID, "Sweden had closed the harbour", "Norway", "'Norway' comes 2 times; add #1 to #2"),
        (SAID, "Norway [", "Norway#3 [", "'Norway#3': the words come 1 times, not 3"),
        (SAID, "[NOR GOV]", "[NOR KING]", "is no entity"),
        (SAID, "[NOR GOV]", "[NOR XYZ]", "is no entity"),
        (SAID, 'act = "accuse"', 'act = "accuse"\nof = "s9"', "the statement 's9' is there 0 times"),
        (SAID, 'content = ["Sweden had closed the harbour"]', "content = []", "length >= 1"),
        (SAID, 'act = "accuse"', 'act = "shout"', "shout"),
        (CLOSED, 'trigger = "closed"', 'trigger = "opened"', "'opened' is not in the text"),
        (CLOSED, "[NOR]", "NOR", "is no place"),
        (CLOSED, "COERCE", "FORCE", "FORCE"),
        (CLOSED, 'mode = "restrict"', 'moode = "restrict"', "moode"),
    ],
)
def test_slips_are_refused_with_file_line_and_value(write, block, old, new, message):
    """Nothing is guessed: the error names the file, the line of the entry, and the words."""
    assert old in block
    path = write(*([SAID] if block is CLOSED else []), block.replace(old, new))
    with pytest.raises(ReadError) as raised:
        read_one(path)
    assert message in str(raised.value)
    assert str(raised.value).startswith(f"{path}:")


def test_the_line_is_that_of_the_entry(write):
    """The number after the file name leads to the entry."""
    path = write(SAID, REPLIED.replace("a Swedish minister", "a Danish minister"))
    with pytest.raises(ReadError) as raised:
        read_one(path)
    line = int(str(raised.value).removeprefix(f"{path}:").split(":")[0])
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[line - 1] == "[[statements]]" and lines[line] == 'id = "s2"'


def test_two_statements_of_one_id(write):
    """Ids name one statement."""
    with pytest.raises(ReadError, match="'s1' is there 2 times"):
        read_one(write(SAID, SAID))


def test_a_folder_without_gold(tmp_path):
    """An empty folder is a mistake, not an empty result."""
    with pytest.raises(ReadError, match="no gold in this folder"):
        list(read_gold(tmp_path))


@pytest.mark.parametrize(
    "line", ["not json", '{"id": "a"}', '{"id": "a", "text": "b", "sentences": [[0]], "events": [], "statements": []}']
)
def test_lines_that_are_no_gold(tmp_path, line):
    """A line of JSON Lines that is none names its number."""
    path = tmp_path / "gold.jsonl"
    path.write_text("\n" + line + "\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"gold\.jsonl:2: not a gold article"):
        list(read_gold(path))


def test_a_file_that_is_not_there(tmp_path):
    """The message says what can be given."""
    with pytest.raises(ReadError, match=r"give a \.toml or \.jsonl file"):
        list(read_gold(tmp_path / "gold.jsonl"))


def test_json_lines_keep_all_but_style_and_addressee(write, tmp_path):
    """What is written can be read again; a source without words is null there."""
    blocks = SAID, REPLIED.replace("a Swedish minister [SWE GOV]", "[SWE GOV]"), CLOSED
    article = read_one(write(*blocks))
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(to_jsonl([article])), encoding="utf-8")
    again = read_one(path)
    assert (again.id, again.text, again.sentences, again.events) == (article.id, article.text, article.sentences, article.events)
    assert again.statements[0] == article.statements[0] and again.statements[1].source is None
    assert list(to_jsonl([again])) == list(to_jsonl([article]))
    assert json.loads(next(to_jsonl([article])))["events"][0]["statement"] == "s1"


def test_lay_out_keeps_paragraphs():
    """Lines are sentences; blank lines part paragraphs, whatever blanks they hold."""
    text, sentences = lay_out("\nA b.\n  C d.\n \nE.\n")
    assert text == "A b. C d.\n\nE." and [text[slice(*span)] for span in sentences] == ["A b.", "C d.", "E."]


# -- Our own gold ---------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def own() -> list[GoldArticle]:
    return list(read_gold(OWN))


def test_own_gold_is_there(own):
    """As many articles as the README says, each with its own id, that of its file."""
    assert len(own) >= 44 and len({article.id for article in own}) == len(own)
    assert sorted(path.stem for path in OWN.glob("*.toml")) == [article.id for article in own]
    assert sum(article.events_coded for article in own) >= 24
    assert all(not article.events for article in own if not article.events_coded)


def test_own_gold_has_whole_articles_of_an_invented_time(own):
    """150 to 450 words, dated 2031 to 2034, in many styles."""
    for article in own:
        assert 150 <= len(article.text.split()) <= 450, article.id
        assert article.published and "2031" <= article.published[:4] <= "2034", article.id
    assert len({article.style for article in own}) >= 20


def test_own_events_are_of_the_ontology(own):
    """Modes belong to their types; triggers are one word; what takes part stands in the trigger's sentence."""
    types = load_ontology().types
    for article in own:
        for event in article.events:
            where = article.id, article.text[slice(*event.trigger)]
            assert event.mode is None or event.mode in types[event.type].modes, where
            assert len(where[1].split()) == 1, where
            start, end = article.sentences[event.sentence]
            spans = [entity.span for entity in (*event.actors, *event.recipients)] + [m.span for m in event.magnitudes]
            assert all(start <= span[0] < span[1] <= end for span in spans if span), where


def test_own_statements_stand_in_their_sentence(own):
    """Cue, source and content of a statement stand in one sentence; a quotation that goes on is a statement of its own."""
    for article in own:
        for statement in article.statements:
            start, end = article.sentences[statement.sentence]
            spans = [*statement.cue, *statement.content]
            spans += [entity.span for entity in (statement.source, statement.addressee) if entity and entity.span]
            assert all(start <= span[0] < span[1] <= end for span in spans), (article.id, statement.id)


def test_own_quotations_have_quotation_marks(own):
    """Indirect content holds no double quotation mark, mixed content does."""
    for article in own:
        for statement in article.statements:
            words = " ".join(article.text[slice(*span)] for span in statement.content)
            if statement.quotation != "direct":
                marked = any(mark in words for mark in '"“”') or " '" in words
                assert marked == (statement.quotation == "mixed"), (article.id, statement.id)
