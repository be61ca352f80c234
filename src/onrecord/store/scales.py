"""The Goldstein scale by CAMEO code, read from the ontology's data file."""

import tomllib
from importlib.resources import files


def goldstein_by_code() -> dict[str, float]:
    """From CAMEO code to the Goldstein value, from -10 to 10."""
    text = files("onrecord").joinpath("data/ontology/cameo.toml").read_text(encoding="utf-8")
    return {code: float(row["goldstein"]) for code, row in tomllib.loads(text)["codes"].items()}
