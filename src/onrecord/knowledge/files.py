"""Reads knowledge files: TOML checked against a type, with errors that name file, line, value and the nearest guess.

A user's folder of the same shape as `data/` overlays the built-in one: a file of the same name replaces it, other files are added.
Folders named in its `replaces.toml` (folders = ["lexicon/en/verbs", ...]) are not added to but put in the place of those below them.
"""

import difflib
import hashlib
import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import msgspec
import tomli

from onrecord.errors import KnowledgeError

T = TypeVar("T")
DATA = Path(str(files("onrecord"))) / "data"


def knowledge_files(folder: str, *overlays: Path, suffix: str = ".toml") -> dict[str, Path]:
    """Maps each file below `data/<folder>` (and its overlays) from its name inside that folder to its path, sorted by name."""
    found: dict[str, Path] = {}
    for root in (DATA, *overlays):
        if folder in _replaced(root):
            found.clear()
        for path in sorted((root / folder).rglob(f"*{suffix}")):
            found[path.relative_to(root / folder).as_posix()] = path
    return dict(sorted(found.items()))


class _Replaces(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    folders: frozenset[str]


def _replaced(root: Path) -> frozenset[str]:
    """The folders that a user's folder puts in the place of those below it."""
    path = root / "replaces.toml"
    return read_toml(path, _Replaces).folders if root != DATA and path.is_file() else frozenset()


def read_toml(path: Path, kind: type[T]) -> T:
    """The file as a value of type `kind`. Raises KnowledgeError with file and line."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: cannot be read ({error})") from error
    try:
        return msgspec.convert(tomli.loads(text), kind)
    except tomli.TOMLDecodeError as error:
        raise KnowledgeError(f"{path}: not TOML: {error}") from error
    except msgspec.ValidationError as error:
        raise KnowledgeError(f"{path}:{_line_of(text, str(error))}: {error}") from error


def complain(path: Path, value: str, what: str, allowed: Iterable[str]) -> KnowledgeError:
    """The error for a value that is not one of the allowed: file, line, value, nearest guess and the list."""
    known = sorted(allowed)
    near = difflib.get_close_matches(value, known, n=1)
    guess = f'; did you mean "{near[0]}"?' if near else "."
    text = path.read_text(encoding="utf-8")
    line = next((n for n, words in enumerate(text.splitlines(), 1) if f'"{value}"' in words), 1)
    return KnowledgeError(f'{path}:{line}: "{value}" is not {what}{guess} Known: {", ".join(known)}.')


def digest(paths: Iterable[Path]) -> str:
    """A short hash of the contents of files, for `made_by`; line ends don't count."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return total.hexdigest()[:12]


def _line_of(text: str, message: str) -> int:
    """The line of the array item that a msgspec path like `$.frame[3].type` names; 1 when it names none."""
    where = re.search(r"\$\.(\w+)\[(\d+)\](?:\.(\w+))?", message)
    if not where:
        return 1
    table, number, key = where.group(1), int(where.group(2)), where.group(3)
    return next(_lines_of_item(text, table, number, key), 1)


def _lines_of_item(text: str, table: str, number: int, key: str | None) -> Iterator[int]:
    seen, start = -1, 0
    for n, line in enumerate(text.splitlines(), 1):
        if line.strip() == f"[[{table}]]":
            seen += 1
            start = n
        if seen == number and (key is None or re.match(rf"\s*{key}\s*=", line)):
            yield n
        if seen > number:
            break
    if start:
        yield start
