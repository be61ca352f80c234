"""A corpus for the tests of the page: the coded examples, two stories that contradict each other, and an article that means harm."""

import json
from pathlib import Path

from corpus_records import event, make_record, says
from onrecord.records import Record
from onrecord.store.corpus import Corpus

GOLDEN = Path(__file__).parent / "golden"
SCRIPT = "<script>window.harmed = 1</script>"
HOSTILE = (
    f"{SCRIPT} Norway accused Sweden.\n"
    "<svg onload=window.harmed=1><img src=x onerror=window.harmed=1> Sweden denied that \u202eit moved ships\u202c.\n"
    "שלום לעולם said nothing. {{ 7 * 7 }} javascript:window.harmed=1\n" + "word " * 210_000
)


def fill(path: Path) -> None:
    """Makes the corpus at the path."""
    records = [Record.from_dict(json.loads(file.read_text(encoding="utf-8"))) for file in sorted(GOLDEN.glob("*.json"))]
    for number, (outlet, low) in enumerate((("Harbour Post", 12), ("Lake Agency", 30)), 1):
        records.append(
            make_record(
                f"Rebels attacked Kenya in the north, killing {low} people.\nKenya demanded that rebels withdraw at once.",
                [
                    event("ASSAULT", "rebels", "Kenya", day="2031-04-02", figures=[("dead", low, low)], place=PLACE),
                    event("REQUEST", "Kenya", "rebels", day="2031-04-02"),
                ],
                [says("Kenya", "demand", "rebels withdraw at once", to="rebels")],
                id=f"attack-{number}", source=outlet, published="2031-04-03", title=f"Attack in the north, number {number}",
            )
        )  # fmt: skip
    with Corpus.open(path) as corpus:
        for record in records:
            corpus.add(record)
        corpus.add(hostile())


PLACE = ("Lodwar", 189280, "KEN", "Turkana", 3.119, 35.597)


def hostile() -> Record:
    """An article whose every text tries to run, to turn round what stands beside it, or to fill the screen."""
    return make_record(
        HOSTILE,
        [event("ACCUSE", "Norway", "Sweden", day="2031-05-01"), event("MOBILIZE", SCRIPT, "Sweden", day="2031-05-01", asserted_by="s1")],
        [says("Sweden", "deny", "it moved ships")],
        id='hostile"><script>', source="<b>Outlet</b>", published="2031-05-02",
        title=f"{SCRIPT}\u202e title", url="javascript:window.harmed=1",
    )  # fmt: skip
