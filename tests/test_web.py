"""The page at the server: every view as HTML, JSON and feed; what is refused; reviews."""

import json
import re
import warnings
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the extra web is not installed")
pytest.importorskip("jinja2", reason="the extra web is not installed")
pytest.importorskip("httpx", reason="httpx, which Starlette's test client needs, is not installed")

with warnings.catch_warnings():  # Starlette tells that another client is preferred
    warnings.simplefilter("ignore")
    from starlette.responses import PlainTextResponse
    from starlette.testclient import TestClient

from corpus_records import make_record, says
from onrecord.show.web.app import VIEWS, make_app
from onrecord.store import queries
from onrecord.store.corpus import Corpus
from onrecord.store.reviews import reviews
from web_corpus import SCRIPT, fill

HERE = "http://localhost"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("web") / "news.db"
    fill(path)
    return path


@pytest.fixture(scope="module")
def client(path: Path):
    with TestClient(make_app(path), base_url=HERE, follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="module")
def keys(path: Path) -> dict[str, str]:
    with Corpus.read(path) as corpus:
        attack = queries.events(corpus, queries.Filter(type="ASSAULT", actor="rebels")).rows[0]
        articles = {row.id: row.key for row in queries.articles(corpus, limit=50).rows}
    return {"event": attack.key, "article": articles["strait-crisis"], "hostile": articles['hostile"><script>'], "report": attack.report}


def addresses(keys: dict[str, str]) -> list[str]:
    return [
        "/", f"/article/{keys['article']}", f"/article/{keys['hostile']}", "/articles", "/articles?source=Courier",
        "/events", f"/event/{keys['event']}",
        "/events?actor=NOR", "/events?type=ACCUSE&order=oldest&limit=1", "/events?place=KEN&happened=1",
        "/statements", "/statements?by=NOR&act=accuse", "/statements?repeated=1",
        "/positions", "/positions?holder=KEN", "/actors", "/actors?party=Swden",
        "/actor?who=SWE", "/actor?who=SWE&tab=received", "/actor?who=Sweden&tab=said&about=ships", "/actor?who=KEN&tab=positions",
        "/dyad", "/dyad?one=NOR&other=SWE&by=week", "/compare", "/compare?one=Harbour+Post&other=Lake+Agency",
        "/disagreements?since=2031", "/timeline", "/timeline?party=NOR", "/search", "/search?q=ships", "/search?q=ships&in=report",
        "/search?q=withdraw&in=statement", "/review", "/review?order=random",
    ]  # fmt: skip


def test_every_view_answers_as_page_and_as_json(client: TestClient, keys: dict[str, str]):
    for address in addresses(keys):
        page = client.get(address)
        data = client.get(address, headers={"Accept": "application/json"})
        assert (page.status_code, data.status_code) == (200, 200), address
        assert page.text.count("<h1") == 1 and "</html>" in page.text
        assert data.headers["content-type"] == "application/json" and isinstance(data.json(), dict)


def test_every_view_is_among_the_addresses(keys: dict[str, str]):
    seen = [address.partition("?")[0] for address in addresses(keys)]
    assert all(any(re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", view), address) for address in seen) for view in VIEWS)


def test_an_article_is_its_record(client: TestClient, keys: dict[str, str]):
    data = client.get(f"/article/{keys['article']}?format=json").json()
    assert data["schema"] == "onrecord/1" and data["events"]


def test_marks_and_records_lead_to_each_other(client: TestClient, keys: dict[str, str]):
    page = client.get(f"/article/{keys['article']}").text
    record = client.get(f"/article/{keys['article']}?format=json").json()
    units = [unit["id"] for unit in (*record["events"], *record["statements"])]
    assert [unit for unit in units if f'id="t-{unit}"' not in page or f'href="#t-{unit}"' not in page or f'id="r-{unit}"' not in page] == []
    assert page.count('class="furniture"') >= 2


def test_the_text_is_shown_to_the_letter(client: TestClient, keys: dict[str, str]):
    page = client.get(f"/article/{keys['article']}").text
    shown = re.sub(r"<[^>]+>", "", page[page.index("<article") : page.index("</article>")])
    text = client.get(f"/article/{keys['article']}?format=json").json()["article"]["text"]
    unescaped = shown.replace("&#34;", '"').replace("&#39;", "'").replace("&amp;", "&")
    assert "".join(unescaped.split()) == "".join(text.split())


def test_facets_narrow_what_they_say(client: TestClient):
    page = client.get("/events").text
    link = re.search(r'href="(/events\?type=ACCUSE)".*?<span class="count">(\d+)<', page, re.S)
    assert link and client.get(link[1] + "&format=json").json()["total"] == int(link[2])


def test_pages_follow_each_other(client: TestClient):
    seen, cursor = [], ""
    for _ in range(100):
        data = client.get("/events", params={"limit": 7, "cursor": cursor, "format": "json"}).json()
        seen += [row["key"] for row in data["events"]]
        cursor = data["cursor"]
        if not cursor:
            break
    assert len(seen) == len(set(seen)) == data["total"] > 7


def test_figures_stand_side_by_side(client: TestClient, keys: dict[str, str]):
    page = client.get(f"/event/{keys['event']}").text
    assert "Harbour Post" in page and "Lake Agency" in page and ">12<" in page and ">30<" in page


def test_found_words_are_marked(client: TestClient):
    assert "<mark>ships</mark>" in client.get("/search?q=ships").text


def test_a_search_is_a_feed(client: TestClient):
    for address in ("/search?q=ships&format=atom", "/events?actor=NOR&format=atom", "/statements?by=SWE&format=atom"):
        answer = client.get(address)
        root = ET.fromstring(answer.text)  # noqa: S314 - of ours
        assert answer.headers["content-type"].startswith("application/atom+xml") and root.tag.endswith("feed")
        entries = root.findall("{http://www.w3.org/2005/Atom}entry")
        assert entries and all(entry.find("{http://www.w3.org/2005/Atom}updated").text for entry in entries)  # type: ignore[union-attr]


def test_lists_are_csv(client: TestClient, keys: dict[str, str]):
    for address in (
        "/events?actor=NOR",
        "/statements?by=SWE",
        "/articles",
        "/actors",
        "/search?q=ships",
        "/timeline?since=2031",
        "/positions?holder=KEN",
    ):
        answer = client.get(address + ("&" if "?" in address else "?") + "format=csv")
        lines = answer.text.splitlines()
        assert answer.headers["content-type"].startswith("text/csv") and len(lines) > 1, address
    assert "key,type" in client.get("/events?format=csv").text and not re.search(
        r"^[=+@]", client.get("/articles?format=csv").text, re.MULTILINE
    )


def test_answers_change_with_the_corpus(tmp_path: Path):
    path = tmp_path / "small.db"
    with Corpus.open(path):
        pass
    with TestClient(make_app(path), base_url=HERE) as client:
        assert "holds no article yet" in client.get("/").text
        fill(path)
        assert "holds no article yet" not in client.get("/").text


def test_what_is_said_again_and_changed_is_shown(tmp_path: Path):
    with Corpus.open(tmp_path / "news.db") as corpus:
        for number, ships in enumerate((3, 9), 1):
            words = f"it had moved {ships} warships towards the western coast"
            corpus.add(
                make_record(
                    f"Sweden said {words}.",
                    [],
                    [says("Sweden", "say", words)],
                    id=f"s{number}",
                    source=f"Paper {number}",
                    published=f"2031-03-0{number}",
                )
            )
    with TestClient(make_app(tmp_path / "news.db"), base_url=HERE) as client:
        first, again = client.get("/").text, client.get("/statements?repeated=1").text
    assert "Said again, and changed" in first and "moved 3 warships" in first and "moved 9 warships" in first
    assert ">changed<" in again and "2 times in 2 articles" in again


# What is refused


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/nothing", 404, "nothing at this address"),
        ("/article/none", 404, "no article"),
        ("/event/none", 404, "none"),
        ("/events?since=soon", 400, "no date"),
        ("/events?type=HUG", 400, "HUG"),
        ("/events?limit=100000", 400, "from 1 to 200"),
        ("/events?limit=-1", 400, "from 1 to 200"),
        ("/events?cursor=x", 400, "cursor"),
        ("/events?format=exe", 400, "format"),
        ("/actor", 400, "name an actor"),
        ("/actor?who=SWE&tab=x", 400, "tab"),
        ("/dyad?by=hour", 400, "by"),
        ("/search?q=" + "x" * 301, 400, "at most 300"),
    ],
)
def test_what_cannot_be_asked_is_told(client: TestClient, address: str, status: int, words: str):
    answer = client.get(address)
    assert answer.status_code == status and words in answer.text and "Traceback" not in answer.text


def test_an_address_has_an_end(client: TestClient):
    assert client.get("/events?actor=" + "x" * 5000).status_code == 414


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "evil.example:8642", ""])
def test_foreign_names_are_refused(client: TestClient, host: str):
    assert client.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "localhost:8642", "127.0.0.1:8642", "[::1]:8642", "LOCALHOST"])
def test_own_names_are_taken(client: TestClient, host: str):
    assert client.get("/articles", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH"])
def test_other_methods_are_refused(client: TestClient, method: str):
    assert client.request(method, "/").status_code == 405


def test_every_answer_has_the_headers(client: TestClient):
    for address in ("/", "/nothing", "/static/style.css", "/events?since=soon"):
        headers = client.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff" and headers["referrer-policy"] == "same-origin"


def test_nothing_on_a_page_is_inline_or_from_elsewhere(client: TestClient, keys: dict[str, str]):
    for address in addresses(keys):
        page = client.get(address).text
        assert not re.search(r"<script(?![^>]*src=\"/static/)|<style|\sstyle=|<[^>]+\son\w+=", page), address
        assert not re.search(r"(?:src|action)=\"(?!/)", page)


def test_files_outside_the_folder_are_not_served(client: TestClient):
    assert client.get("/static/../app.py").status_code == 404 and client.get("/static/%2e%2e/app.py").status_code == 404


def test_a_hostile_article_is_text(client: TestClient, keys: dict[str, str]):
    for address in (
        f"/article/{keys['hostile']}",
        "/",
        "/events",
        "/articles",
        "/search?q=accused",
        "/statements",
        "/actors",
        "/timeline?since=2031-05",
    ):
        page = client.get(address).text
        assert SCRIPT not in page and "<svg onload" not in page and "<img" not in page and "javascript:" not in page.split("<article")[0]
    page = client.get(f"/article/{keys['hostile']}").text
    assert "U+202E" in page and "\u202e" not in page and 'href="javascript:' not in page and "{{ 7 * 7 }}" in page


def test_a_token_is_asked_for(path: Path):
    with TestClient(make_app(path, token="secret"), base_url="http://news.example", follow_redirects=False) as client:  # noqa: S106
        assert client.get("/").status_code == 401 and client.get("/?token=wrong").status_code == 401
        assert client.get("/static/style.css").status_code == 401
        assert client.get("/", headers={"Authorization": "Bearer secret"}).status_code == 200
        first = client.get("/events?actor=NOR&token=secret")
        assert first.status_code == 303 and first.headers["location"] == "/events?actor=NOR"
        cookie = first.headers["set-cookie"].lower()
        assert "httponly" in cookie and "samesite=strict" in cookie
        assert client.get("/events").status_code == 200


def test_a_question_that_takes_too_long_is_broken_off(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("onrecord.show.web.app.PATIENCE", -1.0)
    monkeypatch.setattr("onrecord.store.glance._STEPS", 1)
    with TestClient(make_app(path), base_url=HERE) as client:
        answer = client.get("/events")
    assert answer.status_code == 503 and "seconds" in answer.text


def test_a_mistake_of_ours_is_a_page_with_the_headers(path: Path, monkeypatch: pytest.MonkeyPatch):
    app = make_app(path)
    monkeypatch.setattr(app.state, "templates", None)
    monkeypatch.setattr("onrecord.show.web.app._error", lambda request, status, words: PlainTextResponse(words, status))
    with TestClient(app, base_url=HERE, raise_server_exceptions=False) as client:
        answer = client.get("/articles")
    assert answer.status_code == 500 and "default-src 'none'" in answer.headers["content-security-policy"]
    assert "Traceback" not in answer.text


# Reviews


def verdict(client: TestClient, **values: str):
    csrf = re.search(r'name="csrf" value="([^"]+)"', client.get("/review").text)
    assert csrf
    return client.post("/review", data={"csrf": csrf[1], "reviewer": "ann", **values})


@pytest.fixture
def fresh(tmp_path: Path):
    path = tmp_path / "news.db"
    fill(path)
    with TestClient(make_app(path), base_url=HERE, follow_redirects=False) as client:
        yield client, path


def said(path: Path) -> list[tuple[str, object]]:
    with Corpus.read(path) as corpus:
        return [(row.field, json.loads(row.value)) for row in reviews(corpus)]


def test_each_key_writes_its_correction(fresh):
    client, path = fresh
    wanted = {
        "1": [("", "right")], "2": [("", "wrong")], "3": [("status", ["future"])], "4": [("status", ["negation"])],
        "5": [("status", ["historical"])], "6": [("recipients", [])],
    }  # fmt: skip
    for key, values in wanted.items():
        report = client.get("/review?format=json").json()["next"]["key"]
        answer = verdict(client, verdict=key, key=report)
        assert answer.status_code == 303 and f"last={report.replace(':', '%3A')}" in answer.headers["location"]
        assert said(path) == values
        assert client.get("/review?format=json").json()["next"]["key"] != report
        assert verdict(client, undo="1", last=report).status_code == 303 and said(path) == []


def test_sides_change_places_and_types_are_set(fresh):
    client, path = fresh
    report = client.get("/review?actor=NOR&recipient=SWE&format=json").json()["next"]["key"]
    verdict(client, verdict="7", key=report)
    assert {field for field, _ in said(path)} == {"actors", "recipients"}
    verdict(client, undo="1", last=report)
    verdict(client, new_type="REJECT", key=report)
    assert said(path) == [("type", "REJECT")]


def test_a_change_needs_the_token_of_the_page(fresh):
    client, path = fresh
    report = client.get("/review?format=json").json()["next"]["key"]
    for data in ({}, {"csrf": "wrong"}):
        assert client.post("/review", data={"verdict": "1", "key": report, "reviewer": "ann", **data}).status_code == 403
    csrf = re.search(r'name="csrf" value="([^"]+)"', client.get("/review").text)
    assert csrf
    for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        data = {"csrf": csrf[1], "verdict": "1", "key": report, "reviewer": "ann"}
        assert client.post("/review", data=data, headers=headers).status_code == 403
    assert said(path) == []


def test_a_change_that_makes_no_sense_is_told(fresh):
    client, path = fresh
    assert verdict(client, verdict="1", key="none:e1").status_code in (400, 404)
    assert verdict(client, verdict="9", key="none:e1").status_code == 400
    assert verdict(client, verdict="1", key="none:e1", reviewer="").status_code == 400
    assert client.post("/review", content=b"x" * 20_000).status_code == 413
    assert said(path) == []


def test_progress_and_agreement_are_shown(fresh):
    client, _ = fresh
    report = client.get("/review?format=json").json()["next"]["key"]
    verdict(client, verdict="1", key=report)
    verdict(client, verdict="2", key=report, reviewer="ben")
    page = client.get("/review").text
    assert "1 of " in page and "right or wrong" in page
