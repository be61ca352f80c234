"""Links between reports of one event: profiles are compared, what agrees enough and contradicts nowhere is one event."""

import sqlite3

import msgspec

from onrecord.store.profiles import Profile


def link_profiles(link: sqlite3.Connection, fresh: list[int]) -> None:
    """Finds the events that new profiles belong to."""
    for ident in fresh:
        _write_event(link, [ident])


def _write_event(link: sqlite3.Connection, members: list[int]) -> None:
    """Makes one event of profiles; its row id is that of the profile with the smallest signature."""
    rows = [link.execute("SELECT id, signature, form FROM profiles WHERE id = ?", (ident,)).fetchone() for ident in members]
    rows.sort(key=lambda row: row[1])
    ident, signature, _ = rows[0]
    forms = [msgspec.json.decode(row[2], type=Profile) for row in rows]
    first = min((form.first for form in forms if form.first), default=None)
    last = max((form.last for form in forms if form.last), default=None)
    modes = sorted({form.mode for form in forms if form.mode})
    link.execute(
        "INSERT OR REPLACE INTO events (id, key, type, mode, realm, first_day, last_day) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (ident, "ev" + signature, forms[0].type, modes[0] if modes else None, forms[0].realm, first, last),
    )
    link.executemany("UPDATE profiles SET event = ? WHERE id = ?", ((ident, member) for member in members))
