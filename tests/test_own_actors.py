"""Own actors from TOML, names without a code, how a name is read, and the adapter of re3d."""

import json
import os
from pathlib import Path

import msgspec
import pytest

from onrecord import Article, Coder
from onrecord.errors import KnowledgeError, ReadError
from onrecord.evaluate.re3d import evaluate_re3d, expected_of, read_documents
from onrecord.knowledge.actors import Person, load_actors
from onrecord.knowledge.own_actors import with_own_actors
from onrecord.records import ArticleRecord, Record
from onrecord.show.actors import describe_actor
from onrecord.show.unknown_actors import as_toml, read_records, unknown_actors
from onrecord.store.corpus import Corpus

TABLES = load_actors()
OWN = """
[[actor]]
name = "Norland"
code = "XNO"
kind = "country"

[[actor]]
name = "the Workers' Front"
aliases = ["WFN"]
code = "XNO"
sector = "LAB"
wikidata = "Q999"

[[actor]]
name = "Ada Holm"
kind = "person"
code = "XNO"
office = "president"
since = "2030-01-01"
"""


def own(folder: Path, text: str):
    path = folder / "my.toml"
    path.write_text(text, encoding="utf-8")
    return with_own_actors(TABLES, path)


class TestOwnActors:
    def test_rows(self, tmp_path):
        """Countries, bodies with aliases and identifiers, persons with offices."""
        tables = own(tmp_path, OWN)
        assert (tables.lookup("Norland").kind, tables.lookup("Norland").sector, tables.states["XNO"]) == ("country", "GOV", "Norland")
        assert {tables.lookup(name).name for name in ("the Workers' Front", "The Workers' Front", "WFN")} == {"Workers' Front"}
        person = tables.lookup("Ada Holm")
        assert isinstance(person, Person) and [spell.office for spell in person.current("2031-03-04")] == ["president"]
        assert person in tables.surnames["Holm"] and tables.digest != TABLES.digest

    def test_own_names_come_first(self, tmp_path):
        """A row gives a known name another meaning."""
        tables = own(tmp_path, '[[actor]]\nname = "Kremlin"\ncode = "NOR"\nsector = "BUS"\n')
        assert (tables.lookup("Kremlin").code, TABLES.lookup("Kremlin").code) == ("NOR", "RUS")

    @pytest.mark.parametrize(
        ("was", "now", "line", "told"),
        [
            ('code = "XNO"\nkind = "country"', 'code = "XNO"', 4, "ISO 3166-1"),
            ('sector = "LAB"', 'sector = "LAD"', 11, 'did you mean "LAB"'),
            ('code = "XNO"\nsector', 'code = ""\nsector', 8, "no code"), ('kind = "person"', 'kind = "man"', 16, "armed-group"),
            ('kind = "person"\n', "", 15, "only kind"), ('wikidata = "Q999"', 'wikidata = "999"', 12, "wikidata"),
            ("since =", "sinse =", 14, "sinse"), ('since = "2030-01-01"', 'since = "soon"', 19, "since"),
        ],
    )  # fmt: skip
    def test_what_is_wrong_is_told(self, tmp_path, was, now, line, told):
        """File, line, and what is allowed."""
        with pytest.raises(KnowledgeError, match=rf"my\.toml:{line}: .*{told}"):
            own(tmp_path, OWN.replace(was, now, 1))

    def test_no_file(self, tmp_path):
        """A file that is not there is named."""
        with pytest.raises(KnowledgeError, match=r"none\.toml"):
            with_own_actors(TABLES, tmp_path / "none.toml")


class TestDescribing:
    def test_a_seat(self):
        """The state, its identifier, and where the word is listed."""
        (found,) = describe_actor("the Kremlin", "2014-03-01")
        assert (found["name"], found["code"], found["sector"], found["wikidata"]) == ("Russia", "RUS", "GOV", "Q159")
        assert any("agencies.toml" in reason for reason in found["why"])

    def test_an_office(self):
        """Who held it on that day."""
        (found,) = describe_actor("the German chancellor", "2015-06-01")
        assert (found["name"], found["code"], found["sector"]) == ("Angela Merkel", "DEU", "GOV")

    def test_who_has_left(self):
        """After the last office a person is ELI."""
        (found,) = describe_actor("Angela Merkel", "2023-06-01")
        assert found["sector"] == "ELI" and not any(office["held"] for office in found["offices"])

    def test_words_around(self):
        """Owners, modifiers and shifts are told."""
        (found,) = describe_actor("former Norwegian interior minister")
        assert (found["code"], found["sector"]) == ("NOR", "ELI")
        (found,) = describe_actor("spokesman for the rebels")
        assert found["sector"] == "REB" and describe_actor("foo bar") == []


def record(*entities: dict[str, object]) -> Record:
    text = "Refugees said Borg Group met Ola Lund."
    roles = [{"entity": entity["id"], "span": entity["mentions"][0]} for entity in entities]  # type: ignore[index]
    event = {
        "id": "e1", "type": "CONSULT", "mode": None, "status": [], "quad": 1, "score": 2.5, "cameo": None, "contexts": [], "sentence": 0,
        "trigger": [25, 28], "actors": roles, "recipients": [], "date": None, "place": None, "magnitudes": [], "condition": None,
        "object_event": None, "asserted_by": None, "statement": None, "rule": "", "confidence": 1.0,
    }  # fmt: skip
    article = msgspec.to_builtins(ArticleRecord.of(Article(text=text, id="a"), (), ((0, len(text)),)))
    rest = {
        "statements": [],
        "times": [],
        "places": [],
        "problems": [],
        "made_by": {"onrecord": "", "model": "", "ontology": "", "lexicon": "", "gazetteer": ""},
    }
    return Record.from_dict({"schema": "onrecord/1", "article": article, "entities": list(entities), "events": [event], **rest})


def entity(number: int, name: str, start: int, code: str | None = None, kind: str = "organisation") -> dict[str, object]:
    return {
        "id": f"a{number}", "name": name, "kind": kind, "code": code, "sector": None, "other_sectors": [], "office": None, "wikidata": None,
        "mentions": [[start, start + len(name)]],
    }  # fmt: skip


class TestUnknown:
    def test_names_by_frequency(self):
        """Names without a code; no role nouns, no coded names."""
        one = record(entity(1, "Borg Group", 14), entity(2, "Ola Lund", 29, "NOR", "person"), entity(3, "Refugees", 0, None, "people"))
        two = record(entity(1, "Ola Lund", 29, None, "person"), entity(2, "Borg Group", 14))
        found = unknown_actors([one, two])
        assert [(u.name, u.times, len(u.articles), u.kind) for u in found] == [
            ("Borg Group", 2, 1, "organisation"),
            ("Ola Lund", 1, 1, "person"),
        ]
        assert "met Ola Lund" in found[0].example

    def test_rows_to_fill_in(self, tmp_path):
        """What is written is a file of own actors once the codes stand in it."""
        rows = as_toml(unknown_actors([record(entity(1, 'The "Borg" Group', 14))]))
        assert own(tmp_path, rows.replace('code = ""', 'code = "NOR"')).lookup('The "Borg" Group').code == "NOR"
        with pytest.raises(KnowledgeError, match="no code"):
            own(tmp_path, rows)

    def test_of_a_corpus(self, tmp_path):
        """A corpus is read like a file of records."""
        with Corpus.open(tmp_path / "c.db") as corpus:
            corpus.add(record(entity(1, "Borg Group", 14)))
        assert [u.name for u in unknown_actors(read_records(tmp_path / "c.db"))] == ["Borg Group"]

    def test_no_records(self, tmp_path):
        """A file of something else is refused with its line."""
        path = tmp_path / "x.jsonl"
        path.write_text("{}\n", encoding="utf-8")
        with pytest.raises(ReadError, match=r"x\.jsonl:1: "):
            list(read_records(path))
        with pytest.raises(ReadError, match="cannot be read"):
            list(read_records(tmp_path / "none"))


def marked(text: str, *entities: tuple[str, str, float]) -> str:
    found = [{"start": text.index(w), "end": text.index(w) + len(w), "type": t, "text": w, "confidence": c} for w, t, c in entities]
    return json.dumps({"id": "d", "title": "A report", "text": text, "entities": found})


class TestRe3d:
    def test_what_is_expected(self, tmp_path):
        """Those that hold a nationality or are states; the longest, and not the unsure."""
        path = tmp_path / "d.jsonl"
        text = "Kenyan officials met Norway and Ola Lund."
        entities = [
            ("Kenyan officials", "Organisation", 1.0), ("Kenyan", "Nationality", 0.0), ("officials", "Organisation", 1.0),
            ("Norway", "Organisation", 1.0), ("Ola Lund", "Person", 1.0),
        ]  # fmt: skip
        path.write_text(marked(text, *entities) + "\n", encoding="utf-8")
        (document,) = read_documents(path)
        assert [(e.words, sorted(e.codes)) for e in expected_of(document, TABLES)] == [("Kenyan officials", ["KEN"]), ("Norway", ["NOR"])]

    def test_wrong_form(self, tmp_path):
        """The line is told."""
        path = tmp_path / "d.jsonl"
        path.write_text('{"id": 1}\n', encoding="utf-8")
        with pytest.raises(ReadError, match=r"d\.jsonl:1: "):
            list(read_documents(path))

    @pytest.mark.skipif("ONRECORD_RE3D" not in os.environ, reason="ONRECORD_RE3D names no file of re3d")
    def test_share(self):
        """At least nine in ten are right."""
        assert evaluate_re3d(Path(os.environ["ONRECORD_RE3D"]), Coder()).share >= 0.9
