"""Runs the pipeline over a long text in pieces, so that memory does not grow with its length."""

from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

LONGEST = 4000  # words in a piece; a piece ends where a sentence ends


def run_pipeline(nlp: Language, doc: Doc) -> Doc:
    """The Doc after all components; a long one goes through them in pieces of whole sentences."""
    if len(doc) <= LONGEST:
        return _run(nlp, doc)
    edges = _edges(doc)
    pieces = [_run(nlp, doc[start:end].as_doc()) for start, end in pairwise(edges)]
    return Doc.from_docs(pieces, ensure_whitespace=False)


def _run(nlp: Language, doc: Doc) -> Doc:
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def _edges(doc: Doc) -> list[int]:
    """The tokens at which pieces begin, and the end."""
    edges, last = [0], 0
    for token in doc:
        if token.is_sent_start and token.i:
            if token.i - edges[-1] > LONGEST and last > edges[-1]:
                edges.append(last)
            last = token.i
    if len(doc) - edges[-1] > LONGEST and last > edges[-1]:
        edges.append(last)
    return [*edges, len(doc)]
