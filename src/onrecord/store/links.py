"""Links between reports of one event: profiles are compared, what agrees enough and contradicts nowhere is one event.

Only profiles of one type and one day (or week) that share a participant's code or a country are compared. What hangs together by links is
clustered anew whenever a profile comes or goes: best links first, never against a contradiction between any two members. The result depends
on the profiles that are there, not on the order in which they came.
"""

import json
import sqlite3
from collections.abc import Iterable

import msgspec

from onrecord.store.likeness import compare
from onrecord.store.profiles import Profile

Link = sqlite3.Connection
Forms = dict[int, tuple[str, Profile]]


def link_profiles(link: Link, fresh: Iterable[int]) -> None:
    """Finds the events that new profiles belong to."""
    dirty: set[int] = set()
    for ident in fresh:
        _compare_with_neighbours(link, ident)
        dirty.add(ident)
    _cluster_around(link, dirty)


def drop_orphans(link: Link, profiles: Iterable[int]) -> None:
    """Takes away those of the profiles that no report has any more, and clusters anew what was linked to them."""
    gone = [
        ident for ident in sorted(set(profiles)) if not link.execute("SELECT 1 FROM reports WHERE profile = ? LIMIT 1", (ident,)).fetchone()
    ]
    if not gone:
        return
    mates = _members(link, gone) | {other for ident in gone for other in _linked(link, ident)}
    for ident in gone:
        link.execute("DELETE FROM links WHERE a = ? OR b = ?", (ident, ident))
        form = link.execute("SELECT form FROM profiles WHERE id = ?", (ident,)).fetchone()[0]
        keys = msgspec.json.decode(form, type=Profile).keys
        link.executemany("DELETE FROM profile_keys WHERE key = ? AND profile = ?", ((key, ident) for key in keys))
        link.execute("DELETE FROM profiles WHERE id = ?", (ident,))
    link.executemany("DELETE FROM events WHERE id = ?", ((ident,) for ident in gone))
    _cluster_around(link, mates - set(gone))


def relink(link: Link) -> None:
    """Links all profiles anew, and takes away those without reports."""
    link.execute("DELETE FROM links")
    everyone = {int(row[0]) for row in link.execute("SELECT id FROM profiles")}
    drop_orphans(link, everyone)
    left = sorted(int(row[0]) for row in link.execute("SELECT id FROM profiles"))
    link.execute("DELETE FROM events WHERE id NOT IN (SELECT id FROM profiles)")
    for ident in left:
        _compare_with_neighbours(link, ident)
    _cluster_around(link, set(left))


def _compare_with_neighbours(link: Link, ident: int) -> None:
    signature, form = link.execute("SELECT signature, form FROM profiles WHERE id = ?", (ident,)).fetchone()
    mine = msgspec.json.decode(form, type=Profile)
    if mine.vague:
        return
    rows = link.execute(
        "SELECT DISTINCT p.id, p.signature, p.form FROM json_each(?) wanted JOIN profile_keys k ON k.key = wanted.value"
        " JOIN profiles p ON p.id = k.profile WHERE k.profile <> ?",
        (json.dumps(mine.keys), ident),
    ).fetchall()
    for other, theirs, text in rows:
        found = compare(mine, msgspec.json.decode(text, type=Profile))
        if found.same:
            first, second = (ident, other) if signature < theirs else (other, ident)
            link.execute(
                "INSERT OR IGNORE INTO links (a, b, score, why) VALUES (?, ?, ?, ?)",
                (first, second, found.score, json.dumps(found.parts, sort_keys=True)),
            )


def _linked(link: Link, ident: int) -> set[int]:
    rows = link.execute("SELECT b FROM links WHERE a = ? UNION SELECT a FROM links WHERE b = ?", (ident, ident))
    return {int(row[0]) for row in rows}


def _members(link: Link, idents: Iterable[int]) -> set[int]:
    """All profiles that are in one event with one of these."""
    rows = link.execute(
        "SELECT id FROM profiles WHERE event IN (SELECT event FROM profiles WHERE id IN (SELECT value FROM json_each(?)))",
        (json.dumps(sorted(idents)),),
    )
    return {int(row[0]) for row in rows}


def _cluster_around(link: Link, dirty: set[int]) -> None:
    """Clusters anew everything that hangs together with these profiles."""
    while dirty:
        group, front = set(), {min(dirty)}
        while front:
            group |= front
            front = {other for ident in front for other in _linked(link, ident)} - group
        _cluster(link, group)
        dirty -= group


def _cluster(link: Link, group: set[int]) -> None:
    wanted = json.dumps(sorted(group))
    rows = link.execute("SELECT id, signature, form FROM profiles WHERE id IN (SELECT value FROM json_each(?))", (wanted,))
    forms: Forms = {int(ident): (signature, msgspec.json.decode(form, type=Profile)) for ident, signature, form in rows}
    pairs = link.execute("SELECT a, b, score FROM links WHERE a IN (SELECT value FROM json_each(?))", (wanted,)).fetchall()
    pairs.sort(key=lambda pair: (-pair[2], forms[pair[0]][0], forms[pair[1]][0]))
    clusters = {ident: [ident] for ident in forms}
    for one, other, _ in pairs:
        ours, theirs = clusters[one], clusters[other]
        if ours is not theirs and _agree(forms, ours, theirs):
            ours.extend(theirs)
            for ident in theirs:
                clusters[ident] = ours
    old = {int(row[0]) for row in link.execute("SELECT id FROM events WHERE id IN (SELECT value FROM json_each(?))", (wanted,))}
    kept = {_write_event(link, forms, members) for members in {id(members): members for members in clusters.values()}.values()}
    link.executemany("DELETE FROM events WHERE id = ?", ((ident,) for ident in sorted(old - kept)))


def _agree(forms: Forms, ours: list[int], theirs: list[int]) -> bool:
    """Does no member contradict any member of the other cluster?"""
    return all(compare(forms[one][1], forms[other][1]).conflict is None for one in ours for other in theirs)


def _write_event(link: Link, forms: Forms, members: list[int]) -> int:
    """Makes one event of profiles; its row id and key are those of the profile with the smallest signature."""
    ident = min(members, key=lambda member: forms[member][0])
    signature, form = forms[ident]
    shapes = [forms[member][1] for member in members]
    first = min((shape.first for shape in shapes if shape.first), default=None)
    last = max((shape.last for shape in shapes if shape.last), default=None)
    mode = min((shape.mode for shape in shapes if shape.mode), default=None)
    link.execute(
        "INSERT INTO events (id, key, type, mode, realm, first_day, last_day) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
        " SET key = excluded.key, mode = excluded.mode, first_day = excluded.first_day, last_day = excluded.last_day",
        (ident, "ev" + signature, form.type, mode, form.realm, first, last),
    )
    link.executemany("UPDATE profiles SET event = ? WHERE id = ?", ((ident, member) for member in members))
    return ident
