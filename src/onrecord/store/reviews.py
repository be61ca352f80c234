"""Corrections by people, beside the machine's values: what they say, how far they agree, how right the machine is."""

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Any, get_args

from onrecord.errors import StoreError
from onrecord.records import Act, Event, Record, Role, Statement
from onrecord.store.answers import Accuracy, Agreement, Report, Review
from onrecord.store.corpus import Corpus
from onrecord.store.details import reports_by_id, rows_of
from onrecord.store.filters import Filter, report_conditions
from onrecord.store.identity import short_hash
from onrecord.store.trouble import told

EVENT_FIELDS = ("type", "mode", "status", "actors", "recipients", "date", "place", "asserted_by")
STATEMENT_FIELDS = ("act", "source", "addressee", "negated", "content")
_TYPE = re.compile(r"[A-Z][A-Z0-9_-]*")
_WHOLE = ("right", "wrong", "missing")
_Z = 1.959964  # 95 %
_LAST = """
SELECT v.* FROM reviews v WHERE NOT EXISTS (
    SELECT 1 FROM reviews w WHERE w.article = v.article AND w.kind = v.kind AND w.start = v.start AND w."end" = v."end" AND w.type = v.type
        AND w.field = v.field AND w.reviewer = v.reviewer AND w.id > v.id)
ORDER BY v.article, v.start, v.kind, v.field, v.reviewer"""


def add_review(corpus: Corpus, key: str, value: Any, *, field: str = "", reviewer: str, at: str, why: str = "") -> None:
    """Writes what a reviewer says of a report or statement (`article:e1`): "right" or "wrong", or with `field` the right value of it.

    `at` is the time (ISO 8601). Raises StoreError when there is nothing of that key, or the value is not allowed.
    """
    article, _, local = key.partition(":")
    record = corpus.record(article)
    units: list[Event | Statement] = [*record.events, *record.statements]
    unit = next((item for item in units if item.id == local), None)
    if unit is None:
        raise StoreError(f"{key!r} is no report and no statement of {corpus.path}; onrecord events --reports lists their keys")
    kind = "event" if isinstance(unit, Event) else "statement"
    _check_value(kind, field, value)
    start, end = _place(unit)
    type_ = unit.type if isinstance(unit, Event) else unit.act
    machine = _machine(unit, field) if field else "right"
    with corpus.writing(brief=True):
        _write(corpus, article, kind, (start, end), type_, field, machine, value, reviewer, at, why)


def add_missing(
    corpus: Corpus, article: str, span: tuple[int, int], event: dict[str, Any], *, reviewer: str, at: str, why: str = ""
) -> None:
    """Writes down an event that the machine has missed: the trigger's offsets, and `type` with whatever else of the event is known."""
    record = corpus.record(article)
    if not 0 <= span[0] < span[1] <= len(record.article.text):
        raise StoreError(f"{span} lies outside the text of {article}, which has {len(record.article.text)} characters")
    _check_value("event", "type", event.get("type"))
    with corpus.writing(brief=True):
        _write(corpus, article, "event", span, event["type"], "", None, {"missing": event}, reviewer, at, why)


def _write(
    corpus: Corpus, article: str, kind: str, span: tuple[int, int], type_: str, field: str, machine: Any, value: Any, *who: str
) -> None:
    corpus.link.execute(
        'INSERT INTO reviews (article, kind, start, "end", type, field, machine, value, reviewer, at, why)'
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (article, kind, *span, type_, field, json.dumps(machine), json.dumps(value), *who),
    )


def _check_value(kind: str, field: str, value: Any) -> None:
    fields = EVENT_FIELDS if kind == "event" else STATEMENT_FIELDS
    if field and field not in fields:
        raise StoreError(f"{field!r} is no field that is reviewed; it is one of {', '.join(fields)}")
    if not field and value not in _WHOLE:
        raise StoreError(f"{value!r} is no verdict; it is right or wrong")
    if field == "type" and not (isinstance(value, str) and _TYPE.fullmatch(value)):
        raise StoreError(f"{value!r} is no type; write one of the codebook, such as ACCUSE")
    if field == "act" and value not in get_args(Act):
        raise StoreError(f"{value!r} is no act; it is one of {', '.join(get_args(Act))}")


def _place(unit: Event | Statement) -> tuple[int, int]:
    if isinstance(unit, Event):
        return unit.trigger
    pieces = unit.content or unit.cue or ((0, 0),)
    return pieces[0][0], pieces[-1][1]


def _machine(unit: Event | Statement, field: str) -> Any:
    value = getattr(unit, field)
    if field in ("actors", "recipients"):
        return [_party(role) for role in value]
    if field in ("source", "addressee"):
        return _party(value) if value else None
    if field == "date":
        return value.value if value else None
    if field == "place":
        return value.place.name if value else None
    return list(value) if isinstance(value, tuple) else value


def _party(role: Role) -> str:
    codes = ":".join(words for words in (role.entity.code, role.entity.sector) if words)
    return codes or role.entity.name


def reviews(corpus: Corpus, *, reviewer: str | None = None) -> list[Review]:
    """The last word of every reviewer on every field, by article and place, with the key of the report or statement it is about now."""
    with told(corpus.path):
        rows = [row for row in rows_of(corpus.link, _LAST) if reviewer in (None, row["reviewer"])]
        known = _keys(corpus, rows)
        texts = dict(corpus.link.execute("SELECT key, text FROM articles WHERE key IN (SELECT DISTINCT article FROM reviews)"))
    return [
        Review(
            key=known.get(row["id"]), article=row["article"], kind=row["kind"], start=row["start"], end=row["end"],
            words=texts.get(row["article"], "")[row["start"] : row["end"]], type=row["type"], field=row["field"], machine=row["machine"],
            value=row["value"], reviewer=row["reviewer"], at=row["at"], why=row["why"],
        )
        for row in rows
    ]  # fmt: skip


def _keys(corpus: Corpus, rows: list[Any]) -> dict[int, str]:
    """From review ids to what stands at their place now: the same words and type, else the same words, else words that overlap."""
    found: dict[int, str] = {}
    places: dict[tuple[str, str], list[tuple[int, int, str, str]]] = {}
    for row in rows:
        at = (row["article"], row["kind"])
        if at not in places:
            places[at] = _places(corpus, *at)
        best = max(
            (place for place in places[at] if place[0] < row["end"] and row["start"] < place[1]),
            key=lambda place: ((place[0], place[1]) == (row["start"], row["end"]), place[2] == row["type"], place[3]),
            default=None,
        )
        if best:
            found[row["id"]] = best[3]
    return found


def _places(corpus: Corpus, article: str, kind: str) -> list[tuple[int, int, str, str]]:
    table, type_ = ("reports", "type") if kind == "event" else ("statements", "act")
    sql = f'SELECT t.start, t."end", t.{type_}, t.key FROM {table} t JOIN articles a ON a.id = t.article WHERE a.key = ?'
    return corpus.link.execute(sql, (article,)).fetchall()


def queue(corpus: Corpus, asked: Filter | None = None, *, size: int = 20, order: str = "uncertain", seed: str = "1") -> list[Report]:
    """Reports to review next, none that has been: the least certain ones, or a random sample (the same for the same seed)."""
    if order not in ("uncertain", "random"):
        raise StoreError(f"{order!r} is no order; it is uncertain or random")
    with told(corpus.path):
        need = report_conditions(corpus.link, asked or Filter())
        need.need(
            "NOT EXISTS (SELECT 1 FROM reviews v JOIN articles a ON a.key = v.article WHERE a.id = r.article"
            ' AND v.start = r.start AND v."end" = r."end" AND v.kind = \'event\')'
        )
        corpus.link.create_function("shuffled", 2, lambda key, salt: short_hash(salt, key), deterministic=True)
        first = "shuffled(r.key, ?)" if order == "random" else "abs(r.confidence - ?)"
        rows = corpus.link.execute(
            f"SELECT r.id FROM reports r{need.where} ORDER BY {first}, r.key LIMIT ?",
            [*need.values, seed if order == "random" else 0.5, size],
        ).fetchall()
        return reports_by_id(corpus.link, [row[0] for row in rows])


def agreement(corpus: Corpus) -> list[Agreement]:
    """How far reviewers agree, field by field; a field that a reviewer of a unit leaves alone counts as the machine's value."""
    rows = [review for review in reviews(corpus) if "missing" not in review.value]
    seen: dict[tuple[Any, ...], dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    machine: dict[tuple[Any, ...], dict[str, str]] = defaultdict(dict)
    for row in rows:
        unit = (row.article, row.kind, row.start, row.end, row.type)
        seen[unit][row.reviewer][row.field] = row.value
        machine[unit][row.field] = row.machine
    found = []
    for field in ("", *EVENT_FIELDS, *(name for name in STATEMENT_FIELDS if name not in EVENT_FIELDS)):
        units = [
            [said.get(field, machine[unit].get(field, '"right"')) for said in by.values()]
            for unit, by in seen.items()
            if len(by) > 1 and field in machine[unit]
        ]
        if units:
            pairs = [one == other for values in units for one, other in combinations(values, 2)]
            names = {name for by in seen.values() if len(by) > 1 for name in by}
            found.append(Agreement(field or "right or wrong", len(units), len(names), round(sum(pairs) / len(pairs), 3), alpha(units)))
    return found


def alpha(units: list[list[str]]) -> float | None:
    """Krippendorff's alpha for nominal values; each unit lists the values it was given. None when all values are the same.

    >>> alpha([["a", "a"], ["b", "b"], ["a", "b"]])
    0.444
    """
    units = [values for values in units if len(values) > 1]
    total = Counter(value for values in units for value in values)
    count = sum(total.values())
    expected = count * count - sum(number * number for number in total.values())
    if not expected:
        return None
    observed = 0.0
    for values in units:
        own = Counter(values)
        observed += (len(values) ** 2 - sum(number * number for number in own.values())) / (len(values) - 1)
    return round(1 - (count - 1) * observed / expected, 3)


def wilson(right: int, reviewed: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson's score); 0 and 1 when nothing was reviewed.

    >>> wilson(8, 10)
    (0.49, 0.943)
    """
    if not reviewed:
        return 0.0, 1.0
    share, square = right / reviewed, _Z * _Z
    middle = (share + square / (2 * reviewed)) / (1 + square / reviewed)
    half = _Z * math.sqrt(share * (1 - share) / reviewed + square / (4 * reviewed * reviewed)) / (1 + square / reviewed)
    return round(middle - half, 3), round(middle + half, 3)


def accuracy(corpus: Corpus) -> list[Accuracy]:
    """How right the machine is on each type of event, and the counts corrected by it. Most reviewers decide, then the last."""
    verdicts = _verdicts(corpus)
    with told(corpus.path):
        counted = dict(corpus.link.execute("SELECT type, count(*) FROM reports GROUP BY type").fetchall())
    reviewed: Counter[str] = Counter()
    moved: dict[str, Counter[str]] = defaultdict(Counter)
    missing: Counter[str] = Counter()
    for (_, _, _, type_), said in verdicts.items():
        if said is not None and said.startswith("missing:"):
            missing[said.removeprefix("missing:")] += 1
            continue
        reviewed[type_] += 1
        if said:
            moved[type_][said] += 1
    rows = []
    for type_ in sorted(counted.keys() | reviewed.keys() | missing.keys()):
        right, seen, here = moved[type_][type_], reviewed[type_], counted.get(type_, 0)
        low, high = wilson(right, seen)
        came = sum(
            counted.get(other, 0) * moved[other][type_] / reviewed[other] for other in list(moved) if other != type_ and reviewed[other]
        )
        rows.append(
            Accuracy(
                type=type_, counted=here, reviewed=seen, right=right, share=round(right / seen, 3) if seen else None, low=low, high=high,
                corrected=round(here * right / seen + came, 1) if seen else None, corrected_low=round(here * low + came, 1),
                corrected_high=round(here * high + came, 1), missing=missing[type_],
            )
        )  # fmt: skip
    return rows


def _verdicts(corpus: Corpus) -> dict[tuple[str, int, int, str], str | None]:
    """For each reviewed event what type it is by its reviewers: None: no event, `missing:TYPE`: the machine has none."""
    votes: dict[tuple[str, int, int, str], dict[str, str | None]] = defaultdict(dict)
    for row in reviews(corpus):
        if row.kind != "event":
            continue
        unit = (row.article, row.start, row.end, row.type)
        value = json.loads(row.value)
        if isinstance(value, dict):
            votes[unit][row.reviewer] = f"missing:{value['missing']['type']}"
        elif value == "wrong" and not row.field:
            votes[unit][row.reviewer] = None
        elif row.field == "type":
            votes[unit][row.reviewer] = value
        else:
            votes[unit].setdefault(row.reviewer, row.type)
    return {unit: _most(list(said.values())) for unit, said in votes.items()}


def _most(values: list[str | None]) -> str | None:
    counts = Counter(values)
    return max(reversed(values), key=lambda value: counts[value])


def gold(corpus: Corpus) -> Iterator[dict[str, Any]]:
    """The articles all of whose events were reviewed, as rows of gold for `evaluate`, with the reviewers' values."""
    by_article: dict[str, list[Review]] = defaultdict(list)
    for row in reviews(corpus):
        by_article[row.article].append(row)
    for article, rows in sorted(by_article.items()):
        record = corpus.record(article)
        said = {row.key.partition(":")[2] for row in rows if row.key and row.kind == "event"}
        if said >= {event.id for event in record.events}:
            yield _gold_row(record, rows)


def _gold_row(record: Record, rows: list[Review]) -> dict[str, Any]:
    events = []
    for event in record.events:
        mine = [row for row in rows if row.kind == "event" and row.key and row.key.endswith(":" + event.id)]
        if not any(not row.field and json.loads(row.value) == "wrong" for row in mine):
            events.append(_gold_event(event) | {row.field: _gold_value(event, row) for row in mine if row.field})
    for row in rows:
        value = json.loads(row.value)
        if isinstance(value, dict):
            sentence = next((i for i, (start, end) in enumerate(record.article.sentences) if start <= row.start < end), 0)
            events.append({"trigger": (row.start, row.end), "sentence": sentence, **value["missing"]})
    events.sort(key=lambda event: (event["trigger"], event["type"]))
    article = record.article
    return {
        "id": article.id, "title": article.title, "published": article.published, "text": article.text, "sentences": article.sentences,
        "statements": [_gold_statement(statement) for statement in record.statements], "events": events,
    }  # fmt: skip


def _gold_value(event: Event, row: Review) -> Any:
    value = json.loads(row.value)
    if row.field in ("actors", "recipients"):
        roles = {_party(role): role for role in (*event.actors, *event.recipients)}
        return [_gold_party(roles[words]) if words in roles else _coded(words) for words in value or ()]
    if row.field == "place":
        return None if value is None else {"country": None, "span": event.place.span if event.place else event.trigger}
    return value


def _coded(words: str) -> dict[str, Any]:
    code, _, sector = words.partition(":")
    return {"code": code, "sector": sector or None, "span": None}


def _gold_event(event: Event) -> dict[str, Any]:
    return {
        "type": event.type, "mode": event.mode, "status": event.status, "sentence": event.sentence, "trigger": event.trigger,
        "actors": [_gold_party(role) for role in event.actors], "recipients": [_gold_party(role) for role in event.recipients],
        "date": event.date.value if event.date and event.date.span else None,
        "place": {"country": event.place.place.country, "span": event.place.span} if event.place else None,
        "magnitudes": [{"kind": m.kind, "min": m.min, "max": m.max, "span": m.span} for m in event.magnitudes],
        "condition": {"kind": event.condition.kind, "span": event.condition.span} if event.condition else None,
        "statement": event.asserted_by,
    }  # fmt: skip


def _gold_statement(statement: Statement) -> dict[str, Any]:
    return {
        "id": statement.id, "sentence": statement.sentence, "source": _gold_party(statement.source) if statement.source else None,
        "cue": statement.cue[0] if statement.cue else None, "content": statement.content, "act": statement.act,
        "quotation": statement.quotation, "negated": statement.negated, "of": statement.of,
    }  # fmt: skip


def _gold_party(role: Role) -> dict[str, Any]:
    return {"code": role.entity.code, "sector": role.entity.sector, "span": role.span}
