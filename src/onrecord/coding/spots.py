"""Where in the text a span of characters stands, in tokens, and the clause around a clause."""

from __future__ import annotations

import bisect

from onrecord.parse.clause import Clause, Parse
from onrecord.records import Span


def tokens_of(parse: Parse, span: Span) -> list[int]:
    """The tokens that a span of characters covers, in order; none for a span between tokens."""
    first = bisect.bisect_right(parse.tokens, span[0], key=lambda token: token.end)
    last = bisect.bisect_left(parse.tokens, span[1], key=lambda token: token.start)
    return list(range(first, last))


def clause_above(parse: Parse, clause: Clause) -> Clause | None:
    """The clause that one hangs on; of a noun that hangs on none the clause whose own words hold it ("held hours of talks")."""
    if clause.parent is not None or clause.relation != "noun":
        return clause.parent
    return next((one for one in parse.clauses if one is not clause and clause.head in one.tokens and one.pos == "VERB"), None)
