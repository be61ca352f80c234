"""Profiles: what a report says in a form that can be compared. Reports with the same profile tell the same event."""

import sqlite3
from datetime import date

import msgspec
from msgspec.structs import replace

from onrecord.records import Event, Record, Role
from onrecord.store.identity import short_hash
from onrecord.store.rows import event_days
from onrecord.store.spans import day_after

_WEEK = 7
_NAMED = {"country", "government", "person"}


class Party(msgspec.Struct, frozen=True, order=True, array_like=True):
    """Someone in a profile: name, code, sector and kind of an entity; '' where unknown."""

    name: str
    code: str
    sector: str
    kind: str


class Spot(msgspec.Struct, frozen=True, order=True, array_like=True):
    """A place in a profile; latitude and longitude in degrees."""

    name: str
    country: str = ""
    admin1: str = ""
    feature: str = ""
    latitude: float | None = None
    longitude: float | None = None


class Profile(msgspec.Struct, frozen=True, array_like=True):
    """What is compared. `anchored` says that the date was read from words; `first` and `last` are ISO days, '' when nobody knows."""

    type: str
    mode: str
    realm: str
    first: str
    last: str
    anchored: bool
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    spot: Spot | None
    object_type: str
    object_mode: str

    @property
    def vague(self) -> bool:
        """Is the time unknown or longer than a week? Such profiles are never compared: only the same profile is the same event."""
        return not self.first or self.last > day_after(self.first, _WEEK)

    @property
    def signature(self) -> str:
        """The first day and a hash of all fields: those of one day stand together in the index, so adding stays quick."""
        return (self.first.replace("-", "") or "00000000") + short_hash(msgspec.json.encode(self).decode("utf-8"))[:12]

    @property
    def keys(self) -> list[int]:
        """Hashes of type, realm and days with each code, name and country: profiles that may tell one event share one."""
        parties = (*self.actors, *self.recipients)
        found = {party.code or party.name.casefold() for party in parties}
        if self.spot:
            found.add("@" + (self.spot.country or self.spot.name.casefold()))
        day = date.fromisoformat(self.first).toordinal() << 40 if self.first else 0
        return sorted({day | int(short_hash(self.type, self.realm, self.first, self.last, word)[:10], 16) for word in found})


def profile_of(record: Record, event: Event, day: str | None) -> Profile:
    """The profile of an event of a record. `day`: when the story was first published, for events without a date of their own."""
    anchored = bool(event.date and event.date.source in ("text", "dateline"))
    days = event_days(record, event.date) if anchored else (day, day) if day else None
    realm = realm_of(event)
    if realm == "past":
        days = None
    place = event.place.place if event.place else None
    spot = (
        Spot(place.name, place.country or "", place.admin1 or "", place.feature or "", place.latitude, place.longitude) if place else None
    )
    thing = event.object_event
    profile = Profile(
        event.type, event.mode or "", realm, days[0] if days else "", days[1] if days else "", anchored and days is not None,
        _parties(event.actors), _parties(event.recipients), spot, thing.type if thing else "", (thing.mode or "") if thing else "",
    )  # fmt: skip
    return _without_names(profile) if profile.vague else profile


def _without_names(profile: Profile) -> Profile:
    """The profile with codes only where there are some: over months, the same act is told of many names of one government."""
    return replace(profile, actors=_codes(profile.actors), recipients=_codes(profile.recipients))


def _codes(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    return tuple(sorted({Party("", p.code, p.sector, "") if p.code and p.kind in _NAMED else p for p in parties}))


def realm_of(event: Event) -> str:
    """`possible` for what is told as to come or as thinkable, `past` for background without a date, else `actual`.

    A denied event is `actual`: the denial is about the same act that others report.
    """
    if set(event.status) & {"future", "hypothetical"}:
        return "possible"
    if "historical" in event.status and not (event.date and event.date.source in ("text", "dateline")):
        return "past"
    return "actual"


def _parties(roles: tuple[Role, ...]) -> tuple[Party, ...]:
    found = {Party(r.entity.name, r.entity.code or "", r.entity.sector or "", r.entity.kind) for r in roles}
    return tuple(sorted(found))


def profile_row(link: sqlite3.Connection, profile: Profile) -> tuple[int, bool]:
    """The row id of a profile, and whether it is new; a new one starts as an event of its own."""
    signature = profile.signature
    found = link.execute("SELECT id FROM profiles WHERE signature = ?", (signature,)).fetchone()
    if found:
        return int(found[0]), False
    form = msgspec.json.encode(profile).decode("utf-8")
    done = link.execute("INSERT INTO profiles (signature, form, event) VALUES (?, ?, 0)", (signature, form))
    ident = int(done.lastrowid or 0)
    if not profile.vague:
        link.executemany("INSERT INTO profile_keys (key, profile) VALUES (?, ?)", ((key, ident) for key in profile.keys))
    return ident, True


def put_profiles(link: sqlite3.Connection, record: Record, reports: dict[str, int], day: str | None) -> list[int]:
    """Gives every report of a record its profile; the row ids of profiles that are new."""
    fresh = []
    for event in record.events:
        ident, new = profile_row(link, profile_of(record, event, day))
        link.execute("UPDATE reports SET profile = ? WHERE id = ?", (ident, reports[event.id]))
        if new:
            fresh.append(ident)
    return fresh
