"""Lemmas as the lexicon writes them: the model's, mended where it is known to slip."""

from spacy.tokens import Doc

from onrecord.knowledge.words import ParseWords


def mended_lemmas(doc: Doc, known: ParseWords, verbs: frozenset[str]) -> list[str]:
    """A lemma for each token, lower case but for proper nouns; verb forms whose lemma the lexicon does not know are tried anew."""
    return [_lemma(t.text, t.lemma_, t.pos_, known, verbs) for t in doc]


def _lemma(text: str, lemma: str, pos: str, known: ParseWords, verbs: frozenset[str]) -> str:
    lower = text.lower()
    if pos in ("VERB", "AUX"):
        if lower in known.lemmas and (lower.endswith(("ed", "ing", "en")) or lemma.lower() == lower):
            return known.lemmas[lower]
        return _verb(lower, lemma.lower(), verbs)
    return lemma if pos == "PROPN" else (lemma.lower() or lower)


def _verb(form: str, lemma: str, verbs: frozenset[str]) -> str:
    if lemma in verbs or not verbs:
        return lemma
    for ending in ("ied", "ed", "ing", "es", "s", "d"):
        if form.endswith(ending):
            stem = form[: -len(ending)]
            doubled = stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] else stem
            for candidate in (stem, stem + "e", doubled, stem + "y" if ending == "ied" else stem):
                if candidate in verbs:
                    return candidate
    return lemma
