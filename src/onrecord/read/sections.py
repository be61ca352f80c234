"""Which parts of a text are title, dateline, story or furniture. Nothing is cut: parts are marked, and the text stays as it was given."""

import re
import unicodedata
from dataclasses import dataclass, field

from onrecord.article import Section, SectionKind
from onrecord.knowledge.furniture import Furniture, load_furniture
from onrecord.read.lines import Line, split_lines

_LONGEST = 600  # characters; a longer line is story and is not matched
_TITLE_WORDS = 25
_KICKER_WORDS = 3
_SECTION_WORDS = 6
_LINK_WORDS = 4  # a link to other stories ends with a stop only when it is as short as this
_CROSSHEAD_WORDS = 8
_SHOUTED_WORDS = 5
_BULLETS = "-–—*•·"
_SIGNED = re.compile(r"[.!?,][\"”’»]\s")  # a quotation that is a sentence, and who said it
_FRAGMENT = re.compile(r"[\w'’-]+,\s")  # the rest of a name that a line break cut ("Dahl, the minister, ...")
_GOES_ON = ",;:…"
_OPENING = 3  # paragraphs
_DATELINE = 160  # characters that a dateline can take


def find_sections(text: str, title: str | None = None) -> tuple[Section, ...]:
    """Marks the parts of a text; the parts are sorted, do not overlap and cover all that is not white space.

    Lines that end like sentences are story; what stands above the first of them is headline, section name, byline. `title` is the
    headline where it is known from elsewhere.

    >>> text = "World\\n\\nNorway Recalls Envoy\\n\\nOSLO (Courier) - Norway recalled its envoy."
    >>> [(s.kind, text[s.start : s.end]) for s in find_sections(text)]
    [('kicker', 'World'), ('title', 'Norway Recalls Envoy'), ('dateline', 'OSLO (Courier) -'), ('body', 'Norway recalled its envoy.')]
    """
    lines = split_lines(text)
    marks = _Marks(load_furniture(), lines, _plain(title) if title else None)
    kinds = [marks.kind_of(i) for i in range(len(lines))]
    return tuple(_split_datelines(_join_body(lines, kinds), text, marks.known))


def _plain(words: str) -> str:
    """Words as they compare: without case, marks and spaces."""
    return "".join(c for c in unicodedata.normalize("NFKD", words).casefold() if c.isalnum())


@dataclass
class _Marks:
    """Decides line by line what each is; remembers the headlines and whether the story has begun."""

    known: Furniture
    lines: list[Line]
    title: str | None
    titles: set[str] = field(default_factory=set)
    story: bool = False
    tail: bool = False
    before: SectionKind = "furniture"

    def kind_of(self, i: int) -> SectionKind:
        """The kind of line i; ask in order."""
        line = self.lines[i]
        kind = self._repeated(line) or self._furniture(line) or (self._below(i) if self.story else self._above(i))
        if kind == "title":
            self.titles.add(_plain(line.words))
        self.story = self.story or kind == "body"
        self.before = kind
        return kind

    def _repeated(self, line: Line) -> SectionKind | None:
        """The headline that is known from elsewhere; the second time it is furniture."""
        words = _plain(line.words) if len(line.words) <= _LONGEST else ""
        if words and words in self.titles:
            return "furniture"
        return "title" if words and words == self.title else None

    def _furniture(self, line: Line) -> SectionKind | None:
        if len(line.words) > _LONGEST:
            self.tail = False
            return None
        if self.known.tail.fullmatch(line.words) and (line.count <= _LINK_WORDS or not line.words.endswith(".")):
            self.tail = True
            return "furniture"
        if self.tail and not line.words.endswith((".", '."', ".”")) and line.count <= _TITLE_WORDS:
            return "furniture"
        self.tail = False
        words = line.words.lstrip(_BULLETS).lstrip()
        if self.known.line.fullmatch(words):
            return "furniture"
        return "caption" if self.known.caption.fullmatch(words) else None

    def _above(self, i: int) -> SectionKind:
        """A line before the story has begun."""
        line, more = self.lines[i], i + 1 < len(self.lines)
        if self.known.dateline.match(line.words[:_DATELINE]):
            return "body"
        if more and (kind := self._small(i)):
            return kind
        return "title" if self._headline(i) else "body"

    def _small(self, i: int) -> SectionKind | None:
        """The lines around a headline: section name, writer, place; none of them is the last line of a text."""
        line, known = self.lines[i], self.known
        if not self.titles and line.count <= _SECTION_WORDS and known.kicker.fullmatch(line.words):
            return "kicker"
        if known.byline.fullmatch(line.words) and (self.titles or self.title or line.words[:3].lower() == "by "):
            return "byline"
        if self.titles:
            return "dateline" if line.words.isupper() and line.count <= _KICKER_WORDS else None
        short = line.count <= _KICKER_WORDS and line.closes and self._headline(i)
        return "kicker" if short and self._title_follows(i) else None

    def _title_follows(self, i: int) -> bool:
        following = self.lines[i + 1]
        return self._headline(i + 1) and following.count > _KICKER_WORDS and not self.known.byline.fullmatch(following.words)

    def _headline(self, i: int) -> bool:
        """No final stop, or a question between blank lines; alone in the text only with capitals as headlines have them."""
        line = self.lines[i]
        if line.count > _TITLE_WORDS or not line.count or line.words[-1] in _GOES_ON or line.words[0] in _BULLETS:
            return False
        if _SIGNED.search(line.words):
            return False
        if line.ended:
            return line.closes and len(self.lines) > i + 1 and line.words[-1] in "?!" and not self.titles and line.capitalised
        if i + 1 == len(self.lines):
            return line.capitalised
        return line.closes or self._stands_out(line, self.lines[i + 1])

    def _stands_out(self, line: Line, following: Line) -> bool:
        """Without a blank line behind it: no wrapped line, as the next one is furniture, or longer and opens a sentence."""
        if any(known.fullmatch(following.words[:_LONGEST]) for known in (self.known.byline, self.known.caption, self.known.line)):
            return True
        if _FRAGMENT.match(following.words) and not line.capitalised:
            return False
        return following.words[0].lower() != following.words[0] and (line.capitalised or len(following.words) > 1.5 * len(line.words))

    def _below(self, i: int) -> SectionKind:
        """A line after the story has begun: story, but for a crosshead between two paragraphs and a writer's line at the end."""
        line = self.lines[i]
        if line.ended or not (line.opens and line.closes) or line.words[0] in _BULLETS:
            return "body"
        if line.words.isupper() and _SHOUTED_WORDS <= line.count <= _TITLE_WORDS:
            return "furniture"  # the headline of another story
        if not line.words[-1].isalnum():
            return "body"
        if self.known.byline.fullmatch(line.words):
            return "byline"
        between = i + 1 < len(self.lines) and (self.before != "body" or self.lines[i - 1].ended) and self.lines[i + 1].ended
        return "kicker" if between and line.count <= _CROSSHEAD_WORDS else "body"


def _join_body(lines: list[Line], kinds: list[SectionKind]) -> list[Section]:
    """Story lines without a blank line between them are one part: they may be one wrapped paragraph."""
    found: list[Section] = []
    for line, kind in zip(lines, kinds, strict=True):
        if kind == "body" and not line.opens and found and found[-1].kind == "body":
            found[-1] = Section(found[-1].start, line.end, "body")
        else:
            found.append(Section(line.start, line.end, kind))
    return found


def _split_datelines(sections: list[Section], text: str, known: Furniture) -> list[Section]:
    """Cuts the dateline, dash included, from the paragraph that opens the story; a headline with a stop may stand before it."""
    opening = [i for i, section in enumerate(sections) if section.kind == "body"][:_OPENING]
    for i in opening:
        body = sections[i]
        found = known.dateline.match(text[body.start : min(body.end, body.start + _DATELINE)].split("\n", 1)[0])
        if found:
            return [*sections[:i], *_cut(body, body.start + len(found.group().rstrip()), text), *sections[i + 1 :]]
    return sections


def _cut(body: Section, end: int, text: str) -> list[Section]:
    rest = body.end - len(text[end : body.end].lstrip())
    dateline = Section(body.start, end, "dateline")
    return [dateline, Section(rest, body.end, "body")] if rest < body.end else [dateline]
