#!/usr/bin/env python3
"""Sets OnRecord up and does one thing with it; nothing but Python 3.11, 3.12 or 3.13 is needed.

    python3 dev.py demo          code the example articles and show them
    python3 dev.py test [...]    run the tests; what follows goes to pytest
    python3 dev.py run [...]     run any onrecord command, such as: python3 dev.py run read news.txt
    python3 dev.py lint          ruff and mypy
    python3 dev.py lock          make the lock files anew

The first run makes `.venv` from a lock file with hashes; later runs start at once.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}
GAZETTEER = ROOT / "src" / "onrecord" / "data" / "gazetteer.sqlite"


def main() -> int:
    """Does what the command line says; the exit code is that of the program that was run."""
    if not (3, 11) <= sys.version_info[:2] < (3, 14):
        print(f"dev.py: Python 3.11, 3.12 or 3.13 is needed, this is {sys.version.split()[0]}", file=sys.stderr)
        return 2
    task, rest = (sys.argv[1] if len(sys.argv) > 1 else "", sys.argv[2:])
    tasks = {
        "demo": lambda: in_venv("run", "-m", "onrecord.cli", "demo", *rest),
        "run": lambda: in_venv("run", "-m", "onrecord.cli", *rest),
        "test": lambda: in_venv("dev", "-m", "pytest", *rest),
        "lint": lambda: in_venv("dev", "-m", "ruff", "check", ".") or in_venv("dev", "-m", "mypy"),
        "lock": lock,
    }
    if task in tasks:
        return tasks[task]()
    print((__doc__ or "").strip(), file=sys.stderr if task else sys.stdout)
    return 2 if task else 0


def in_venv(kind: str, *words: str) -> int:
    """Runs the environment's Python, after setting the environment up where that is needed."""
    try:
        set_up(kind)
        return subprocess.run([PYTHON, *words], cwd=os.getcwd() if kind == "run" else ROOT, check=False).returncode
    except subprocess.CalledProcessError as error:
        print(f"dev.py: setting up failed at: {' '.join(str(word) for word in error.cmd)}", file=sys.stderr)
        return 2


def set_up(kind: str) -> None:
    """Makes `.venv` and installs the locked packages, then OnRecord itself; a stamp says for which files that was done."""
    stamp = VENV / f".onrecord-{kind}"
    wanted = fingerprint(kind)
    if PYTHON.exists() and GAZETTEER.exists() and any(_holds(VENV / f".onrecord-{each}", fingerprint(each)) for each in {kind, "dev"}):
        return
    make_venv()
    print(f"dev.py: installing the packages of {LOCKS[kind]} into .venv", file=sys.stderr)
    install: list[str | Path] = [PYTHON, "-m", "uv", "pip", "install", "-q", "--python", PYTHON]
    run([*install, "--require-hashes", "-r", ROOT / LOCKS[kind]])
    run([*install, "--no-deps", "--no-build-isolation", "-e", ROOT])
    if not GAZETTEER.exists():
        run([PYTHON, "-m", "onrecord.knowledge.build_gazetteer"])
    stamp.write_text(wanted, encoding="utf-8")


def make_venv() -> None:
    """An environment of its own with uv in it, as the lock file has it."""
    if not PYTHON.exists():
        print("dev.py: making .venv", file=sys.stderr)
        uv = shutil.which("uv")
        if uv:
            run([uv, "venv", "-q", "--seed", "--python", sys.executable, VENV])
        else:
            venv.create(VENV, with_pip=True, symlinks=os.name != "nt")
    run([PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes", "-r", ROOT / "requirements-uv.lock"])


def fingerprint(kind: str) -> str:
    """Changes when something changes that an environment is made from."""
    total = hashlib.sha256(f"{sys.version_info[:2]} {ROOT}".encode())
    names = (LOCKS[kind], "requirements-uv.lock", "pyproject.toml", "hatch_build.py", "src/onrecord/knowledge/build_gazetteer.py")
    places = sorted((ROOT / "src" / "onrecord" / "data" / "places").glob("*.toml"))
    for path in (*(ROOT / name for name in names), *places):
        total.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return total.hexdigest()


def lock() -> int:
    """Resolves the versions anew and writes the lock files with the hashes of every package."""
    set_up("dev")
    settings = ["--generate-hashes", "--universal", "--python-version", "3.11", "--no-emit-index-url", "--no-annotate", "--no-header", "-q"]
    compile_: list[str | Path] = [PYTHON, "-m", "uv", "pip", "compile", *settings, "--upgrade", ROOT / "pyproject.toml"]
    compile_ += ["--extra", "docs", "--extra", "web", "--group", "build"]
    run([*compile_, "-o", ROOT / LOCKS["run"]])
    run([*compile_, "--group", "dev", "-c", ROOT / LOCKS["run"], "-o", ROOT / LOCKS["dev"]])
    return 0


def run(words: list[str | Path]) -> None:
    """Runs a program. Raises CalledProcessError when it fails."""
    subprocess.run(words, cwd=ROOT, check=True)


def _holds(stamp: Path, wanted: str) -> bool:
    return stamp.exists() and stamp.read_text(encoding="utf-8") == wanted


if __name__ == "__main__":
    sys.exit(main())
