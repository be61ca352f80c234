"""Where and when each event happened: sentence -> the words and country of its place, its date; the article is of 1 February 2022."""

from functools import cache

import pytest

from onrecord.article import Article
from onrecord.coder import Coder
from onrecord.records import Event


@cache
def coder() -> Coder:
    """One coder for all sentences."""
    return Coder()


def events(text: str) -> list[Event]:
    """The events of a text."""
    return list(coder().code(Article(text=text, published="2022-02-01")).events)


def place(text: str) -> tuple[str, str | None] | None:
    """Words and country of the place of a text's last event."""
    told = events(text)[-1].place
    return (text[slice(*told.span)], told.place.country) if told is not None else None


PLACES = [
    # behind the act's own preposition, and what names the place
    ("Police arrested 40 protesters in the southern city of Osh on Friday.", ("Osh", "KGZ")),
    ("Suspected militants shot dead a judge in Peshawar, northwestern Pakistan.", ("Peshawar", "PAK")),
    ("Gunmen attacked a checkpoint 30 kilometers south of Mosul.", ("Mosul", "IRQ")),
    ("In Caracas, opposition supporters blocked roads and burned tyres.", ("Caracas", "VEN")),
    ("Riot police used tear gas against students in central Nairobi.", ("Nairobi", "KEN")),
    ("Israeli troops raided a house in the West Bank town of Jenin.", ("Jenin", "PSE")),
    ("Colombian rebels released two hostages in the jungles of Caqueta.", ("Caqueta", "COL")),
    ("Norway has amassed 3,000 troops near the Swedish border.", ("Swedish border", "SWE")),
    # its object, its people, a clause that goes on
    ("The army shelled the port of Benghazi from the sea.", ("Benghazi", "LBY")),
    ("Rebels seized the airport in Goma after a two-day battle.", ("Goma", "COD")),
    ("A court in Minsk sentenced two journalists to prison.", ("Minsk", "BLR")),
    ("At least 12 people were killed when a bomb exploded outside a mosque in Kandahar.", ("Kandahar", "AFG")),
    ("Soldiers opened fire on demonstrators in Conakry, killing five.", ("Conakry", "GIN")),
    ("The rebels fired on a village near Ajdabiya and captured three soldiers.", ("Ajdabiya", "LBY")),
    # goal and source only where the act is a move
    ("Russian forces withdrew from Gori on Friday.", ("Gori", "GEO")),
    ("The general sent 500 soldiers to Kidal.", ("Kidal", "MLI")),
    # acts by words: only what the clause itself says of its place
    ("The foreign minister accused Norway in Geneva of breaking the treaty.", ("Geneva", "CHE")),
    ("Spain condemned the attack in Mali.", None),
    ("Norway urged Sweden to withdraw from Finland.", None),
    ("Norway condemned the arrest of two journalists in Minsk.", None),
    # who takes part is no place
    ("Norway invaded Sweden.", None),
    ("Norway's president visited Gdansk.", ("Gdansk", "POL")),
    # lists, and words for a place named before
    ("Rebels attacked soldiers in Goma, Bukavu and Beni.", ("Goma, Bukavu and Beni", "COD")),
    ("The army sits in Goma. Rebels attacked soldiers in the city.", ("the city", "COD")),
]


@pytest.mark.parametrize(("text", "told"), PLACES)
def test_place(text: str, told: tuple[str, str | None] | None) -> None:
    assert place(text) == told


def test_relation() -> None:
    told = events("Gunmen attacked a checkpoint 30 kilometers south of Mosul.")[0].place
    assert told is not None and told.relation == "30 km south of"


DATES = [
    ("Norway shelled the port on Friday.", "2022-01-28"),
    ("Norway shelled the port last night.", "2022-01-31"),
    ("Norway shelled the port at 23:30 on Sunday.", "2022-01-30T23:30"),
    ("Norway blockaded the port from November 2013 to March 2014.", "2013-11/2014-03"),
    ("Police kept protesters from entering the square on Sunday.", "2022-01-30"),
    ("In his first speech about the crisis on Sunday, Holm accused Sweden of lying.", "2022-01-30"),
    ("The minister said on Monday that Norway had shelled the port.", "2022-02-01"),  # the time of the saying
    ("Norway shelled the port.", "2022-02-01"),
    ("Norway's navy is now shelling the port.", "2022-02-01"),
    ("Norway fined Chile on Monday, two days after Chile expelled three Norwegian diplomats.", "2022-01-29"),
    ("Norway urged Sweden to hold elections on Saturday.", "2022-02-01"),  # the time of the elections
]


@pytest.mark.parametrize(("text", "date"), DATES)
def test_date(text: str, date: str) -> None:
    told = events(text)[-1].date
    assert told is not None and told.value == date


def test_history() -> None:
    assert events("Norway invaded Sweden in 1808.")[0].status == ("historical",)
    assert events("Norway invaded Sweden in November.")[0].status == ()
