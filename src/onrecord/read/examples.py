"""Where the example articles lie."""

from importlib.resources import files
from pathlib import Path

from onrecord.errors import ReadError


def examples_folder() -> str:
    """The folder of the examples: inside the installed package, else `examples/` of the source tree. Raises ReadError without one."""
    package = Path(str(files("onrecord")))
    for folder in (package / "data" / "examples", package.parents[1] / "examples"):
        if folder.is_dir():
            return str(folder)
    raise ReadError("the example articles are not installed; name a file of your own: onrecord read FILE")
