#!/usr/bin/env python3
"""Makes the pictures of docs/page.md: the page over the example articles, in Chromium.

    python docs/make_pictures.py [CORPUS.db]

Needs the extra `web`, playwright, and a Chromium (Debian: apt-get install chromium). Without a corpus the examples are coded.
"""

import json
import shutil
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from onrecord.coder import Coder
from onrecord.read import read
from onrecord.read.examples import example_articles
from onrecord.show.web.app import make_app
from onrecord.store.corpus import Corpus

FOLDER = Path(__file__).parent / "pictures"
SIZES = {"desktop": (1280, 860), "phone": (360, 740), "4k": (3840, 2160)}


def main() -> None:
    """Serves the corpus and takes the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder) / "examples.db"
        if len(sys.argv) < 2:
            coder = Coder()
            with Corpus.open(path) as corpus:
                for article in read(example_articles()):
                    corpus.add(coder.code(article))
        config = uvicorn.Config(make_app(path), port=0, log_level="error", lifespan="off")
        server, listener = uvicorn.Server(config), config.bind_socket()
        threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True).start()
        while not server.started:
            time.sleep(0.01)
        site = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            take_all(browser, site)
            browser.close()
        server.should_exit = True


def take_all(browser: Browser, site: str) -> None:
    """The pictures by name: address, size, theme."""
    with urllib.request.urlopen(f"{site}/articles?format=json") as answer:  # noqa: S310 - this machine
        articles = json.load(answer)["articles"]
    article = next(
        (row["key"] for row in articles if row["article_id" if "article_id" in row else "id"] == "strait-crisis"), articles[0]["key"]
    )
    wanted = {
        "overview": ("/", "desktop", "light"),
        "overview-dark": ("/", "desktop", "dark"),
        "article": (f"/article/{article}", "desktop", "light"),
        "events": ("/events", "desktop", "light"),
        "timeline": ("/timeline?since=2030&until=2031-12", "desktop", "light"),
        "review": ("/review", "desktop", "dark"),
        "article-phone": (f"/article/{article}", "phone", "light"),
        "events-phone": ("/events", "phone", "dark"),
    }
    for name, (address, size, theme) in wanted.items():
        width, height = SIZES[size]
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=theme)  # type: ignore[arg-type]
        page.goto(site + address)
        page.screenshot(path=FOLDER / f"{name}.png")
        page.close()
        print(f"docs/pictures/{name}.png")


if __name__ == "__main__":
    main()
