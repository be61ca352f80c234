"""Measures a corpus: cost of an article at the start and at the end, search, file size, kills.

    python benchmarks/corpus.py --articles 100000 --kills 50

The articles are made by code from the coded examples: other names, codes, days and words of the same length, so that every offset of the
records stays right and no two articles are near duplicates. They are spread evenly over a thousand days, in the order of their days.
"""

import argparse
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import msgspec
from msgspec.structs import replace

from onrecord.article import Article
from onrecord.coder import Coder
from onrecord.read import read
from onrecord.read.examples import example_articles
from onrecord.records import ArticleRecord, Entity, Event, EventDate, Record, Role
from onrecord.store import queries
from onrecord.store.corpus import Corpus
from onrecord.store.filters import Filter
from onrecord.store.upkeep import check

FIRST, DAYS = date(2030, 1, 1), 1000
VARIANTS = 40
THIN = 0.5  # the examples tell far more in few words than most articles do: half of their events and statements are kept
OUTLETS = [f"paper{number}.example" for number in range(60)]
CODES = [a + b + c for a in "BDFGKLMNPR" for b in "AEIOU" for c in "NRS"]
KINDS = ("country", "person", "government", "organisation")


class Maker:
    """Makes records from examples; the same number gives the same record."""

    def __init__(self, examples: list[Record]) -> None:
        self.examples = examples
        self.words: dict[int, list[str]] = defaultdict(list)
        for word in sorted({word for record in examples for word in record.article.text.split() if word.isalpha() and word.islower()}):
            self.words[len(word)].append(word)

    def make(self, number: int, count: int) -> Record:
        """The record of a number, on its day."""
        dice = random.Random(number)  # noqa: S311 - no secret
        base = dice.choice(self.examples)
        day = FIRST + timedelta(number * DAYS // count)
        shift = day - date.fromisoformat((base.article.published or "2030-01-01")[:10])
        entities = {entity.id: _renamed(entity, dice) for entity in base.entities}
        outlet = dice.choice(OUTLETS)
        article = Article(
            text=self._text(base, entities, dice), id=f"a{number}", url=f"https://{outlet}/{number}", title=base.article.title,
            published=day.isoformat(), published_source="given", language="en", source=outlet,
        )  # fmt: skip
        kept = tuple(event for event in base.events if dice.random() < THIN)
        events = tuple(_moved(event, entities, shift, day) for event in kept)
        said = tuple(statement for statement in base.statements if dice.random() < THIN)
        statements = tuple(replace(s, source=_role(s.source, entities), addressee=_role(s.addressee, entities)) for s in said)
        return Record(
            ArticleRecord.of(article, base.article.sections, base.article.sentences), tuple(entities.values()), events, statements,
            base.times, base.places, (), base.made_by,
        )  # fmt: skip

    def _text(self, base: Record, entities: dict[str, Entity], dice: random.Random) -> str:
        """The text with most small words exchanged for others of the same length, and the names as they are now."""
        text = base.article.text
        words = []
        for word in text.split(" "):
            pool = self.words.get(len(word)) if word.isalpha() and word.islower() else None
            words.append(dice.choice(pool) if pool and dice.random() < 0.8 else word)
        made = " ".join(words)
        for old in base.entities:
            for start, end in old.mentions:
                if text[start:end] == old.name:
                    made = made[:start] + entities[old.id].name + made[end:]
        return made


def _renamed(entity: Entity, dice: random.Random) -> Entity:
    """The entity under one of forty names, each of which always has the same code: in news the same actors come again and again."""
    variant = random.Random(f"{entity.name} {dice.randrange(VARIANTS)}")  # noqa: S311 - no secret
    code = variant.choice(CODES) if entity.code else None
    if entity.kind not in KINDS:
        return replace(entity, code=code)
    letters = (variant.choice("aeiou" if x in "aeiou" else "bdfgklmnprstv") if x.islower() else x for x in entity.name)
    return replace(entity, name="".join(letters), code=code)


def _moved(event: Event, entities: dict[str, Entity], shift: timedelta, day: date) -> Event:
    when = event.date
    if when:
        when = EventDate(_shifted(when.value, shift) if when.span else day.isoformat(), when.span, when.source, when.resolved)
    actors, recipients = (tuple(replace(r, entity=entities[r.entity.id]) for r in roles) for roles in (event.actors, event.recipients))
    return replace(event, actors=actors, recipients=recipients, date=when)


def _shifted(value: str, shift: timedelta) -> str:
    """A day or week, moved; months and years stay."""
    try:
        if "W" in value:
            year, week, _ = (date.fromisocalendar(int(value[:4]), int(value[6:8]), 1) + shift).isocalendar()
            return f"{year}-W{week:02}"
        return (date.fromisoformat(value) + shift).isoformat()
    except ValueError:
        return value


def _role(role: Role | None, entities: dict[str, Entity]) -> Role | None:
    return replace(role, entity=entities[role.entity.id]) if role else None


def measure_adding(path: Path, maker: Maker, count: int) -> None:
    """Adds so many articles; prints what one costs at the start and at the end."""
    costs: list[float] = []
    with Corpus.open(path) as corpus:
        for number in range(count):
            record = maker.make(number, count)
            began = time.process_time()
            corpus.add(record)
            costs.append(time.process_time() - began)
            if (number + 1) % max(1, count // 10) == 0:
                part = costs[-max(1, count // 10) :]
                print(f"  {number + 1:>8,} articles: {1000 * statistics.mean(part):.2f} ms each", flush=True)
    tenth = max(1, count // 20)
    start, end = statistics.mean(costs[tenth : 3 * tenth]), statistics.mean(costs[-2 * tenth :])
    print(f"adding: {1000 * start:.2f} ms of one core an article at the start, {1000 * end:.2f} at the end ({end / start - 1:+.0%})")


def measure_asking(path: Path) -> None:
    """Prints the size of the file, and how long questions take (the median of five)."""
    with Corpus.read(path) as corpus:
        text = corpus.link.execute("SELECT sum(length(CAST(text AS BLOB))) FROM articles").fetchone()[0]
        size = path.stat().st_size
        print(f"size: {size / 1e6:,.0f} MB, {size / text:.1f} times the text; {queries.totals(corpus)}")
        code = corpus.link.execute("SELECT code FROM actors WHERE code <> '' GROUP BY code ORDER BY count(*) DESC LIMIT 1").fetchone()[0]
        asks = {
            "search troops": lambda: queries.search(corpus, "troops"),
            "search '\"ceasefire agreement\"'": lambda: queries.search(corpus, '"ceasefire agreement"'),
            f"search troops --actor {code} --type MOBILIZE": lambda: queries.search(corpus, "troops", Filter(actor=code, type="MOBILIZE")),
            "search troops --by ... in statements": lambda: queries.search(corpus, "talks", Filter(by=code)),
            "search troops --since (a month)": lambda: queries.search(
                corpus, "troops", Filter(since="2031-05", until="2031-05"), kind="report"
            ),
            f"events --actor {code}": lambda: queries.events(corpus, Filter(actor=code)),
            "events (first page)": lambda: queries.events(corpus),
            f"statements --by {code}": lambda: queries.statements(corpus, Filter(by=code)),
            f"dyads --actor {code} --by month": lambda: queries.dyads(corpus, Filter(actor=code)),
            f"timeline --party {code}": lambda: queries.timeline(corpus, Filter(party=code)),
            f"positions --holder {code}": lambda: queries.positions(corpus, Filter(holder=code), limit=20),
            "disagreements": lambda: queries.disagreements(corpus),
            "actors": lambda: queries.actors(corpus),
        }
        for name, ask in asks.items():
            spent = []
            for _ in range(5):
                began = time.perf_counter()
                ask()
                spent.append(time.perf_counter() - began)
            print(f"  {name:45} {1000 * statistics.median(spent):8.1f} ms")


def measure_kills(folder: Path, maker: Maker, kills: int) -> None:
    """Kills the writer at random moments; prints whether anything is lost or there twice."""
    path, dice, count = folder / "killed.db", random.Random(7), 40 * kills  # noqa: S311 - no secret
    lost = broken = 0
    for _ in range(kills):
        worker = subprocess.Popen([sys.executable, __file__, "--feed", str(path), "--articles", str(count)], stdout=subprocess.PIPE)  # noqa: S603
        assert worker.stdout
        told = int(worker.stdout.readline() or 0)  # it has begun
        time.sleep(dice.uniform(0.0, 0.3))
        os.kill(worker.pid, signal.SIGKILL)
        worker.wait()
        told = max([told, *(int(line) for line in worker.stdout.read().split()[:-1])])  # the last number may be cut
        with Corpus.read(path) as corpus:
            there = queries.totals(corpus)["articles"]
        lost += max(0, told - there)
    with Corpus.open(path) as corpus:
        broken = sum(finding.wrong for finding in check(corpus))
        ids = [record.article.id for record in corpus.records()]
    twice = len(ids) - len(set(ids))
    print(f"kills: {kills}; told as added and lost: {lost}; there twice: {twice}; wrong by check: {broken}; articles: {len(ids)}")


def feed(path: Path, maker: Maker, count: int) -> None:
    """Adds articles and tells after each how many are there; made to be killed."""
    with Corpus.open(path) as corpus:
        for number in range(count):
            corpus.add(maker.make(number, count))
            print(number + 1, flush=True)


def main() -> None:
    """Parses the arguments and measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--keep", metavar="FILE", help="leave the corpus here")
    parser.add_argument("--feed", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    cache = Path(tempfile.gettempdir()) / f"onrecord-benchmark-{os.getuid()}.jsonl"
    if not chosen.feed or not cache.exists():
        coder = Coder()
        cache.write_bytes(b"\n".join(coder.code(article).to_json() for article in read(example_articles())))
    maker = Maker([Record.from_dict(msgspec.json.decode(line)) for line in cache.read_bytes().splitlines()])
    if chosen.feed:
        feed(Path(chosen.feed), maker, chosen.articles)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(chosen.keep or Path(folder) / "news.db")
        measure_adding(path, maker, chosen.articles)
        measure_asking(path)
        if chosen.kills:
            measure_kills(Path(folder), maker, chosen.kills)


if __name__ == "__main__":
    main()
