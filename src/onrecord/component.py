"""The spaCy component `onrecord`."""

from typing import Any


def make_onrecord(nlp: Any, name: str) -> Any:
    """The component for a pipeline."""
    raise NotImplementedError
