"""Periods that days are counted by."""

import sqlite3
from datetime import date
from typing import Literal

from onrecord.errors import StoreError

By = Literal["day", "week", "month", "quarter", "year", "all"]
_BY = ("day", "week", "month", "quarter", "year", "all")


def period_of(day: str | None, by: str) -> str | None:
    """The period an ISO day lies in; None when there is no day.

    >>> [period_of("2031-03-04", by) for by in ("week", "month", "quarter", "year", "all")]
    ['2031-W10', '2031-03', '2031-Q1', '2031', 'all']
    """
    if by == "all":
        return "all"
    if not day:
        return None
    if by == "week":
        year, week, _ = date.fromisoformat(day).isocalendar()
        return f"{year}-W{week:02}"
    if by == "quarter":
        return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"
    return day[: {"day": 10, "month": 7, "year": 4}[by]]


def checked_period(by: str) -> str:
    """The period's name. Raises StoreError when there is none of that name."""
    if by not in _BY:
        raise StoreError(f"{by!r} is no period; it is one of {', '.join(_BY)}")
    return by


def teach_periods(link: sqlite3.Connection) -> None:
    """Makes `period_of(day, by)` known to SQL on a connection."""
    link.create_function("period_of", 2, period_of, deterministic=True)
