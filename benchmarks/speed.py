"""How fast articles are coded, and where the time goes: `python benchmarks/speed.py INPUT... [--times N]`.

Prints words a second and the share of each stage; the example articles are coded when no input is named.
"""

import argparse
import time
from collections import Counter

from onrecord.article import Article
from onrecord.coder import STAGES, Coder, Stage, Walk
from onrecord.read import read
from onrecord.read.examples import example_articles


def timed(stage: Stage, spent: Counter[str]) -> Stage:
    """The stage, its time added up under its name."""

    def run(walk: Walk) -> None:
        began = time.perf_counter()
        stage(walk)
        spent[stage.__name__] += time.perf_counter() - began  # type: ignore[assignment]

    return run


def main() -> None:
    """Codes the inputs so many times and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("inputs", nargs="*")
    parser.add_argument("--times", type=int, default=5)
    chosen = parser.parse_args()
    articles = [a for _ in range(chosen.times) for a in read(*(chosen.inputs or [example_articles()]))]
    spent: Counter[str] = Counter()
    coder = Coder(stages=tuple(timed(stage, spent) for stage in STAGES))
    coder.code(Article(text="Norway accused Sweden."))  # loads model and knowledge
    spent.clear()
    began = time.perf_counter()
    for article in articles:
        coder.code(article)
    whole = time.perf_counter() - began
    words = sum(len(article.text.split()) for article in articles)
    spent["reading and parsing"] = whole - sum(spent.values())  # type: ignore[assignment]
    print(f"{len(articles)} articles, {words:,} words, {whole:.1f} s: {words / whole:,.0f} words/s")
    for name, seconds in spent.most_common():
        print(f"  {name:20} {seconds / whole:5.1%}")


if __name__ == "__main__":
    main()
