"""Positions: what each side demands, threatens, offers, promises, refuses and denies, and what was answered.

They are read from reports (a REQUEST is a demand, a THREATEN a threat ...) and from statements by their act, grouped by holder, kind,
addressee and content, and answered by what the addressee does or says later.
"""

import json
from collections import defaultdict
from datetime import date
from typing import Literal, cast

import msgspec
from msgspec.structs import replace

from onrecord.store.answers import Answer, Name, Position, Report, StatementRow
from onrecord.store.corpus import Corpus
from onrecord.store.details import reports_by_id, statements_by_id
from onrecord.store.filters import Filter, report_conditions, statement_conditions
from onrecord.store.spans import day_after
from onrecord.store.trouble import told
from onrecord.store.wording import alike, gist, groups

Kind = Literal["demand", "threat", "offer", "commitment", "refusal", "denial"]
_TYPES: dict[str, Kind] = {"REQUEST": "demand", "THREATEN": "threat", "AGREE": "offer", "CONCEDE": "commitment", "REJECT": "refusal"}
_ACTS: dict[str, Kind] = {
    "demand": "demand", "threaten": "threat", "promise": "commitment", "propose": "offer", "reject": "refusal", "deny": "denial",
}  # fmt: skip
_NAMES = {"demand": "REQUEST", "threat": "THREATEN", "offer": "AGREE", "commitment": "CONCEDE"}  # what a refusal calls it
_TIED = """r.id IN (SELECT o.report FROM actors x JOIN roles o ON o.actor = x.id AND o.role = 'actor'
        WHERE x.code IN (SELECT value FROM json_each(?)) OR x.name IN (SELECT value FROM json_each(?))
    UNION SELECT o.report FROM actors x JOIN roles o ON o.actor = x.id AND o.role = 'recipient'
        WHERE x.code IN (SELECT value FROM json_each(?)) OR x.name IN (SELECT value FROM json_each(?))
    UNION SELECT q.id FROM reports q WHERE q.article IN (SELECT id FROM articles WHERE key IN (SELECT value FROM json_each(?))))"""
_ANSWERS = "AGREE,CONCEDE,REJECT,RETREAT,SUPPORT"
_MOST = 2000  # reports and statements looked into, the newest
_LONG = 240  # characters; of shorter wordings the fullest stands for a position
_FEW = 3  # words that a content must have to be known again by them
_ALIKE = 0.5  # of the shorter wording: the same thing said again
_WINDOW = 90  # days after which what is done is no answer any more
_PATIENCE = 30  # days without an answer after which a position counts as ignored


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """One saying of a position, before sayings are grouped."""

    holder: Name
    kind: Kind
    addressee: Name | None
    content: str
    condition: str | None
    implied: bool
    act: str
    day: str | None
    article: str
    outlet: str
    key: str


def positions(corpus: Corpus, asked: Filter | None = None, *, limit: int = 50) -> list[Position]:
    """The positions that fit the filter, those of most sources first, then the newest.

    `asked.holder` (or actor) chooses whose, `recipient` to whom, `about` words in them, `act` kinds of position with commas.
    """
    asked = asked or Filter()
    with told(corpus.path):
        said = sayings(corpus, asked)
        kept: dict[tuple[str, str, bool], list[Said]] = defaultdict(list)
        for item in said:
            kept[item.kind, _side(item.holder), item.implied].append(item)
        found = [_position(group) for items in kept.values() for group in groups(items, _same)]
        found.sort(key=lambda item: (-item[0].sources, item[0].last_said or "", item[0].said))
        chosen = found[:limit]
        newest = corpus.link.execute("SELECT max(day) FROM articles").fetchone()[0]
        replies = _replies(corpus, [position for position, _ in chosen])
        return [_answered(position, act, replies, newest) for position, act in chosen]


def sayings(corpus: Corpus, asked: Filter) -> list[Said]:
    """All single sayings of positions that fit the filter, by day."""
    kinds = {kind.strip() for kind in (asked.act or "").split(",") if kind.strip()}
    holder = asked.holder or asked.actor
    base = replace(asked, act=None, holder=None)
    wanted = replace(base, actor=holder, type=asked.type or ",".join(_TYPES))
    need = report_conditions(corpus.link, wanted)
    need.need("instr(r.status, 'negation') = 0 AND instr(r.status, 'historical') = 0 AND r.title = 0")
    need.need("r.type = 'THREATEN' OR instr(r.status, 'hypothetical') = 0")
    ids = corpus.link.execute(
        f"SELECT r.id FROM reports r{need.where} ORDER BY r.first_day DESC, r.key LIMIT ?", [*need.values, _MOST]
    ).fetchall()
    reports = reports_by_id(corpus.link, [row[0] for row in ids])
    spoken = {row.key: row for row in _statements(corpus, replace(base, by=holder, actor=None))}
    found = [said for report in reports for said in _from_report(report, spoken)]
    used = {report.statement for report in reports}
    found += [said for row in spoken.values() if row.key not in used and not row.negated for said in _from_statement(row)]
    if kinds:
        found = [said for said in found if said.kind in kinds]
    return sorted(found, key=lambda said: (said.day or "", said.key, said.implied))


def _statements(corpus: Corpus, asked: Filter) -> list[StatementRow]:
    need = statement_conditions(corpus.link, replace(asked, act=",".join(_ACTS), type=None, mode=None, status=None, happened=False))
    ids = corpus.link.execute(f"SELECT s.id FROM statements s{need.where} ORDER BY s.day DESC, s.key LIMIT ?", [*need.values, _MOST])
    return statements_by_id(corpus.link, [row[0] for row in ids.fetchall()])


def _from_report(report: Report, spoken: dict[str, StatementRow]) -> list[Said]:
    if not report.actors:
        return []
    statement = spoken.get(report.statement or "")
    kind = _TYPES.get(report.type)
    if kind is None or (report.type in ("AGREE", "CONCEDE") and not (report.object_type or statement)):
        return []  # an agreement reached is no offer
    if report.type == "AGREE" and statement and statement.act == "promise":
        kind = "commitment"
    content = statement.content if statement and statement.content else report.sentence[report.start - report.sentence_start :]
    act = " ".join(words for words in (report.object_type, report.object_mode) if words)
    to = report.recipients[0] if report.recipients else statement.addressee if statement else None
    found = []
    for holder in report.actors:
        said = Said(
            holder=holder, kind=kind, addressee=to, content=content, condition=report.condition, implied=False, act=act,
            day=report.published, article=report.article, outlet=report.outlet or report.article, key=report.key,
        )  # fmt: skip
        found.append(said)
        if kind == "threat" and report.condition:
            found.append(_implied(said))
    return found


def _implied(threat: Said) -> Said:
    """The demand that a threat with a condition makes: "unless X" demands X, "if X" demands that X is left."""
    link, _, words = (threat.condition or "").partition(" ")
    content = words if link != "if" else f"not: {words}"
    return replace(threat, kind="demand", content=content, condition=None, implied=True, act="")


def _from_statement(row: StatementRow) -> list[Said]:
    if not row.source:
        return []
    return [
        Said(
            holder=row.source, kind=_ACTS[row.act], addressee=row.addressee, content=row.content, condition=None, implied=False, act="",
            day=row.published, article=row.article, outlet=row.outlet or row.article, key=row.key,
        )
    ]  # fmt: skip


def _side(name: Name | None) -> str:
    """Who stands behind a name: the government, or the name itself."""
    return f"{name.code}:{name.sector}" if name and name.code and name.sector else name.name if name else ""


def _same(one: Said, other: Said) -> bool:
    """Do two sayings of one holder and kind say the same?"""
    if one.addressee and other.addressee and _side(one.addressee) != _side(other.addressee):
        return False
    ours, theirs = gist(one.content), gist(other.content)
    if min(len(ours), len(theirs)) < 2:
        return ours == theirs
    if one.act and other.act:
        return one.act == other.act and alike(ours, theirs) >= _ALIKE / 2
    return alike(ours, theirs) >= _ALIKE


def _position(group: list[Said]) -> tuple[Position, str]:
    """The position that a group of sayings holds, and the act inside it."""
    days = [said.day for said in group if said.day]
    best = min(group, key=lambda said: (said.condition is None, len(said.content) > _LONG, -len(said.content), said.key))
    return Position(
        holder=best.holder, kind=best.kind, addressee=next((said.addressee for said in group if said.addressee), None),
        content=best.content, condition=next((said.condition for said in group if said.condition), None), implied=best.implied,
        first_said=min(days, default=None), last_said=max(days, default=None), times=len(group),
        articles=len({said.article for said in group}), sources=len({said.outlet for said in group}), said=sorted({s.key for s in group}),
        answer="none yet", answers=[],
    ), next((said.act for said in group if said.act), "")  # fmt: skip


def _answered(position: Position, act: str, replies: list[Report], newest: str | None) -> Position:
    answers = _answers(position, act, replies)
    kinds: set[str] = {answer.answer for answer in answers}
    if kinds:
        state: str = "mixed" if len(kinds) > 1 else next(iter(kinds))
    elif position.last_said and newest and (date.fromisoformat(newest) - date.fromisoformat(position.last_said)).days > _PATIENCE:
        state = "ignored"
    else:
        state = "none yet"
    return replace(position, answers=answers, answer=cast("Literal['accepted', 'refused', 'mixed', 'ignored', 'none yet']", state))


def _replies(corpus: Corpus, chosen: list[Position]) -> list[Report]:
    """What may answer any of the positions: acts of their addressees, acts towards their holders, acts in the same articles."""
    days = [position.first_said for position in chosen if position.first_said]
    need = report_conditions(corpus.link, Filter(type=_ANSWERS, since=min(days, default=None)))
    need.need("instr(r.status, 'historical') = 0 AND instr(r.status, 'hypothetical') = 0")
    addressees = json.dumps(sorted({_code(position.addressee) for position in chosen if position.addressee}))
    holders = json.dumps(sorted({_code(position.holder) for position in chosen}))
    articles = json.dumps(sorted({key.partition(":")[0] for position in chosen for key in position.said}))
    need.need(_TIED, addressees, addressees, holders, holders, articles)
    ids = corpus.link.execute(
        f"SELECT r.id FROM reports r{need.where} ORDER BY r.first_day, r.key LIMIT ?", [*need.values, _MOST]
    ).fetchall()
    return reports_by_id(corpus.link, [row[0] for row in ids])


def _answers(position: Position, act: str, replies: list[Report]) -> list[Answer]:
    """What the addressee, or anyone who speaks of it, did or said to it from the day on which it was first said."""
    if position.kind not in ("demand", "threat", "offer"):
        return []
    until = day_after(position.last_said, _WINDOW) if position.last_said else "9999"
    found = []
    for report in replies:
        if position.first_said and not position.first_said <= (report.last_day or "") <= until:
            continue
        kind = _answer_kind(report, position, act)
        if kind:
            words = report.sentence.strip()
            found.append(Answer(by=report.actors[0], answer=kind, day=report.first_day, words=words, key=report.key))
    return found[:10]


def _answer_kind(report: Report, position: Position, act: str) -> Literal["accepted", "refused"] | None:
    """Is this report an answer, and which? It must come from the addressee or go to the holder, and be about the position."""
    if report.key in position.said or not report.actors or _side(report.actors[0]) == _side(position.holder):
        return None
    if not _about(report, position, act):
        return None
    if report.type == "REJECT" and "negation" not in report.status:
        return "refused"
    if position.kind == "threat":
        return None
    return "refused" if "negation" in report.status else "accepted"


def _about(report: Report, position: Position, act: str) -> bool:
    holder, addressee = _code(position.holder), _code(position.addressee)
    towards = holder in {_code(name) for name in report.recipients}
    if report.recipients and not towards:
        return False
    tied = bool(addressee) and addressee in {_code(name) for name in report.actors}
    if addressee and not tied:
        return False
    close = any(key.startswith(report.article) for key in position.said)
    named = report.type == "REJECT" and report.object_type == _NAMES.get(position.kind)
    inner = report.object_type if report.type in ("REJECT", "AGREE", "CONCEDE") else report.type
    acted = bool(act) and inner == act.partition(" ")[0]
    content = gist(position.content)
    worded = (
        len(content) >= _FEW and alike(gist(report.sentence), content) >= _ALIKE and not (close and position.content in report.sentence)
    )
    if not tied:
        return (towards and (named or worded)) or (close and named)
    return worded or ((towards or close) and (named or acted)) or (acted and report.type == "RETREAT")


def _code(name: Name | None) -> str:
    return (name.code or name.name) if name else ""
