"""The JSON Schema of a record, made from the types, so that it cannot drift from them.

`python -m onrecord.schema` writes it to `data/schema/record.schema.json`.
"""

import json
from pathlib import Path
from typing import Any

import msgspec

from onrecord.records import SCHEMA, Record

FILE = Path(__file__).parent / "data" / "schema" / "record.schema.json"
_REFERENCES = {"Role": "entity", "EventPlace": "place"}  # in JSON these name an entity or a place by its id
_SPAN = {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}


def make_schema() -> dict[str, Any]:
    """The schema of one line of output (JSON Schema 2020-12)."""
    (_,), parts = msgspec.json.schema_components([Record], ref_template="#/$defs/{name}")
    for name, field in _REFERENCES.items():
        parts[name]["properties"][field] = {"type": "string", "description": f"the id of {_article(field)} {field} of the record"}
    for part in parts.values():
        _close(part)
    record = parts.pop("Record")
    record["properties"] = {"schema": {"const": SCHEMA}, **record["properties"]}
    record["required"] = ["schema", *record["required"]]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "One article's record, one line of the output of `onrecord code`",
        **record,
        "$defs": dict(sorted(parts.items())),
    }


def schema_text() -> str:
    """The schema as its file has it."""
    return json.dumps(make_schema(), indent=1, ensure_ascii=False) + "\n"


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"


def _close(part: dict[str, Any]) -> None:
    """Every field is always written and there are no others, so all are required."""
    part.pop("title", None)
    part["required"] = list(part["properties"])
    part["additionalProperties"] = False
    for value in part["properties"].values():
        value.pop("default", None)
        _spans(value)


def _spans(value: Any) -> None:
    """A pair of integers is a span: two numbers from 0 up."""
    if isinstance(value, dict):
        if value.get("prefixItems"):
            value.clear()
            value.update(_SPAN)
        for inner in list(value.values()):
            _spans(inner)
    elif isinstance(value, list):
        for inner in value:
            _spans(inner)


def main() -> None:
    """Writes the schema file."""
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(schema_text(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
