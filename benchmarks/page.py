"""Measures the page: how long the server takes for each view of a corpus.

    python benchmarks/page.py --articles 100000
    python benchmarks/page.py --corpus news.db

Every view is asked for anew each time (nothing is kept from the time before); the median is told: milliseconds of one core, and by
the clock.
Without --corpus the articles are made by benchmarks/corpus.py.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

with warnings.catch_warnings():  # Starlette tells that another client is preferred
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

from onrecord.show.web.app import make_app
from onrecord.store import queries
from onrecord.store.corpus import Corpus

WANTED = 200  # milliseconds
_PAIR = """
SELECT x.code, y.code FROM roles o JOIN actors x ON x.id = o.actor
    JOIN roles p ON p.report = o.report AND p.role = 'recipient' JOIN actors y ON y.id = p.actor
WHERE o.role = 'actor' AND x.code <> '' AND y.code <> '' AND x.code <> y.code LIMIT 1"""


def addresses(path: Path) -> list[str]:
    """The views to ask for, with actors, an event and words that the corpus has much of."""
    with Corpus.read(path) as corpus:
        article = queries.articles(corpus, limit=1).rows[0]
        event = max(queries.events(corpus, limit=100).rows, key=lambda row: row.reports)
        code = corpus.link.execute("SELECT code FROM actors WHERE code <> '' GROUP BY code ORDER BY count(*) DESC LIMIT 1").fetchone()[0]
        outlets = corpus.link.execute("SELECT outlet FROM articles GROUP BY outlet ORDER BY count(*) DESC LIMIT 2").fetchall()
        pair = corpus.link.execute(_PAIR).fetchone()
    one, other = outlets[0][0], outlets[-1][0]
    views = f"""
        / /article/{article.key} /articles /articles?source={one} /events /events?actor={code} /events?type=ASSAULT
        /events?happened=1&place=KEN /event/{event.key} /statements /statements?by={code} /positions?holder={code} /actors
        /actor?who={code} /actor?who={code}&tab=received /actor?who={code}&tab=said /actor?who={code}&tab=positions
        /dyad /dyad?one={pair[0]}&other={pair[1]} /compare?one={one}&other={other}&party={code} /disagreements?party={code} /disagreements
        /timeline /timeline?party={code} /search?q=troops /search?q=troops&in=report /review"""
    return views.split()


def measure(path: Path, rounds: int) -> None:
    """Prints a line a view."""
    app = make_app(path)
    slow = 0
    with TestClient(app, base_url="http://localhost") as client:
        client.get("/")  # templates and the towns of the map are read once
        for address in addresses(path):
            cores, clocks = [], []
            for _ in range(rounds):
                app.state.answers.clear()
                clock, core = time.perf_counter(), time.process_time()
                answer = client.get(address)
                cores.append(1000 * (time.process_time() - core))
                clocks.append(1000 * (time.perf_counter() - clock))
            core, clock = statistics.median(cores), statistics.median(clocks)
            slow += core >= WANTED
            size = len(answer.content) // 1000
            print(f"{core:8.0f} ms of one core {clock:8.0f} ms by the clock {size:6} kB  {answer.status_code}  {address}", flush=True)
    print(f"{slow} views take {WANTED} ms of one core or more")


def main() -> None:
    """Parses the arguments and measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--corpus", type=Path, help="measure this one")
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    if chosen.corpus:
        measure(chosen.corpus, chosen.rounds)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.db"
        maker = Path(__file__).with_name("corpus.py")
        subprocess.run([sys.executable, maker, "--articles", str(chosen.articles), "--keep", path], check=True)  # noqa: S603
        measure(path, chosen.rounds)


if __name__ == "__main__":
    main()
