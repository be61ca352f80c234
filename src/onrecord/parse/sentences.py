"""Where sentences begin: stops and paragraph ends, with respect to quotation marks, abbreviations and section borders."""

from onrecord.knowledge.words import ParseWords
from onrecord.parse.tokens import Words

_STOPS = frozenset({".", "!", "?", "…", "..", "...", "....", "?!", "!?", "!!", "??", "!!!", "???"})
_OPEN = frozenset("\"“„«‘'([{—–-*")
_CLOSE = frozenset("\"”»’')]}")
_LONGEST = 400  # words; what goes on longer without a stop is no sentence, and is cut
_MARKS = 6  # marks in a row that are looked past
_NARROW = 14  # words that an attribution after "...?" may have


def sentence_starts(words: Words, borders: frozenset[int], closers: frozenset[int], known: ParseWords) -> frozenset[int]:
    """The indices of the words that open a sentence.

    `borders` are words that open a section; `closers` the words that close a quotation (the two sides of a straight mark look alike).
    """
    texts, found, last = words.texts, {0}, 0
    for i in range(1, len(texts)):
        if i - last >= _LONGEST or i in words.breaks or i in borders or (_opens(texts, i, closers) and _ended(words, i, closers, known)):
            found.add(i)
            last = i
    return frozenset(found)


def _opens(texts: list[str], i: int, closers: frozenset[int]) -> bool:
    """Can the word stand first? No closing mark, no comma, no small letter (but after a mark that opens)."""
    word = texts[i]
    if i in closers or word in ")]},;:" or word in _STOPS:
        return False
    end = min(i + _MARKS, len(texts) - 1)
    while i < end and texts[i] in _OPEN:
        i += 1
    return not texts[i][0].islower()


def _ended(words: Words, i: int, closers: frozenset[int], known: ParseWords) -> bool:
    """Does the text before word i end a sentence?"""
    texts, last, quoted = words.texts, i - 1, False
    first = max(0, i - 1 - _MARKS)
    while last > first and texts[last] in _CLOSE and (last in closers or texts[last] in ")]}”»"):
        quoted = quoted or last in closers
        last -= 1
    stop = texts[last]
    if stop in _STOPS:
        return not (quoted and stop[0] in "?!…" and _attribution_follows(texts, i, known))
    if stop.endswith(".") and len(stop) > 1:
        return _abbreviation_ends(texts, last, i, known)
    return False


def _abbreviation_ends(texts: list[str], last: int, i: int, known: ParseWords) -> bool:
    """ "U.S.", "p.m.", "Corp." end a sentence when a word follows that opens one; titles and initials never do."""
    stop = texts[last].lower()
    if stop in known.titles or (len(stop) == 2 and stop[0].isalpha()):
        return False
    return texts[i].lower() in known.starters or texts[i] in '"“'


def _attribution_follows(texts: list[str], i: int, known: ParseWords) -> bool:
    """After `"Who will pay?"`: a few words with a verb of saying up to the stop ("Minister Olga Rand asked.")."""
    for at in range(i, min(i + _NARROW, len(texts))):
        if texts[at] in _STOPS or texts[at] in _OPEN:
            return False
        if texts[at].lower() in known.speech:
            return True
    return False
