"""Words and numbers as the page shows them."""

import re
from datetime import date

from markupsafe import Markup, escape

from onrecord.records import Entity, Magnitude
from onrecord.show.web.asked import address
from onrecord.store.answers import Figure, FigureTold, Name

# Characters that steer a terminal or turn text round; on the page they are shown as a box with their number, so that nothing hides.
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_FOUND = re.compile(r"\[([^\[\]]*)\]")


def clean(words: str | None) -> Markup:
    """Words, escaped, with characters that cannot be seen shown as boxes."""
    parts, at, whole = [], 0, words or ""
    for found in CONTROLS.finditer(whole):
        parts += [escape(whole[at : found.start()]), control_box(found[0])]
        at = found.end()
    return Markup("").join([*parts, escape(whole[at:])])


def control_box(character: str) -> Markup:
    """A box that stands for a character nobody sees."""
    return Markup('<span class="control" title="{0}">{0}</span>').format(f"U+{ord(character):04X}")


def found_words(words: str) -> Markup:
    """The words around a hit; what stands in [ ] is marked."""
    parts, at = [], 0
    for found in _FOUND.finditer(words):
        parts += [clean(words[at : found.start()]), Markup("<mark>"), clean(found[1]), Markup("</mark>")]
        at = found.end()
    return Markup("").join([*parts, clean(words[at:])])


def person(name: Name | None) -> Markup:
    """An actor's name with its code, as a link to the actor's view."""
    if not name:
        return Markup('<span class="none" title="not said">–</span>')
    code = Markup(' <span class="code">{}</span>').format(kind_of_party(name)) if name.code else Markup("")
    return Markup('<a class="who" href="{}"><bdi>{}</bdi></a>{}').format(address("/actor", who=name.name), clean(name.name), code)


def kind_of_party(name: Name) -> str:
    """Code and sector, with a space.

    >>> kind_of_party(Name("x", "RUS", "GOV"))
    'RUS GOV'
    """
    return f"{name.code} {name.sector}".strip()


def figure_words(figure: Figure | FigureTold | Magnitude) -> str:
    """A number of people, in figures.

    >>> figure_words(Figure("dead", 12, 12, "twelve")), figure_words(Figure("size", 1000, None, "thousands"))
    ('12', '1,000 or more')
    """
    low, high = figure.min, figure.max
    if low is None:
        return f"up to {high:,}" if high is not None else "some"
    if high is None:
        return f"{low:,} or more"
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def short_number(value: float) -> str:
    """A count as people read it.

    >>> short_number(950), short_number(12345)
    ('950', '12,345')
    """
    return f"{value:,}"


def days_between(first: str | None, last: str | None) -> Markup:
    """A day, or the days from one to another; a whole month or year by its name. No date is broken in two by a line's end.

    >>> str(days_between("2031-03-01", "2031-03-31"))
    '<span class="d">2031-03</span>'
    """
    if not first:
        return Markup("")
    if last and first.endswith("-01-01") and last == first[:4] + "-12-31":
        days = [first[:4]]
    elif last and first.endswith("-01") and first[:7] == last[:7] and _month_ends(last):
        days = [first[:7]]
    else:
        days = [first] if last in (None, first) else [first, str(last)]
    return Markup(" – ").join(Markup('<span class="d">{}</span>').format(day) for day in days)


def _month_ends(day: str) -> bool:
    return date.fromordinal(date.fromisoformat(day).toordinal() + 1).day == 1


def named(entity: Entity) -> Name:
    """An entity of a record as the corpus names it."""
    return Name(entity.name, entity.code or "", entity.sector or "", entity.kind)


def for_xml(words: str | None) -> str:
    """Words without the characters that XML cannot hold; the template escapes the rest."""
    return CONTROLS.sub("", words or "")


def moment(day: str | None) -> str:
    """A day as Atom writes a moment; without a day the beginning of time."""
    return f"{(day or '1970-01-01')[:10]}T00:00:00Z"
