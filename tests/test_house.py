"""The rules of the house: imports go down, syntax stays in its room, files stay small, nothing is swept into a drawer."""

import ast
import io
import re
import subprocess
import tokenize
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import onrecord

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "onrecord"
FILES = sorted(SOURCE.rglob("*.py"))
FLOORS = {
    "errors": 0, "article": 0, "records": 0,
    "knowledge": 1, "schema": 1,
    "read": 2, "parse": 2,
    "resolve": 3,
    "coding": 4, "run": 4,
    "coder": 5,
    "component": 6, "store": 6,
    "show": 7, "evaluate": 7, "doctor": 7, "watch": 7,
    "cli": 8,
    "__init__": 9,
}  # fmt: skip
LABELS = {
    "nsubj", "nsubjpass", "csubj", "csubjpass", "dobj", "iobj", "pobj", "pcomp", "ccomp", "xcomp", "advcl", "relcl", "acl", "acomp",
    "npadvmod", "auxpass", "oprd", "amod", "advmod",
}  # fmt: skip
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "shared"}
# Written in pieces, so that this file does not hold what it forbids.
HOSTS = re.compile(
    "|".join(("py" r"pi\.org", "python" r"hosted\.org", "npm" r"js\.org", "ana" r"conda\.org", "crates" r"\.io", "rubygems" r"\.org"))
)


def nicely(wrong: list[str]) -> str:
    return "\n".join(["", *wrong])


def room(path: Path) -> str:
    first = path.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


def trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in FILES:
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    """The modules of ours that a file names in its imports, late ones included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            for alias in node.names:  # a name that is imported from a package may be one of its modules
                whole = f"{node.module}.{alias.name}"
                yield whole if _is_module(whole) else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _is_module(name: str) -> bool:
    path = SOURCE.parent.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or path.is_dir()


def code_lines(text: str) -> set[int]:
    """The numbers of the lines that hold more than comments, docstrings and blanks."""
    found: set[int] = set()
    fresh = True
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type in (tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT):
            fresh = True
        elif token.type not in (tokenize.COMMENT, tokenize.NL, tokenize.ENDMARKER):
            if not (fresh and token.type == tokenize.STRING):
                found.update(range(token.start[0], token.end[0] + 1))
            fresh = False
    return found


def test_imports_go_to_lower_floors_only():
    wrong = []
    for path, tree in trees():
        own = room(path)
        for name in imported(tree):
            other = name.split(".")[1] if name.startswith("onrecord.") else "__init__" if name == "onrecord" else own
            if other != own and FLOORS[other] >= FLOORS[own] > 0:  # the ground floor is one room
                wrong.append(f"{path.relative_to(ROOT)} imports {name}")
    assert not wrong, nicely(wrong)


def test_no_file_imports_itself_through_others():
    known = {".".join(path.relative_to(SOURCE.parent).with_suffix("").parts): path for path in FILES}
    known = {name.removesuffix(".__init__"): path for name, path in known.items()}
    graph = {}
    for name, path in known.items():
        body = ast.parse(path.read_text(encoding="utf-8")).body
        top = ast.Module([node for node in body if isinstance(node, ast.Import | ast.ImportFrom)], [])
        graph[name] = {found for found in imported(top) if found in known and found != name}
    list(TopologicalSorter(graph).static_order())


def test_dependency_labels_stay_in_the_parser_room():
    wrong = []
    for path, tree in trees():
        if room(path) == "parse":
            continue
        for node in ast.walk(tree):
            if (isinstance(node, ast.Attribute) and node.attr in ("dep_", "dep")) or (
                isinstance(node, ast.Constant) and node.value in LABELS
            ):
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert not wrong, nicely(wrong)


def test_files_and_functions_are_small():
    wrong = []
    for path, tree in trees():
        lines = code_lines(path.read_text(encoding="utf-8"))
        if len(lines) > 450:
            wrong.append(f"{path.relative_to(ROOT)}: {len(lines)} lines")
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and sum(node.lineno <= line <= (node.end_lineno or 0) for line in lines) > 80:
                wrong.append(f"{path.relative_to(ROOT)}: {node.name}")
    assert not wrong, nicely(wrong)


def test_there_are_no_drawers():
    assert [path for path in FILES if path.stem in DRAWERS or path.parent.name in DRAWERS] == []


def test_there_is_one_broad_except():
    broad = [
        path.relative_to(SOURCE).as_posix()
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (
            node.type is None
            or any(isinstance(name, ast.Name) and name.id in ("Exception", "BaseException") for name in ast.walk(node.type))
        )
    ]
    assert broad == ["run/local.py"]


def test_no_global_statement():
    assert [path for path, tree in trees() if any(isinstance(node, ast.Global) for node in ast.walk(tree))] == []


def test_what_is_public_is_documented():
    wrong = []
    for path, tree in trees():
        holders: list[ast.Module | ast.ClassDef] = [
            tree,
            *(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name[0] != "_"),
        ]
        for holder in holders:
            for node in holder.body:
                public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
                if public and not ast.get_docstring(node):
                    wrong.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}")
    assert not wrong, nicely(wrong)


def test_the_door_is_sorted_and_complete():
    assert list(onrecord.__all__) == sorted(onrecord.__all__) and len(onrecord.__all__) <= 16
    assert all(getattr(onrecord, name) for name in onrecord.__all__)


def tracked() -> list[Path]:
    try:
        names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no git repository")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_no_file_names_a_package_registry():
    wrong = [str(path.relative_to(ROOT)) for path in tracked() if HOSTS.search(path.read_bytes().decode("utf-8", "replace"))]
    assert not wrong, nicely(wrong)
