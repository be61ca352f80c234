"""Where in the text a span of characters stands, in tokens."""

from __future__ import annotations

import bisect

from onrecord.parse.clause import Parse
from onrecord.records import Span


def tokens_of(parse: Parse, span: Span) -> list[int]:
    """The tokens that a span of characters covers, in order; none for a span between tokens."""
    first = bisect.bisect_right(parse.tokens, span[0], key=lambda token: token.end)
    last = bisect.bisect_left(parse.tokens, span[1], key=lambda token: token.start)
    return list(range(first, last))
