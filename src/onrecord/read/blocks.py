"""Pieces of HTML that are all story (the entry of a feed, a letter) as paragraphs."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import html

_BESIDE = frozenset(
    {"script", "style", "head", "title", "figure", "figcaption", "nav", "form", "button", "iframe", "template", "noscript", "svg"}
)
_INLINE = frozenset(
    {
     "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label",
     "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "img"}
)  # fmt: skip
INVISIBLE = re.compile("[\u00ad\u200b\u200c\u2060\ufeff\u034f]")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def paragraphs(markup: str) -> str:
    """The words of a piece of HTML, blocks separated by blank lines; pictures and their captions, scripts, forms are left out.

    >>> paragraphs("<p>Norway <b>recalled</b> its envoy.</p><figcaption>The envoy</figcaption><div>Sweden waits.</div>")
    'Norway recalled its envoy.\\n\\nSweden waits.'
    """
    from lxml import etree  # noqa: PLC0415 (most runs read no such piece, and help comes at once)

    tree = _parse(_ILLEGAL.sub(" ", markup))
    if tree is None:
        return ""
    blocks: list[list[str]] = [[]]
    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        if event == "start" and node.tag in _BESIDE:
            walk.skip_subtree()
        elif event == "start":
            _open(node, blocks)
        elif event == "end" and node.tag not in _INLINE:
            blocks.append([])
        if event != "start":
            blocks[-1].append(node.tail or "")
    lines = (" ".join(INVISIBLE.sub("", "".join(block)).split()) for block in blocks)
    return "\n\n".join(line for line in lines if line)


def _parse(markup: str) -> "html.HtmlElement | None":
    from lxml import etree, html  # noqa: PLC0415

    try:
        return html.document_fromstring(markup) if markup.strip() else None  # type: ignore[no-untyped-call]
    except (etree.LxmlError, ValueError):
        return None


def _open(node: "html.HtmlElement", blocks: list[list[str]]) -> None:
    if node.tag not in _INLINE:
        blocks.append([])
    blocks[-1].append(node.text or "")
