"""Pages as the web has them: the whole story, nothing but the story, and the day on which it appeared."""

import pytest

from onrecord.article import Article
from onrecord.read.page import make_page
from onrecord.read.sections import find_sections

A = "The harbour master of Piran closed the old quay on Monday after cracks were found in its wall."
B = "Engineers will look at the stones this week, and boats have been told to use the new quay across the bay."
C = "A report is due in April, the town council said, and the work may take the whole summer."
D = "Fishermen asked the council for money, because the new quay costs them an hour each morning."
REST = f"<p>{B}</p><p>{C}</p>"
STORY = f"<p>{A}</p>{REST}"


def read(body: str, head: str = "", *, address: str | None = None) -> Article:
    page = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Old quay closed | Courier</title>{head}</head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav></header>{body}
<footer><p>Courier, Harbour Street 1. All rights reserved.</p></footer></body></html>"""
    reading = make_page(page.encode(), "page.html", address=address)
    assert reading.readable
    return reading.article


def story_of(article: Article) -> str:
    """What is coded of it: its story, a space for each border."""
    sections = find_sections(article.text, article.title)
    return " ".join(" ".join(article.text[s.start : s.end].split()) for s in sections if s.kind == "body")


BODIES = {
    "paragraphs": STORY,
    "breaks in a box": f"<div>{A}<br><br>{B}<br><br>{C}</div>",
    "breaks in a paragraph": f"<p>{A}<br>{B}</p><p>{C}</p>",
    "boxes": f"<div>{A}</div><div>{B}</div><div>{C}</div>",
    "a lead in a box of its own": f"<div class='article__summary'>{A}</div><div class='article__text'><p>{B}</p><p>{C}</p></div>",
    "a lead in the header": f"<header><p class='standfirst'>{A}</p></header><div><p>{B}</p><p>{C}</p></div>",
    "a hidden paragraph": f"<p>{A}</p><p hidden>Norland bombed Sudria on Sunday morning, again and again.</p>{REST}",
    "an invisible paragraph": f"<p>{A}</p><p style='display: none'>Norland bombed Sudria on Sunday morning.</p>{REST}",
    "a template": f"<p>{A}</p><template><p>Norland bombed Sudria on Sunday morning.</p></template>{REST}",
    "words for readers of screens": f"<p>{A}</p><span class=sr-only>Norland bombed Sudria on Sunday.</span>{REST}",
    "a gallery": f"<p>{A}</p><ul><li>1 of 2 Soldiers attacked. Photo: AP</li><li>The tower burns. Photo: AP</li></ul>{REST}",
    "a player": f"<div class=player><p>Now playing: Norland attacks Sudria</p></div>{STORY}",
    "other stories": f"<p>{A}</p><div class='related'><ul><li><a href=/a>Norland attacks Sudria</a></ul></div>{REST}",
    "read also": f"<p>{A}</p><p><strong>Read also: <a href=/a>Norland attacks Sudria with rockets</a></strong></p>{REST}",
    "a caption": f"<figure><img src=a.jpg><figcaption>Soldiers attacked the quay in 1943.</figcaption></figure>{STORY}",
    "a caption of a blog": f"<p>{A}</p><div class='wp-caption'><p class='wp-caption-text'>Soldiers attacked in 1943.</p></div>{REST}",
    "a credit": f"<p class='image-credit'>Photo: Ann Dahl/Courier</p>{STORY}",
    "a form": f"<p>{A}</p><form><p>Get the day's news delivered to your inbox. Sign up now!</p></form>{REST}",
    "a promise": f"<p>{A}</p><p>Get the day's top headlines delivered to your inbox every morning.</p>{REST}",
    "an answer of a form": f"{STORY}<p>Thanks for signing up!</p><p>There was an error processing your request.</p>",
    "pages": f"{STORY}<div><a href='?p=2'>Next page</a> Page 1 of 3</div>",
    "an author": f"<p class='byline'>By <a rel=author>Ann Dahl</a></p>{STORY}<div class=author-bio><p>Ann Dahl sails.</p></div>",
    "no programs": f"<p>{A}</p><noscript><p>Please enable JavaScript to read this article in full.</p></noscript>{REST}",
    "a drop cap": f"<p><span class=dropcap>T</span>{A[1:]}</p>{REST}",
    "hard spaces": f"<p>{A.replace(' ', '&nbsp;')}</p>{REST}",
    "a table of figures": f"<p>{A}</p><table><tr><th>Quay<th>Built<th>Boats<tr><td>old<td>1890<td>12</table>{REST}",
    "sentences in a table": f"<table><tr><td><p>{A}</p></td></tr><tr><td><p>{B}</p></td></tr></table><p>{C}</p>",
    "a crosshead": f"<p>{A}</p><h2>What happens next</h2>{REST}",
    "comments": f"{STORY}<section class=comments><div class=comment><p>Norland attacked us all, I say.</p></div></section>",
}


@pytest.mark.parametrize("name", BODIES)
def test_the_whole_story_and_nothing_else_is_found(name: str):
    assert story_of(read(f"<article><h1>Old quay closed</h1>{BODIES[name]}</article>")) == f"{A} {B} {C}"


def test_a_page_that_is_hidden_until_it_has_loaded_is_read():
    page = f"<html><body hidden><main hidden><article hidden><h1>Old quay closed</h1>{STORY}</article></main></body></html>"
    assert story_of(make_page(page.encode(), "a").article) == f"{A} {B} {C}"


def test_a_story_in_several_boxes_is_whole():
    part = "<div class='grid ad'></div><div class='grid body'><p>{}</p><p>{}</p></div>"
    more = f"{D} So it went on for a week. {D} And then for another one. {D}"
    article = read(f"<main><article><h1>Old quay closed</h1>{part.format(A, B)}{part.format(C, more)}</article></main>")
    assert story_of(article) == f"{A} {B} {C} {more}"


def test_a_page_that_only_states_its_story_keeps_its_paragraphs():
    stated = f'{{"@type": "NewsArticle", "headline": "Old quay closed", "articleBody": "{A}\\n\\n{B}\\n{C}"}}'
    article = read("<div id=app></div>", f"<script type='application/ld+json'>{stated}</script>")
    assert article.text == f"{A}\n\n{B}\n\n{C}"


LINKED = "<script type='application/ld+json'>{}</script>"
DAYS = {
    "stated": (LINKED.format('{"@type": "NewsArticle", "datePublished": "2026-03-04T08:00:00+01:00"}'), "", "2026-03-04T08:00:00+01:00"),
    "not the last change": (
        "<meta property='article:modified_time' content='2026-05-05'><meta name=date content='2026-03-04'>", "", "2026-03-04",
    ),
    "not that of other stories": (
        LINKED.format('[{"@type": "ItemList", "itemListElement": [{"datePublished": "2020-01-02"}]}, {"datePublished": "2026-03-04"}]'),
        "", "2026-03-04",
    ),
    "in a graph": (LINKED.format('{"@graph": [{"dateModified": "2026-05-05"}, {"datePublished": "2026-03-04"}]}'), "", "2026-03-04"),
    "in the data of a program": ('<script>x = {"publishedAt": "2026-03-04", "expires": "2027-01-01"}</script>', "", "2026-03-04"),
    "several in the data": ('<script>x = [{"publishedAt": "2026-03-04"}, {"publishedAt": "2026-03-05"}]</script>', "", None),
    "the end of an advertisement": ('<script>x = {"expires": "2027-01-01", "until": "2027-12-31"}</script>', "", None),
    "written": ("", "<p class=date>4 March 2026</p>", "2026-03-04"),
    "written with the day first": ("", "<p class=date>13/03/2026</p>", "2026-03-13"),
    "written with dots": ("", "<p class=date>Published: 04.03.2026 10:00</p>", "2026-03-04"),
    "in an element": ("", "<time datetime='2026-03-04T09:00'>today</time>", "2026-03-04"),
    "that of a quoted post": ("", "<blockquote class=tweet><p>Hm!</p>— Ann (@ann) <a href=x>March 4, 2026</a></blockquote>", None),
    "a year of copyright": ("", "<p>© 2019-2025 Courier</p>", None),
    "a year in a box on the author": ("", "<div class=author-bio><p>Ann Dahl has written on harbours since 2009.</p></div>", None),
    "a spoilt one": ("<meta name=date content='2026-99-99'><meta name=pubdate content='2026-03-04'>", "", "2026-03-04"),
}  # fmt: skip


@pytest.mark.parametrize("name", DAYS)
def test_the_day_of_a_page(name: str):
    head, body, day = DAYS[name]
    article = read(f"<article><h1>Old quay closed</h1>{body}{STORY}</article>", head)
    assert (article.published, article.published_source) == (day, "page" if day else "none")


def test_the_address_tells_the_day_and_corrects_a_time_in_utc():
    assert read(STORY, address="https://courier.example/2026/03/04/quay.html").published == "2026-03-04"
    head = "<meta name=date content='2026-03-05T01:30:00Z'>"
    assert read(STORY, head, address="https://courier.example/2026/03/04/quay.html").published == "2026-03-04"
    assert read(STORY, head, address="https://courier.example/quay.html").published == "2026-03-05T01:30:00Z"


@pytest.mark.parametrize(("told", "language"), [("en-GB", "en"), ("fr", "en"), ("", "en")])
def test_the_language_is_that_of_the_text(told: str, language: str):
    page = f"<html lang='{told}'><body><article>{STORY}</article></body></html>"
    assert make_page(page.encode(), "a").article.language == language


def test_the_claimed_language_counts_where_the_text_is_short():
    assert make_page(f"<html lang='nb-NO'><body><article><p>{A}</p></article></body></html>".encode(), "a").article.language == "nb-NO"
