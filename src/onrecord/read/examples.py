"""Where the example articles lie."""

from importlib.resources import files
from pathlib import Path

from onrecord.errors import ReadError


def example_articles() -> str:
    """The file of the examples: in the installed package, else in `examples/` of the source tree. Raises ReadError without one."""
    package = Path(str(files("onrecord")))
    for folder in (package / "data" / "examples", package.parents[1] / "examples"):
        if (folder / "articles.jsonl").is_file():
            return str(folder / "articles.jsonl")
    raise ReadError("the example articles are not installed; name a file of your own: onrecord read FILE")
