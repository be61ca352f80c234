"""The wire form of records: written and read back, and as the schema says."""

import json

import jsonschema
import pytest

from fake_coder import FakeCoder
from onrecord import schema
from onrecord.article import Article, Section
from onrecord.errors import ReadError
from onrecord.records import (
    ArticleRecord,
    Condition,
    Entity,
    Event,
    EventDate,
    EventPlace,
    Magnitude,
    ObjectEvent,
    Office,
    Place,
    Problem,
    Record,
    Role,
    Statement,
    Time,
)  # fmt: skip

TEXT = "TALLINN - Ada Holm warned Norland would close the strait."


def full_record() -> Record:
    """A record with something in every field."""
    holm = Entity("a1", "Ada Holm", "person", "XNO", "GOV", ("MIL",), Office("president", "2030-01-01"), "Q1", ((10, 18),))
    strait = Place("p1", (46, 56), "Strait", 7, "XNO", "North", 1.5, -2.0, "STRT", "exact")
    event = Event(
        "e1", "THREATEN", "restrict", ("future",), 3, -3.0, "138", ("military",), 0, (19, 25), (Role(holm, (10, 18)),), (Role(holm),),
        EventDate("2031-03-04", (0, 7), "text"), EventPlace(strait, (46, 56)), (Magnitude("size", 101, None, (0, 7), "troops"),),
        Condition("if", (0, 7)), ObjectEvent("COERCE", "restrict"), "s1", "s1", "verbs/threaten.toml#warn", 0.5,
    )  # fmt: skip
    statement = Statement(
        "s1", 0, Role(holm, (10, 18)), ((19, 25),), ((26, 57),), Role(holm), "indirect", "threaten", False, None, "e1", "cues", 0.9
    )
    article = Article(text=TEXT, id="a", title="T", published="2031-03-04", published_source="given")
    return Record(
        ArticleRecord.of(article, (Section(0, 9, "dateline"), Section(10, 57, "body")), ((0, 57),)), (holm,), (event,), (statement,),
        (Time("t1", (0, 7), "DATE", "2031-03-04"),), (strait,), (Problem("read", "bad-date", "m", (0, 1)),), FakeCoder().made_by,
    )  # fmt: skip


def test_what_is_written_can_be_read_back():
    record = full_record()
    assert Record.from_dict(record.to_dict()) == record
    assert Record.from_dict(json.loads(record.to_json())) == record


def test_roles_and_places_are_written_by_id():
    event = full_record().to_dict()["events"][0]
    assert list(event["actors"]) == [{"entity": "a1", "span": (10, 18)}] and event["place"]["place"] == "p1"


def test_keys_are_written_in_the_order_of_the_contract():
    record = json.loads(full_record().to_json())
    assert list(record) == ["schema", "article", "entities", "events", "statements", "times", "places", "problems", "made_by"]
    assert list(record["article"])[:4] == ["id", "url", "title", "published"]
    assert list(record["events"][0])[:5] == ["id", "type", "mode", "status", "quad"]


def test_what_is_no_record_is_refused():
    for data in ({}, {"schema": "other/1"}, {"schema": "onrecord/1"}, {**full_record().to_dict(), "events": [{"id": "e1"}]}):
        with pytest.raises(ReadError):
            Record.from_dict(data)


def test_the_schema_file_is_not_stale():
    assert schema.FILE.read_text(encoding="utf-8") == schema.schema_text(), "run: python -m onrecord.schema"


def test_a_record_fits_the_schema():
    jsonschema.Draft202012Validator.check_schema(schema.make_schema())
    validator = jsonschema.Draft202012Validator(schema.make_schema())
    validator.validate(json.loads(full_record().to_json()))
    validator.validate(json.loads(FakeCoder().code("Norland left.").to_json()))


@pytest.mark.parametrize(
    ("path", "value"),
    [("type", "shout"), ("trigger", [1]), ("trigger", [-1, 2]), ("actors", [{"entity": 1, "span": None}]), ("place", "p1")],
)
def test_the_schema_refuses_what_is_wrong(path: str, value: object):
    record = json.loads(full_record().to_json())
    record["events"][0][path] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(record, schema.make_schema())


def test_the_schema_refuses_further_fields():
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**json.loads(full_record().to_json()), "more": 1}, schema.make_schema())
