"""The documents say what the program does, and their examples run."""

import ast
import doctest
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

import onrecord
from onrecord import cli
from onrecord.schema import make_schema

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
MODULES = sorted(found.name for found in pkgutil.walk_packages(onrecord.__path__, "onrecord.") if not found.name.endswith("__main__"))


def commands(command: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    if getattr(command, "commands", None):
        for name, inner in command.commands.items():
            yield from commands(inner, (*words, name))
    else:
        yield " ".join(words), command


COMMANDS = dict(commands(get_command(cli.app)))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented_with_its_options(name: str):
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    assert f"## `onrecord {name}`" in page and COMMANDS[name].help
    for parameter in COMMANDS[name].params:
        if parameter.name not in ("help",) and parameter.param_type_name == "option":
            assert f"`{max(parameter.opts, key=len)}`" in page, parameter.opts


def test_no_other_command_is_documented():
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^## `onrecord (.+)`", page, re.MULTILINE)) == set(COMMANDS)


def test_every_field_of_a_record_is_documented():
    page = (DOCS / "records.md").read_text(encoding="utf-8")
    schema = make_schema()
    fields = {name for part in (schema, *schema["$defs"].values()) for name in part["properties"]}
    assert sorted(name for name in fields if f"`{name}`" not in page) == []


def test_every_problem_is_documented():
    page = (DOCS / "records.md").read_text(encoding="utf-8")
    found = set()
    for path in (ROOT / "src" / "onrecord").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("failed", "Problem"):
                found |= {word.value for word in node.args[1:2] if isinstance(word, ast.Constant)}
    assert len(found) > 10 and sorted(code for code in found if f"`{code}`" not in page) == []


@pytest.mark.parametrize("page", sorted([*DOCS.glob("*.md"), ROOT / "README.md"]), ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path):
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_run(name: str):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
