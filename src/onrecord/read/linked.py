"""What a page says of itself in JSON-LD."""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

_DEPTH = 8
# Keys whose values tell of other things than the page's article.
_OF_OTHERS = frozenset(
    (
        "itemlistelement",
        "haspart",
        "ispartof",
        "mentions",
        "citation",
        "comment",
        "isrelatedto",
        "relatedlink",
        "subjectof",
        "video",
        "image",
    )
)


def linked_values(tree: HtmlElement, key: str) -> Iterator[str]:
    """The texts under a key, in the page's order; those inside other articles are passed over. A spoilt script is searched as it stands."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            value = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            yield from re.findall(rf'"{key}"\s*:\s*"([^"]{{8,40}})"', script)
        else:
            yield from _inside(value, key, 0)


def _inside(value: Any, key: str, depth: int) -> Iterator[str]:
    if depth > _DEPTH:
        return
    if isinstance(value, dict):
        if isinstance(value.get(key), str):
            yield value[key]
        value = [inner for name, inner in value.items() if name.lower() not in _OF_OTHERS]
    if isinstance(value, list):
        for item in value:
            yield from _inside(item, key, depth + 1)
