"""What a run did, in numbers."""

from collections import Counter
from dataclasses import dataclass, field

from onrecord.records import Problem, Record

_STAGES = ("read", "code", "run")  # a problem of one of these means that the article was not coded
_HARMLESS = ("duplicate-id", "bad-date", "duplicate-text", "teaser")


@dataclass
class Tally:
    """Counts over the records of a run; `problems` counts codes, `failed` articles that were not coded, `missing` inputs not there."""

    articles: int = 0
    failed: int = 0
    missing: int = 0
    events: int = 0
    statements: int = 0
    problems: Counter[str] = field(default_factory=Counter)

    def add(self, record: Record) -> None:
        """Counts a record."""
        self.articles += 1
        self.failed += any(means_failure(problem) for problem in record.problems)
        self.events += len(record.events)
        self.statements += len(record.statements)
        self.problems.update(problem.code for problem in record.problems)

    @property
    def exit_code(self) -> int:
        """0 all coded, 1 some articles not, 2 an input is not there."""
        return 2 if self.missing else int(bool(self.failed))

    def to_dict(self) -> dict[str, object]:
        """The counts as JSON has them."""
        return {
            "articles": self.articles, "failed": self.failed, "missing": self.missing, "events": self.events,
            "statements": self.statements, "problems": dict(sorted(self.problems.items())),
        }  # fmt: skip


def means_failure(problem: Problem) -> bool:
    """Does the problem mean that its article was not coded?

    >>> means_failure(Problem("read", "duplicate-id", "")), means_failure(Problem("read", "not-text", ""))
    (False, True)
    """
    return problem.stage in _STAGES and problem.code not in _HARMLESS


def lay_out_tally(tally: Tally) -> str:
    """One line: "12 articles, 3 events, 2 statements; 1 not coded (language 1)"."""
    line = ", ".join(
        _count(number, noun) for number, noun in ((tally.articles, "article"), (tally.events, "event"), (tally.statements, "statement"))
    )
    if tally.failed:
        line += f"; {tally.failed} not coded"
    codes = ", ".join(f"{code} {count}" for code, count in sorted(tally.problems.items()))
    return f"{line} (problems: {codes})" if codes else line


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
