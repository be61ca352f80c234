"""Which parts of a text are title, dateline, story or furniture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.sections import find_sections

LEAD = "Norland recalled its envoy from Sudria on Monday after a row over fishing rights."


def parts(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(part.kind, text[part.start : part.end]) for part in find_sections(text, title)]


def kinds(text: str, title: str | None = None) -> list[str]:
    return [kind for kind, _ in parts(text, title)]


def test_a_section_name_a_doubled_title_and_a_tail_are_no_story():
    text = f"International\n\nNorland Recalls Envoy\n\nNorland Recalls Envoy\n\n{LEAD}\n\nOur readers are reading too"
    assert kinds(text) == ["kicker", "title", "furniture", "body", "furniture"]


def test_one_sentence_is_story():
    assert kinds(LEAD) == ["body"]
    assert kinds("Norland recalled its envoy") == ["body"]


def test_a_headline_alone_is_a_title():
    assert kinds("Finland Expels Two Hungarian Diplomats Over Spying Claims") == ["title"]


def test_a_known_title_is_found_in_the_text():
    assert kinds(f"NORLAND RECALLS ENVOY.\n{LEAD}", title="Norland recalls envoy") == ["title", "body"]


def test_a_headline_without_a_blank_line_is_found():
    assert kinds(f"Norland recalls envoy over fish\n{LEAD}") == ["title", "body"]
    assert kinds(f"Norland recalls envoy\nBy Anna Pold\n{LEAD}") == ["title", "byline", "body"]


def test_a_wrapped_paragraph_is_one_part():
    text = "Norland recalled its envoy from Sudria on\nMonday after a row over fishing rights\nin the strait."
    assert parts(text) == [("body", text)]


@pytest.mark.parametrize(
    "dateline",
    [
        "MOSCOW, August 8 (Agency) -", "TALLINN, 4 March 2031 (Courier) -", "SAN FRANCISCO -", "(CNN) -", "OSLO, Norway (AP) —",
        "Tallinn (Courier) –", "BEIJING, March 4 (Agency) --", "Oslo, 4 March -", "KYIV/OSLO, March 4 (Agency) -", "SÃO PAULO —",
    ],
)  # fmt: skip
def test_a_dateline_is_cut_off_with_its_dash(dateline: str):
    assert parts(f"{dateline} {LEAD}") == [("dateline", dateline), ("body", LEAD)]


@pytest.mark.parametrize(
    "text",
    [
        "NATO — which grew in 2004 — said no.", "Norway - the host - said no.", "The EU - and Norway - said no.",
        "Anna Pold, Minister of Ports - and others - said no.",
    ],
)  # fmt: skip
def test_a_dash_in_a_sentence_is_no_dateline(text: str):
    assert kinds(text) == ["body"]


@pytest.mark.parametrize(
    "line", ["By Anna Pold", "BY ANNA POLD", "Anna Pold, Courier", "By Anna Pold and Olle Ek, Courier", "By our correspondent in Oslo"]
)
def test_a_writers_line_under_a_title_is_a_byline(line: str):
    assert kinds(f"Norland Recalls Envoy\n\n{line}\n\n{LEAD}") == ["title", "byline", "body"]


@pytest.mark.parametrize(
    "line", ["Photo: the envoy leaves (Courier)", "File picture", "The envoy on Monday (Photo: Courier)", "(File photo: the port)"]
)
def test_a_line_about_a_picture_is_a_caption(line: str):
    assert kinds(f"{LEAD}\n\n{line}\n\n{LEAD}") == ["body", "caption", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "Read also: Sudria closes port", "Related stories", "Subscribe to our newsletter to get the news every morning.", "Share this",
        "Sign up", "Copyright 2031 Courier. All rights reserved.", "Advertisement", "Click here", "© 2031 The Courier", "Most read",
        "Read more", "(Reporting by Anna Pold; editing by Olle Ek)", "Sign up for our daily briefing.", "Published: 4 March 2031, 10:30",
    ],
)  # fmt: skip
def test_what_surrounds_the_story_is_furniture(line: str):
    assert kinds(f"{LEAD}\n\n{line}") == ["body", "furniture"]


@pytest.mark.parametrize(
    "line",
    [
        "Read the treaty, the minister said, before you sign it.", "Subscribe or not, he said, the paper will appear.",
        "Related companies in Sudria were seized on Monday.", "More stories like this would follow, she warned.",
        "Photo shops in the port were closed by the police.", "Share prices fell after the threat.",
    ],
)  # fmt: skip
def test_a_sentence_that_begins_like_furniture_is_story(line: str):
    assert kinds(f"{LEAD}\n\n{line}") == ["body", "body"]


def test_headlines_under_a_list_of_other_stories_are_furniture():
    assert kinds(f"{LEAD}\n\nRelated stories\nSudria closes port\nEnvoys meet in Oslo") == ["body", "furniture", "furniture", "furniture"]


def test_the_story_goes_on_after_a_link():
    assert kinds(f"{LEAD}\n\nRead also: Sudria closes port\n\n{LEAD}") == ["body", "furniture", "body"]


def test_a_crosshead_is_no_sentence():
    assert kinds(f"{LEAD}\n\nRow over fish\n\n{LEAD}") == ["body", "kicker", "body"]


def test_a_speakers_line_and_a_signed_quotation_are_story():
    assert kinds("And from Minister Anna Pold:\n\n“The port will open in May.”") == ["body", "body"]
    assert kinds(f"“The port will open in May.” - Minister Anna Pold\n\n{LEAD}") == ["body", "body"]


def test_nothing_has_no_parts():
    assert kinds("") == kinds(" \n\t\n") == []


@given(st.text(alphabet=st.sampled_from('Aab .\n-:()"“”\u00a0\u2028?!1') | st.characters(), max_size=200), st.none() | st.text(max_size=20))
def test_parts_are_in_order_and_cover_all_that_is_not_white(text: str, title: str | None):
    found = find_sections(text, title)
    at = 0
    for part in found:
        assert at <= part.start < part.end <= len(text)
        assert not text[at : part.start].strip()
        assert text[part.start : part.end] == text[part.start : part.end].strip()
        at = part.end
    assert not text[at:].strip()
