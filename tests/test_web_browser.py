"""The page in a real browser: nothing asks elsewhere, nothing runs, everybody can use it (WCAG 2.2 AA by axe-core), keys work."""

import contextlib
import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

for _name in ("starlette", "jinja2", "uvicorn"):
    pytest.importorskip(_name, reason="the extra web is not installed")
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe_core = pytest.importorskip("axe_playwright_python.base", reason="axe-playwright-python is not installed")

import uvicorn  # noqa: E402 - after what may be missing

from onrecord.show.web.app import make_app  # noqa: E402 - after what may be missing
from onrecord.store import queries  # noqa: E402 - after what may be missing
from onrecord.store.corpus import Corpus  # noqa: E402 - after what may be missing
from web_corpus import fill  # noqa: E402 - after what may be missing

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
CHROMIUM = os.environ.get("ONRECORD_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed (Debian: apt-get install chromium)")
STANDARDS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("web") / "news.db"
    fill(path)
    return path


@pytest.fixture(scope="module")
def site(path: Path) -> Iterator[str]:
    with served(path) as site:
        yield site


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Watched:
    """A page of the browser that keeps what goes wrong on it: console errors, script errors, requests to elsewhere."""

    def __init__(self, browser: Any, site: str, **more: Any) -> None:
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **more})
        self.page = self.context.new_page()
        self.site = site
        self.wrong: list[str] = []
        self.page.on("console", lambda message: self.wrong.append(message.text) if message.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", lambda request: None if request.url.startswith(site) else self.wrong.append(f"asked {request.url}"))

    def go(self, address: str) -> Any:
        self.page.goto(self.site + address)
        return self.page

    def violations(self) -> list[str]:
        self.page.evaluate(axe_core.AXE_FILE_PATH.read_text(encoding="utf-8"))
        found = self.page.evaluate("(options) => axe.run(document, options)", STANDARDS)
        return [f"{v['id']}: {v['nodes'][0]['html'][:160]} {v['nodes'][0]['failureSummary']}" for v in found["violations"]]


@pytest.fixture
def tab(browser: Any, site: str) -> Iterator[Watched]:
    watched = Watched(browser, site)
    yield watched
    watched.context.close()
    assert watched.wrong == []


@pytest.fixture(scope="module")
def views(path: Path) -> dict[str, str]:
    with Corpus.read(path) as corpus:
        attack = queries.events(corpus, queries.Filter(type="ASSAULT", actor="rebels")).rows[0].key
        articles = {row.id: row.key for row in queries.articles(corpus, limit=50).rows}
    return {
        "overview": "/",
        "article": f"/article/{articles['strait-crisis']}",
        "hostile": "/article/" + articles['hostile"><script>'],
        "articles": "/articles",
        "events": "/events?limit=8",
        "nothing found": "/events?actor=nobody",
        "event": f"/event/{attack}",
        "statements": "/statements?limit=8",
        "said again": "/statements?repeated=1",
        "positions": "/positions?holder=KEN",
        "actors": "/actors?limit=8",
        "actor": "/actor?who=SWE",
        "said": "/actor?who=SWE&tab=said",
        "dyad": "/dyad?one=NOR&other=SWE",
        "dyads": "/dyad",
        "compare": "/compare?one=Harbour+Post&other=Lake+Agency",
        "disagreements": "/disagreements",
        "timeline": "/timeline?since=2031&top=8",
        "search": "/search?q=ships",
        "review": "/review",
        "error": "/events?since=soon",
    }


def test_everybody_can_use_every_view(tab: Watched, views: dict[str, str]):
    wrong = {}
    for name, address in views.items():
        tab.go(address)
        if found := tab.violations():
            wrong[name] = found
        tab.wrong = [line for line in tab.wrong if "status of 4" not in line]  # the browser tells of the error page itself
    assert wrong == {}


@pytest.mark.parametrize("theme", ["dark", "phone"])
def test_everybody_can_use_it_in_the_dark_and_on_a_phone(browser: Any, site: str, views: dict[str, str], theme: str):
    more = {"color_scheme": "dark"} if theme == "dark" else {"viewport": {"width": 360, "height": 740}}
    tab = Watched(browser, site, **more)
    wrong = {}
    for name in ("overview", "article", "events", "review"):
        page = tab.go(views[name])
        if found := tab.violations():
            wrong[name] = found
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong[name] = [*wrong.get(name, []), "it is wider than the screen"]
    tab.context.close()
    assert wrong == {} and tab.wrong == []


@pytest.mark.parametrize("width", [360, 1280, 3840])
def test_nothing_shifts_while_it_loads(browser: Any, site: str, views: dict[str, str], width: int):
    tab = Watched(browser, site, viewport={"width": width, "height": 900})
    tab.context.add_init_script(
        "window.shift = 0;"
        "new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) window.shift += e.value })"
        ".observe({ type: 'layout-shift', buffered: true })"
    )
    shifts = {}
    for name in ("overview", "article", "events", "review"):
        page = tab.go(views[name])
        page.wait_for_load_state("networkidle")
        shifts[name] = page.evaluate("window.shift")
    tab.context.close()
    assert max(shifts.values()) < 0.1, shifts


def test_a_hostile_article_does_nothing(tab: Watched, views: dict[str, str]):
    page = tab.go(views["hostile"])
    assert page.evaluate("window.harmed") is None and page.locator("article img, article script").count() == 0
    box = page.locator("h1").bounding_box()
    assert box and box["height"] < 200
    for link in page.locator("a").all()[:60]:
        assert not (link.get_attribute("href") or "").startswith("javascript:")


def test_an_article_is_read_with_the_keyboard(tab: Watched, views: dict[str, str]):
    page = tab.go(views["article"])
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("j")
    second = page.evaluate("document.activeElement.getAttribute('href')")
    assert first.startswith("#r-") and second.startswith("#r-") and first != second
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash !== ''")
    assert page.evaluate("document.activeElement.id") == second[1:]
    assert page.locator(f"#{second[1:]}.lit").count() == 1
    page.locator(f"#{second[1:]} a.back").first.click()
    assert page.evaluate("location.hash") == second.replace("#r-", "#t-")


def test_pointing_lights_up_both_sides(tab: Watched, views: dict[str, str]):
    page = tab.go(views["article"])
    mark = page.locator("article a.m.event").first
    mark.hover()
    assert page.locator(f"{mark.get_attribute('href')}.lit").count() == 1


def test_the_skip_link_leads_to_the_contents(tab: Watched):
    page = tab.go("/events")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_facet_narrows_and_is_taken_back(tab: Watched):
    page = tab.go("/events")
    page.locator("aside a", has_text="ACCUSE").click()
    page.wait_for_url("**type=ACCUSE*")
    assert {cell.strip() for cell in page.locator("tbody .type").all_inner_texts()} == {"ACCUSE"}
    page.locator(".picks a").first.click()
    page.wait_for_url(lambda url: "ACCUSE" not in url)


def test_a_column_sorts_and_can_be_hidden(tab: Watched):
    page = tab.go("/actors")
    page.get_by_role("button", name="Says").click()
    numbers = [int(cell) for cell in page.locator("tbody td:last-child").all_inner_texts()]
    assert numbers == sorted(numbers)
    page = tab.go("/events")
    page.locator("summary", has_text="Columns").click()
    page.get_by_label("Standing").uncheck()
    assert not page.locator("td[data-col=verdict]").first.is_visible()
    page.reload()
    assert not page.locator("td[data-col=verdict]").first.is_visible()


def test_a_bar_of_the_chart_leads_to_its_days(tab: Watched):
    page = tab.go("/events")
    page.locator("svg.picture [data-since]").first.click(force=True)
    page.wait_for_url("**since=*")
    assert page.locator("tbody tr").count() >= 1


def test_the_theme_is_kept(tab: Watched):
    page = tab.go("/")
    page.locator("#theme").click()
    chosen = page.evaluate("document.documentElement.dataset.theme")
    page = tab.go("/events")
    assert chosen == "dark" and page.evaluate("document.documentElement.dataset.theme") == chosen


def test_a_search_is_saved_with_its_feed(tab: Watched):
    page = tab.go("/search?q=ships")
    page.locator("button.save").click()
    assert page.locator("#saved a").count() == 2
    page.locator("#saved button").click()
    assert not page.locator("#saved").is_visible()


def test_keys_review_and_take_back(browser: Any, tmp_path: Path):
    path = tmp_path / "news.db"
    fill(path)
    with served(path) as site:
        tab = Watched(browser, site)
        page = tab.go("/review")
        page.get_by_label("You").fill("ann")
        page.locator("h1").click()
        for key in "1234567":
            before = page.locator("input[name=key]").get_attribute("value")
            with page.expect_navigation():
                page.keyboard.press(key)
            assert page.locator("input[name=key]").get_attribute("value") != before
        assert "7 of " in page.locator(".progress").inner_text()
        with page.expect_navigation():
            page.keyboard.press("u")
        assert "6 of " in page.locator(".progress").inner_text()
        tab.context.close()
    assert tab.wrong == []


@contextlib.contextmanager
def served(path: Path) -> Iterator[str]:
    config = uvicorn.Config(make_app(path), port=0, log_level="error", lifespan="off")
    server, listener = uvicorn.Server(config), config.bind_socket()
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(5)
