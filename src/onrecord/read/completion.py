"""What the page reader has left behind: leads in a box of their own, and stories that are cut into several boxes."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from lxml.html import HtmlElement

from onrecord.knowledge.furniture import PageNames, load_furniture
from onrecord.read.blocks import INVISIBLE

_BESIDE = frozenset(
    {"aside", "nav", "footer", "form", "figure", "figcaption", "table", "button", "select", "noscript", "template", "blockquote"}
)
_ENDED = re.compile(r"[.!?…][\"”’'»)\]]*$")
_WITHIN = ("article", "main")
_KEY = 60  # characters without spaces by which a paragraph is known again
_SHORTEST = 40  # characters of a paragraph that is added
_LONGEST_LEAD = 700
_LEADS = 3
_LINKED = 0.3  # of a paragraph's characters may be links


def complete(lines: list[str], tree: HtmlElement) -> list[str]:
    """The lines of a story with those paragraphs of its page put in that belong to it but were left behind; others are not touched.

    A lead stands between the headline and the first paragraph that was found, inside the same article. A cut-off part stands in a box
    with the same class as the boxes of what was found.
    """
    story = _Story(lines)
    nodes = [node for node in tree.iter("p") if story.place(_squeezed(node)) is not None]
    if not nodes:
        return lines
    root = _root(nodes)
    first, boxes = nodes[0], {_box(node) for node in nodes}
    classes = {node.get("class") for node in nodes}
    known = set(nodes)
    added: dict[int, list[str]] = {}
    leads: list[str] = []
    at, begun = 0, False
    for node in root.iter("h1", "p", "div", "span"):
        if node in known:
            at, begun = (story.place(_squeezed(node)) or 0) + 1, True
        elif node.tag == "h1":
            leads = leads if begun else []
        elif not begun and len(leads) < _LEADS and _is_lead(node, root):
            leads.append(_words(node))
        elif begun and node.tag == "p" and _box(node) in boxes and _is_part(node, root, first, classes):
            added.setdefault(at, []).append(_words(node))
    return story.with_lines({**added, **({story.place(_squeezed(first)) or 0: leads} if leads else {})})


class _Story:
    """The lines that were found, searchable without their spaces."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.starts: list[int] = []
        pieces, at = [], 0
        for line in lines:
            self.starts.append(at)
            piece = "".join(line.split())
            pieces.append(piece)
            at += len(piece)
        self.whole = "".join(pieces)

    def place(self, words: str) -> int | None:
        """The number of the line in which a paragraph begins."""
        found = self.whole.find(words[:_KEY]) if words else -1
        return bisect_right(self.starts, found) - 1 if found >= 0 else None

    def with_lines(self, added: dict[int, list[str]]) -> list[str]:
        """The lines, each list of `added` before the line of its number."""
        found: list[str] = []
        for number in range(len(self.lines) + 1):
            found.extend(line for line in added.get(number, ()) if self.place("".join(line.split())) is None)
            found.extend(self.lines[number : number + 1])
        return found


def _squeezed(node: HtmlElement) -> str:
    return "".join(INVISIBLE.sub("", "".join(node.itertext())).split())


def _words(node: HtmlElement) -> str:
    return " ".join(INVISIBLE.sub("", "".join(node.itertext())).split())


def _root(nodes: list[HtmlElement]) -> HtmlElement:
    """The article around the first and the last paragraph; without such an element, the box around their box."""
    last = set(nodes[-1].iterancestors())
    shared = [above for above in nodes[0].iterancestors() if above in last]
    inside = next((above for above in shared if above.tag in _WITHIN), None)
    around: HtmlElement = inside if inside is not None else shared[min(1, len(shared) - 1)]
    return around


def _box(node: HtmlElement) -> tuple[str, str]:
    above = node.getparent()
    return (str(above.tag), above.get("class") or "") if above is not None else ("", "")


def _is_lead(node: HtmlElement, root: HtmlElement) -> bool:
    if node.tag != "p" and not (_names().lead.search(node.get("class") or "") and _is_innermost(node)):
        return False
    return _reads(node) and len(_words(node)) <= _LONGEST_LEAD and not _stands_beside(node, root)


def _is_innermost(node: HtmlElement) -> bool:
    return next(node.iterdescendants("p", "div", "ul", "h2"), None) is None


def _names() -> PageNames:
    return load_furniture().page


def _is_part(node: HtmlElement, root: HtmlElement, first: HtmlElement, classes: set[str | None]) -> bool:
    box = node.getparent()
    return (
        bool(_box(node)[1])
        and box is not first.getparent()
        and node.get("class") in classes
        and _reads(node)
        and not _stands_beside(node, root)
    )


def _reads(node: HtmlElement) -> bool:
    """Is it a paragraph of sentences and no row of links?"""
    words = _words(node)
    if len(words) < _SHORTEST or not _ENDED.search(words):
        return False
    return sum(len(_words(link)) for link in node.iter("a")) <= _LINKED * len(words)


def _stands_beside(node: HtmlElement, root: HtmlElement) -> bool:
    return any(_is_beside(each) for each in _up_to(node, root))


def _up_to(node: HtmlElement, root: HtmlElement) -> Iterator[HtmlElement]:
    yield node
    for above in node.iterancestors():
        if above is root:
            return
        yield above


def _is_beside(node: HtmlElement) -> bool:
    names = f"{node.get('class') or ''} {node.get('id') or ''}"
    hidden = node.get("hidden") is not None or "display:none" in (node.get("style") or "").replace(" ", "")
    return node.tag in _BESIDE or hidden or bool(_names().beside.search(names))
