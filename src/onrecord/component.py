"""The spaCy component `onrecord`: `nlp.add_pipe("onrecord")`, then `doc._.events`, `doc._.statements`, `doc._.record`.

The article is read by OnRecord's own model, whatever pipeline the component stands in, so that its records are the same everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from onrecord.article import Article
from onrecord.coder import Coder
from onrecord.records import Event, Record, Statement

KEY = "onrecord"  # in doc.user_data: the record as JSON, which survives pickling and DocBin; in doc.spans: triggers and contents
_FIELDS = ("id", "url", "title", "published", "source", "author", "language")


@Language.factory(
    "onrecord",
    default_config={"published": None, "actors": None, "model": None},
    assigns=["doc._.record", "doc._.events", "doc._.statements", "doc.spans"],
)
def make_onrecord(nlp: Language, name: str, published: str | None, actors: str | None, model: str | None) -> OnRecord:
    """The component. `published` is the date of texts without one, `actors` a file of further actors, `model` the model's folder."""
    return OnRecord(published=published, actors=actors, model=model)


class OnRecord:
    """Codes the text of each Doc. Title, date and the like are taken from the context that `nlp.pipe(..., as_tuples=True)` gives a text.

    The record is in `doc._.record`; spans with the event's type as label are in `doc.spans["onrecord"]`, widened to whole tokens.
    """

    def __init__(self, *, published: str | None = None, actors: str | None = None, model: str | Path | None = None) -> None:
        self.published = published
        self.coder = Coder(actors=actors, model=model)
        add_extensions()

    def __setstate__(self, state: dict[str, Any]) -> None:
        """In another process the extensions have to be made anew."""
        self.__dict__.update(state)
        add_extensions()

    def __call__(self, doc: Doc) -> Doc:
        """Codes a Doc and returns it."""
        record = self.coder.code(self._article(doc))
        doc.user_data[KEY] = record.to_json().decode("utf-8")
        doc.spans[KEY] = [span for event in record.events if (span := _span(doc, event))]
        return doc

    def _article(self, doc: Doc) -> Article:
        context = getattr(doc, "_context", None)
        given = {key: context[key] for key in _FIELDS if context.get(key)} if isinstance(context, Mapping) else {}
        given.setdefault("published", self.published)
        return Article(text=doc.text, published_source="given" if given["published"] else "none", **given)


def add_extensions() -> None:
    """Makes `doc._.record`, `doc._.events` and `doc._.statements` known, unless they are."""
    for name, getter in (("record", record_of), ("events", events_of), ("statements", statements_of)):
        if not Doc.has_extension(name):
            Doc.set_extension(name, getter=getter)


def record_of(doc: Doc) -> Record | None:
    """The record of a Doc, or None when the component has not seen it."""
    written = doc.user_data.get(KEY)
    return Record.from_dict(json.loads(written)) if written else None


def events_of(doc: Doc) -> tuple[Event, ...]:
    """The events of a Doc."""
    record = record_of(doc)
    return record.events if record else ()


def statements_of(doc: Doc) -> tuple[Statement, ...]:
    """The statements of a Doc."""
    record = record_of(doc)
    return record.statements if record else ()


def _span(doc: Doc, event: Event) -> Span | None:
    start, end = event.trigger
    return doc.char_span(start, end, label=event.type, alignment_mode="expand")
