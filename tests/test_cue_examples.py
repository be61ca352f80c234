"""Every cue of the lexicon that gives an example is found in it, and not in its near misses."""

import tomllib
from pathlib import Path

import pytest

import onrecord
from onrecord.article import Article
from onrecord.coder import Coder

FOLDER = Path(onrecord.__file__).parent / "data" / "lexicon" / "en" / "cues"
CUES = [
    (f"{path.stem}: {sentence}", cue["lemmas"], sentence, kind == "examples")
    for path in sorted(FOLDER.glob("*.toml"))
    for cue in tomllib.loads(path.read_text(encoding="utf-8"))["cue"]
    for kind in ("examples", "misses")
    for sentence in cue.get(kind, ())
]


@pytest.fixture(scope="module")
def coder():
    """The coder of this installation."""
    return Coder()


@pytest.mark.parametrize(("lemmas", "sentence", "stands"), [row[1:] for row in CUES], ids=[row[0] for row in CUES])
def test_example(coder, lemmas, sentence, stands):
    """Some statement has one of the entry's words as its cue, or as its source for words that speak; a near miss has none."""
    walk = coder.walk(Article(text=sentence))
    tokens = walk.parsed().tokens
    firsts = {word for lemma in lemmas for word in lemma.split()}
    words = {form for draft in walk.statement_drafts for a, b in draft.cue for t in tokens[a:b] for form in (t.lemma, t.text.lower())}
    words |= {draft.source.lemma for draft in walk.statement_drafts if draft.source is not None}
    assert bool(firsts & words) == stands
