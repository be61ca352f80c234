"""Measures over articles: clusterings, near duplicates on edited copies, ECB+ and SemEval-2015 where they are at hand."""

import os
from pathlib import Path

import pytest

from onrecord.errors import ReadError
from onrecord.evaluate.coreference import b_cubed, ceaf, muc, score_clusters
from onrecord.evaluate.ecbplus import Story, evaluate_ecbplus, find_stories
from onrecord.evaluate.near_duplicates import EDITS, evaluate_near_duplicates
from onrecord.evaluate.semeval_timeline import evaluate_timelines
from onrecord.read.examples import example_articles

GOLD = Path(os.environ.get("ONRECORD_GOLD", "no-gold-here"))  # a folder with ecbplus/ and semeval2015_timeline/
needs_gold = pytest.mark.skipif(not GOLD.is_dir(), reason="ONRECORD_GOLD names no folder")


def test_measures_of_clusterings_by_hand():
    gold, made = [["a", "b", "c"], ["d", "e", "f", "g"]], [["a", "b"], ["c", "d"], ["f", "g"], ["e"]]
    assert (muc(gold, made).precision, muc(gold, made).recall) == (2 / 3, 2 / 5)
    assert b_cubed(gold, made).precision == pytest.approx((1 + 1 + 0.5 + 0.5 + 1 + 1 + 1) / 7)
    assert b_cubed(gold, made).recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 / 4 + 1 / 4 + 2 / 4 + 2 / 4) / 7)
    assert ceaf(gold, made).precision == pytest.approx((4 / 5 + 4 / 6) / 4)
    assert ceaf(gold, made).recall == pytest.approx((4 / 5 + 4 / 6) / 2)
    assert score_clusters(gold, gold)["conll"] == 100.0


def test_copies_of_our_own_examples_are_found_again():
    found = evaluate_near_duplicates(example_articles())
    assert found["precision"] >= 98 and found["recall"] >= 95
    assert set(found) == {"articles", "precision", "recall", *(f"recall: {edit}" for edit in EDITS)}


def test_a_file_without_articles_is_told(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "short"}\n', encoding="utf-8")
    for wrong in (path, tmp_path / "none"):
        with pytest.raises(ReadError):
            evaluate_near_duplicates(wrong)


def test_stories_are_told_apart_by_their_names():
    def story(number: int, *names: str) -> Story:
        return Story(f"{names[0]} {number}", names[0], ("quake", "house", "rescue", f"odd{number}", *names, *names))

    stories = [story(i, "lima", "peru", "callao") for i in range(4)] + [story(i, "izmir", "turkey", "aegean") for i in range(4)]
    assert [sorted({name.split()[0] for name in group}) for group in find_stories(stories)] == [["izmir"], ["lima"]]


@needs_gold
def test_same_events_of_ecbplus_beat_both_baselines():
    found = evaluate_ecbplus(GOLD / "ecbplus" / "dev.jsonl")
    for measure in ("conll", "b_cubed_f1"):
        assert found["mentions: ours"][measure] > found["mentions: lemma in TF-IDF groups"][measure] > found["mentions: lemma"][measure]


@needs_gold
def test_timelines_of_semeval():
    folder = GOLD / "semeval2015_timeline"
    assert evaluate_timelines(folder / "dev_docs.jsonl", folder / "dev_timelines.jsonl")["pairs f1"] > 12
