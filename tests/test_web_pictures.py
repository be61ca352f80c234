"""Charts, maps and timelines as SVG, and the commands that write them."""

import json
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from onrecord.show.charts import dyad_chart, volume_chart, volume_counts
from onrecord.show.drawing import QUADS, bar, colours_spelt_out, element, mark
from onrecord.show.maps import map_of
from onrecord.show.timelines import lanes_of, timeline_of
from onrecord.store import queries
from onrecord.store.answers import DyadRow, Where
from onrecord.store.corpus import Corpus
from onrecord.store.glance import DayCount, PlaceCount, Selection, contrary_events, event_page, glance
from onrecord.store.queries import Filter
from web_corpus import SCRIPT, fill

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pictures") / "news.db"
    fill(path)
    return path


@pytest.fixture
def corpus(path: Path):
    with Corpus.read(path) as corpus:
        yield corpus


def tree(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - of ours


def titles(svg: str) -> list[str]:
    return [title.text or "" for title in tree(svg).iter(f"{SVG}title")]


# Charts


def day(day: str, quad: int, events: int = 1) -> DayCount:
    return DayCount(day, quad, events, events)


def test_every_period_between_is_there():
    by, counts = volume_counts([day("2031-01-05", 1), day("2031-01-09", 4)], "day")
    assert by == "day" and list(counts) == ["2031-01-05", "2031-01-06", "2031-01-07", "2031-01-08", "2031-01-09"]
    assert counts["2031-01-07"].total() == 0


@pytest.mark.parametrize(("last", "by"), [("2031-02-01", "day"), ("2031-12-01", "week"), ("2035-01-01", "month"), ("2052-01-01", "year")])
def test_periods_fit_the_days(last: str, by: str):
    assert volume_counts([day("2031-01-01", 1), day(last, 1)])[0] == by


def test_old_background_does_not_stretch_the_chart():
    _, counts = volume_counts([day("1962-10-22", 4), *(day(f"2031-01-{n:02}", 1, 4) for n in range(1, 29))])
    assert next(iter(counts)) == "2031-01-01"


def test_bars_say_what_they_are():
    shown = titles(volume_chart([day("2031-01-05", 1, 3), day("2031-01-05", 4, 2)]))
    assert "2031-01-05: 3 verbal cooperation" in shown and "2031-01-05: 2 material conflict" in shown
    assert shown[0].startswith("5 events by day")


def test_conflict_hangs_below_the_line():
    bars = {
        rect.get("class"): float(rect.get("y") or 0)
        for rect in tree(volume_chart([day("2031-01-05", 2), day("2031-01-05", 4)])).iter(f"{SVG}rect")
    }
    assert bars["mark q2"] < bars["mark q4"]


def test_nothing_is_drawn_of_nothing():
    assert volume_chart([]) == map_of([]) == timeline_of([]) == dyad_chart([], "NOR", "SWE") == ""


def test_a_dyad_shows_both_directions_and_their_counts():
    rows = [
        DyadRow(
            period=period, actor=one, recipient=other, events=4, reports=5, sources=2, verbal_cooperation=1, material_cooperation=1,
            verbal_conflict=1, material_conflict=1, score=score, goldstein=None,
        )
        for period in ("2031-01", "2031-02") for one, other, score in (("NOR", "SWE", -4.0), ("SWE", "NOR", 2.5))
    ]  # fmt: skip
    shown = titles(dyad_chart(rows, "NOR", "SWE"))
    assert "2031-01: NOR to SWE -4.0, 4 events in 2 sources" in shown and "2031-02: SWE to NOR +2.5, 4 events in 2 sources" in shown


@pytest.mark.parametrize("quad", QUADS)
def test_no_quadrant_is_told_by_colour_alone(quad: int):
    others = [other for other in QUADS if other != quad]
    shapes = [
        tree(mark(other, 0, 0, 10, "")).tag + str(len((tree(mark(other, 0, 0, 10, "")).get("points") or "").split())) for other in others
    ]
    own = tree(mark(quad, 0, 0, 10, ""))
    same = [other for other, shape in zip(others, shapes, strict=True) if shape == own.tag + str(len((own.get("points") or "").split()))]
    assert all({quad, other} == {2, 4} for other in same)  # square and diamond have four corners each, turned
    assert ("hatch" in bar(quad, (0, 0, 1, 1), "")) == (quad in (1, 3))


def test_words_in_a_picture_are_words():
    assert SCRIPT not in element("text", "", title=SCRIPT) and "<script" not in map_of(
        [PlaceCount(Where(SCRIPT, None, None, 1.0, 2.0), 1, 1)]
    )


def test_a_picture_alone_needs_no_page():
    svg = volume_chart([day("2031-01-05", 1)])
    assert "<style>" in svg and 'id="hatch1"' in svg and "var(--q1)" not in colours_spelt_out(svg)
    assert "<style>" not in volume_chart([day("2031-01-05", 1)], alone=False)


# Maps and timelines


def test_places_lie_where_they_are():
    places = [PlaceCount(Where("North", None, None, 60.0, 10.0), 3, 4), PlaceCount(Where("South", None, None, 40.0, 30.0), 1, 1)]
    svg = map_of(places)
    labels = {text.text: (float(text.get("x") or 0), float(text.get("y") or 0)) for text in tree(svg).iter(f"{SVG}text")}
    assert labels["North"][0] < labels["South"][0] and labels["North"][1] < labels["South"][1]
    assert "North: 3 events, most of material conflict" in titles(svg)


def test_places_at_the_ends_of_the_world_fit():
    places = [PlaceCount(Where(str(lon), None, None, lat, lon), 1, 1) for lat, lon in ((-77.0, 179.9), (83.0, -179.9), (0.0, 0.0))]
    assert len(titles(map_of(places))) == 4 + 4  # the picture, three places, and the legend


def test_lanes_are_those_who_act_most(corpus: Corpus):
    events = queries.timeline(corpus, Filter(since="2031-03", until="2031-05"))
    assert lanes_of(events)[0] == "SWE"
    shown = [text.text for text in tree(timeline_of(events)).iter(f"{SVG}text")]
    assert "SWE" in shown and "others" in shown


# A selection at a glance


def test_a_glance_counts_what_the_questions_count(corpus: Corpus):
    seen = glance(corpus, Filter(party="SWE"))
    events = queries.events(corpus, Filter(party="SWE"), limit=200)
    assert seen.complete and sum(count.events for count in seen.facets["type"]) == events.total
    assert sum(row.reports for row in seen.days) == queries.reports(corpus, Filter(party="SWE")).total
    for count in seen.facets["actor"][:3]:
        assert queries.events(corpus, Filter(party="SWE", actor=count.value)).total == count.events


@pytest.mark.parametrize("asked", [Filter(), Filter(actor="SWE"), Filter(type="ACCUSE,REQUEST"), Filter(happened=True, since="2031")])
@pytest.mark.parametrize("wide", [5000, 3])
def test_bounded_pages_list_what_the_questions_list(corpus: Corpus, asked: Filter, wide: int, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("onrecord.store.glance._WIDE", wide)
    for oldest in (False, True):
        found, cursor = [], None
        while True:
            page = event_page(corpus, asked, limit=7, cursor=cursor, oldest_first=oldest)
            found += [row.key for row in page.rows]
            cursor = page.cursor
            if not cursor:
                break
        assert found == [row.key for row in queries.events(corpus, asked, limit=500, oldest_first=oldest).rows]
        assert not page.counted or page.total == len(found)


def test_a_wide_selection_is_not_gathered(corpus: Corpus, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("onrecord.store.glance._WIDE", 3)
    assert Selection(corpus, Filter(type="ACCUSE")).wide and len(Selection(corpus, Filter(type="ACCUSE")).newest(2)) == 2
    assert not glance(corpus, Filter(type="ACCUSE"), most=2).complete


def test_contradictions_of_a_selection_are_those_of_the_corpus(corpus: Corpus):
    assert contrary_events(corpus, Filter(actor="KEN:REB")) == queries.disagreements(corpus, Filter(actor="KEN:REB"))
    assert {figure.min for item in contrary_events(corpus) for figure in item.figures} >= {12, 30}


# Commands


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "onrecord.cli", *words], capture_output=True, text=True, check=False)


def test_commands_write_pictures(path: Path, tmp_path: Path):
    for number, words in enumerate((["chart", str(path)], ["map", str(path)], ["timeline", "--corpus", str(path)])):
        for end in (".svg", ".html"):
            out = tmp_path / f"{number}{end}"
            done = run(*words, "--since", "2031", "-o", str(out))
            assert done.returncode == 0, done.stderr
            assert "<svg" in out.read_text(encoding="utf-8")


def test_png_is_made(path: Path, tmp_path: Path):
    pytest.importorskip("vl_convert", reason="vl-convert is not installed")
    done = run("chart", str(path), "--dyad", "NOR,SWE", "-o", str(tmp_path / "out.png"))
    assert done.returncode == 0 and (tmp_path / "out.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["chart", "{}", "-o", "out.gif"], ".svg, .png or .html"),
        (["chart", "{}", "--actor", "Nobody", "-o", "out.svg"], "nothing fits"),
        (["chart", "{}", "--dyad", "NOR", "-o", "out.svg"], "two codes"),
        (["chart", "{}", "--by", "hour", "-o", "out.svg"], "no period"),
        (["map", "none.db", "-o", "out.svg"], "no such corpus"),
        (["serve", "none.db"], "no such corpus"),
        (["serve", "{}", "--host", "0.0.0.0"], "--allow-remote"),  # noqa: S104 - it is refused
        (["serve", "{}", "--host", "news.example"], "--allow-remote"),
    ],
)
def test_mistakes_are_one_line(path: Path, words: list[str], told: str):
    if words[0] == "serve":
        pytest.importorskip("starlette", reason="the extra web is not installed")
        pytest.importorskip("uvicorn", reason="the extra web is not installed")
    done = run(*(word.format(path) for word in words))
    assert done.returncode == 2 and told in done.stderr and len(done.stderr.strip().splitlines()) == 1


def test_the_timeline_still_lists(path: Path):
    done = run("timeline", "--corpus", str(path), "--json")
    assert json.loads(done.stdout)
