"""The story of a web page without menus, captions and links to other stories; its title, author, day and address."""

import html
import logging
import re
from collections.abc import Iterable, Iterator
from copy import deepcopy

from lxml import etree
from lxml.html import Element, HtmlElement
from trafilatura import bare_extraction, load_html
from trafilatura.metadata import examine_meta, extract_author, extract_meta_json, extract_title, extract_url
from trafilatura.settings import Document

from onrecord.article import Article
from onrecord.read.blocks import INVISIBLE
from onrecord.read.completion import complete
from onrecord.read.days import find_day
from onrecord.read.language import detect_language
from onrecord.read.linked import linked_values
from onrecord.read.names import writable
from onrecord.read.spoilt import SPOILT

_BESIDE = frozenset({"figure", "aside", "nav", "footer", "form"})
for _name in ("trafilatura", "htmldate", "courlan"):  # they tell a page's faults to standard error where nobody has set up logging
    logging.getLogger(_name).addHandler(logging.NullHandler())

_BULLETS = ("-", "–", "*", "•", "·")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_PROSE = 100  # characters of a cell that is a paragraph when it ends like one
_AUTHORS = etree.XPath(
    "//author | //*[@rel='author' or @rel='me' or contains(@itemprop, 'author') or contains(@class, 'uthor') or contains(@class, 'yline')"
    " or contains(@id, 'uthor') or contains(@class, 'writer') or contains(@class, 'journalist') or contains(@class, 'posted-by')"
    " or contains(@class, 'submitted-by') or contains(@data-component, 'Byline')]"
)
# What no reader sees on the page; the page reader itself knows only styles.
_UNSEEN = etree.XPath(
    "//*[@hidden] | //template"
    " | //*[contains(@class, 'sr-only') or contains(@class, 'visually-hidden') or contains(@class, 'screen-reader')]"
)
_WHOLE = frozenset({"html", "body", "main", "article"})  # programs of the page show these when it has loaded
_BOXES = 50  # that are searched for a writer
_LINE = 1000  # characters of a title or author
_MOST = 0.6  # of a short text must stand in paragraphs


def find_story(page: str, source: str, *, id: str | None = None, address: str | None = None) -> Article | None:
    """The page as an article, paragraphs separated by blank lines, soft hyphens taken out; None when it has no story."""
    tree = load_html(page)
    if tree is None:
        return None
    for node in _UNSEEN(tree):
        if node.tag not in _WHOLE and node.getparent() is not None:
            node.drop_tree()
    found = bare_extraction(tree, include_comments=False, include_tables=True)
    if not isinstance(found, Document) or not found.text:
        return None
    facts = _facts(tree, address)
    published = find_day(tree, _line(facts.url) or address, len(page))
    text = _text(page, tree, found.text)
    return Article(
        text=text,
        language=detect_language(text) or _told_language(tree),
        id=writable(id or source),
        url=_line(facts.url) or address,
        title=_line(facts.title),
        published=published,
        published_source="page" if published else "none",
        source=writable(source),
        author=_line(facts.author),
    )


def _facts(tree: HtmlElement, address: str | None) -> Document:
    """Title, author and address of the page. Its days are looked for elsewhere; subjects and licences, which take longest, not at all."""
    facts = examine_meta(tree)
    if facts.author and " " not in facts.author:  # a name of an account
        facts.author = None
    try:
        facts = extract_meta_json(tree, facts)
    except SPOILT:
        facts = examine_meta(tree)
    facts.title = facts.title or extract_title(tree)
    facts.author = facts.author or _author(tree)
    facts.url = facts.url or extract_url(tree, address)
    return facts


def _author(tree: HtmlElement) -> str | None:
    """The writer that a box of the page names. Only boxes that may hold one are searched, since the search is slow."""
    boxes = Element("html")  # type: ignore[no-untyped-call]
    for node in _AUTHORS(tree)[:_BOXES]:
        if not any("comment" in f"{above.get('class')}{above.get('id')}".lower() for above in node.iterancestors()):
            boxes.append(deepcopy(node))
    return extract_author(boxes) if len(boxes) else None


def _told_language(tree: HtmlElement) -> str | None:
    """The language that the page claims to be in, such as "en-GB"; believed only where the text itself does not tell."""
    told = str(tree.get("lang") or "").strip().replace("_", "-")
    return told if _LANGUAGE.fullmatch(told) else None


def _text(page: str, tree: HtmlElement, found: str) -> str:
    """The paragraphs of the story, separated by blank lines."""
    text = _clean(found if "\n" in found else _stated_story(tree, found) or _short_story(page, found))
    return "\n\n".join(complete(text.split("\n\n"), tree))


def _stated_story(tree: HtmlElement, found: str) -> str | None:
    """The text that a page without paragraphs states of itself, with the line ends it has; None when what was found is not this text."""
    words = found.split()
    return next((body for body in linked_values(tree, "articleBody") if "\n" in body and body.split() == words), None)


def _short_story(page: str, found: str) -> str:
    """The paragraphs of a page that is too short for the extraction to keep them apart; what it found, where they are not most of it."""
    tree = load_html(page)
    root = tree.find(".//article") if tree is not None else None
    root = tree if root is None else root
    if root is None:
        return found
    lines = [" ".join(p.text_content().split()) for p in root.iter("p") if not any(above.tag in _BESIDE for above in p.iterancestors())]
    whole = "\n".join(line for line in lines if line)
    return whole if len(whole) >= _MOST * len(found) else found


def _clean(text: str) -> str:
    lines = (INVISIBLE.sub("", line).strip() for line in text.split("\n"))
    return "\n\n".join(_without_bars(_with_bullets(line for line in lines if line)))


def _with_bullets(lines: Iterable[str]) -> Iterator[str]:
    """The lines; a bullet that stands alone opens the next one."""
    bullet = ""
    for line in lines:
        if line in _BULLETS:
            bullet = f"{line} "
        else:
            yield bullet + line
            bullet = ""


def _without_bars(lines: Iterable[str]) -> Iterator[str]:
    """The lines; the rows of a table without bars at their ends, and sentences that a page sets in cells as paragraphs."""
    for line in lines:
        if len(line) < 3 or line[0] != "|" or line[-1] != "|":
            yield line
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if any(len(cell) > _PROSE and cell[-1] in '.!?”"' for cell in cells):
            yield from filter(None, cells)
        elif any(cell.strip("-: ") for cell in cells):  # not the line below a table's head
            yield " | ".join(cells)


def _line(words: str | None) -> str | None:
    return " ".join(INVISIBLE.sub("", html.unescape(words[:_LINE])).split()) or None if words else None
