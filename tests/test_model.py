"""The language model: where it is looked for, and that only the right one is taken."""

import shutil
from pathlib import Path

import pytest

from onrecord.errors import ParseError
from onrecord.parse.model import SETTING, SHA256, check_files, find_model


def test_the_installed_model_is_found_and_is_the_published_one():
    folder = find_model()
    assert (folder / "config.cfg").is_file()
    check_files(folder)


def test_a_folder_can_be_named(monkeypatch: pytest.MonkeyPatch):
    folder = find_model()
    assert find_model(folder) == find_model(folder.parent) == folder
    monkeypatch.setenv(SETTING, str(folder))
    assert find_model() == folder


def test_a_named_folder_without_a_model_is_told(tmp_path: Path):
    with pytest.raises(ParseError, match="no model there"):
        find_model(tmp_path)


@pytest.mark.parametrize("name", ["config.cfg", "parser/model"])
def test_an_altered_file_is_named(tmp_path: Path, name: str):
    for each in SHA256:
        (tmp_path / each).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(find_model() / each, tmp_path / each)
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes() + b" ")
    with pytest.raises(ParseError, match=f"{name}: not the file of en_core_web_sm 3.8.0"):
        check_files(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(ParseError, match=r"config\.cfg: No such file"):
        check_files(tmp_path)
