"""The records of the eight example articles: pinned to the letter, sound in themselves, and measured against what a person would code.

`tests/golden/<article id>.json` are the records (without `made_by`), `tests/golden/expected.toml` what a careful person codes.
After a change that is meant: `ONRECORD_GOLDEN=write pytest tests/test_golden.py` writes the records anew and renews the `todo` marks of
expected.toml; look at the difference before you commit it. `pytest tests/test_golden.py -s` prints the share that is right, field by field.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from functools import cache
from pathlib import Path

import jsonschema
import pytest

import onrecord
from onrecord.records import Event, Record, Statement
from yardstick import PATH, Item, Yardstick, load_expected

GOLDEN = Path(__file__).parent / "golden"
EXAMPLES = Path(__file__).parent.parent / "examples" / "articles.jsonl"
SCHEMA = json.loads((Path(onrecord.__file__).parent / "data" / "schema" / "record.schema.json").read_text(encoding="utf-8"))
WRITE = os.environ.get("ONRECORD_GOLDEN") == "write"
EXPECTED = load_expected()
IDS = list(EXPECTED)


@cache
def records() -> dict[str, Record]:
    """The examples as the program codes them, by id."""
    coder = onrecord.Coder()
    return {record.article.id: record for record in coder.pipe(onrecord.read(EXAMPLES))}


def written(record: Record) -> str:
    """A record as it stands in a golden file."""
    data = record.to_dict()
    del data["made_by"]
    data["article"]["source"] = None if data["article"]["source"] == str(EXAMPLES) else data["article"]["source"]
    return re.sub(r"\[\s+(\d+),\s+(\d+)\s+\]", r"[\1, \2]", json.dumps(data, indent=1, ensure_ascii=False)) + "\n"


@pytest.mark.parametrize("name", IDS)
def test_records_are_as_they_were(name):
    path = GOLDEN / f"{name}.json"
    now = written(records()[name])
    if WRITE:
        path.write_text(now, encoding="utf-8")
    assert now == path.read_text(encoding="utf-8")


# ---------------------------------------------------------------- sound in themselves
def spans_in(value: object) -> list[list[int]]:
    """All pairs of numbers in a record."""
    if isinstance(value, dict):
        return [span for item in value.values() for span in spans_in(item)]
    if not isinstance(value, list):
        return []
    if len(value) == 2 and all(type(number) is int for number in value):
        return [value]
    return [span for item in value for span in spans_in(item)]


@pytest.mark.parametrize("name", IDS)
def test_every_span_is_words_of_the_text(name):
    record = records()[name]
    for start, end in spans_in(record.to_dict()):
        assert 0 <= start < end <= len(record.article.text)
        assert record.article.text[start:end] == record.article.text[start:end].strip() != ""


@pytest.mark.parametrize("name", IDS)
def test_ids_are_unique_and_known(name):
    record = records()[name]
    for kind in (record.entities, record.events, record.statements, record.times, record.places):
        assert len({item.id for item in kind}) == len(kind)
    entities, places, statements, events = ({x.id for x in k} for k in (record.entities, record.places, record.statements, record.events))
    for event in record.events:
        assert {role.entity.id for role in (*event.actors, *event.recipients)} <= entities
        assert event.place is None or event.place.place.id in places
        assert {event.asserted_by, event.statement} - {None} <= statements
    for statement in record.statements:
        assert {role.entity.id for role in (statement.source, statement.addressee) if role} <= entities
        assert {statement.of} - {None} <= statements - {statement.id} and {statement.event} - {None} <= events


@pytest.mark.parametrize("name", IDS)
def test_events_and_statements_point_at_each_other(name):
    record = records()[name]
    by_event = {(e.id, e.statement) for e in record.events if e.statement}
    assert by_event == {(s.event, s.id) for s in record.statements if s.event}


@pytest.mark.parametrize("name", IDS)
def test_all_is_in_the_order_of_the_text(name):
    record = records()[name]
    for starts in (
        [e.trigger for e in record.events], [s.sentence for s in record.statements],
        [t.span for t in record.times], [p.span for p in record.places],
    ):  # fmt: skip
        assert starts == sorted(starts)
    for event in record.events:
        start, end = record.article.sentences[event.sentence]
        assert start <= event.trigger[0] < event.trigger[1] <= end


@pytest.mark.parametrize("name", IDS)
def test_the_record_fits_the_schema_and_comes_back_equal(name):
    record = records()[name]
    data = json.loads(record.to_json())
    jsonschema.validate(data, SCHEMA)
    assert Record.from_dict(data) == record


# ---------------------------------------------------------------- measured
def measured(name: str) -> list[tuple[str, Item, list[str]]]:
    """Kind, expectation and what is wrong, for all that is expected of an article and must be there."""
    stick = Yardstick(records()[name], EXPECTED[name])
    found: list[tuple[str, Item, list[str]]] = []
    for item, event in zip(EXPECTED[name]["events"], stick.events, strict=True):
        found.append(("events", item, [] if item.get("free") else stick.wrong_in_event(item, event)))
    for item, statement in zip(EXPECTED[name]["statements"], stick.statements, strict=True):
        found.append(("statements", item, [] if item.get("free") else stick.wrong_in_statement(item, statement)))
    return found


def mark(line: str, wrong: list[str]) -> str:
    """A line of expected.toml with its mark renewed."""
    bare = re.sub(r", todo = \[[^]]*\]", "", line)
    todo = ", ".join(f'"{field}"' for field in wrong)
    return bare.replace(" },", f", todo = [{todo}] }},") if wrong else bare


def renew_marks() -> None:
    """Writes the marks of all lines of expected.toml."""
    lines = PATH.read_text(encoding="utf-8").splitlines()
    for name in IDS:
        start, kind, index = lines.index(f"[{name}]"), "", Counter[str]()
        results = {k: [w for kind_, _, w in measured(name) if kind_ == k] for k in ("events", "statements")}
        for at in range(start + 1, len(lines)):
            if lines[at].startswith("["):
                break
            kind = lines[at].split(" = [")[0] if lines[at].endswith("= [") else kind
            if lines[at].startswith("  { "):
                lines[at] = mark(lines[at], results[kind][index[kind]])
                index[kind] += 1
    PATH.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.mark.parametrize("name", IDS)
def test_what_was_right_stays_right_and_what_was_wrong_is_known(name):
    if WRITE:
        renew_marks()
        EXPECTED.update(load_expected())
    for kind, item, wrong in measured(name):
        assert wrong == item.get("todo", []), f"{kind}: {item.get('at') or item['content']}"


def told(item: Event | Statement, text: str) -> str:
    """An unexpected event or statement in a line."""
    if isinstance(item, Event):
        return f"{item.type}/{item.mode} {text[slice(*item.trigger)]!r}"
    return f"{item.act} {' '.join(text[slice(*cue)] for cue in item.cue)!r}: {text[slice(*item.content[0])]!r}"


def test_the_share_that_is_right():
    """Prints the share; more than half of what is expected is right in every field."""
    fields, wrongs, right, extra = Counter[str](), Counter[str](), Counter[str](), []
    for name in IDS:
        for kind, item, wrong in measured(name):
            if not item.get("free"):
                fields[kind] += 1
                right[kind] += not wrong
                wrongs.update(f"{kind}: {field}" for field in wrong)
        events, statements = Yardstick(records()[name], EXPECTED[name]).extra()
        extra += [f"{name}: {told(item, records()[name].article.text)}" for item in (*events, *statements)]
    for kind in fields:
        print(f"\n{kind}: {right[kind]} of {fields[kind]} are right in all fields")
    print("wrong: " + ", ".join(f"{field} {count}" for field, count in wrongs.most_common()))
    print(f"beyond what is expected: {len(extra)}", *extra, sep="\n  ")
    assert sum(right.values()) > 0.5 * sum(fields.values())
