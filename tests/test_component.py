"""OnRecord in anyone's spaCy pipeline."""

import pickle
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from onrecord.article import Article
from onrecord.coder import Coder

TEXT = "Norway accused Sweden of spying."


@cache
def pipeline() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord", config={"published": "2031-03-04"})
    return nlp


def test_a_doc_gets_the_record_of_its_text():
    doc = pipeline()(TEXT)
    assert doc._.record == Coder().code(Article(text=TEXT, published="2031-03-04", published_source="given"))
    assert doc._.events == doc._.record.events and doc._.statements == doc._.record.statements
    assert [(span.text, span.label_) for span in doc.spans["onrecord"]] == [("accused", "ACCUSE")]


def test_title_and_date_can_go_along():
    (doc, _), *_ = pipeline().pipe([(TEXT, {"published": "2030-01-01", "title": "Row"})], as_tuples=True)
    assert (doc._.record.article.published, doc._.record.article.title) == ("2030-01-01", "Row")


def test_a_doc_that_was_not_coded_has_no_record():
    doc = spacy.blank("en")("Norway.")
    pipeline()
    assert (doc._.record, doc._.events, doc._.statements) == (None, (), ())


def test_records_survive_saving():
    doc = pipeline()(TEXT)
    (kept,) = DocBin(store_user_data=True, docs=[doc]).get_docs(doc.vocab)
    assert kept._.record == doc._.record
    assert Doc(doc.vocab).from_bytes(doc.to_bytes())._.record == doc._.record


def test_the_pipeline_is_well_described_and_can_be_saved(tmp_path):
    assert not pipeline().analyze_pipes()["problems"]["onrecord"]
    pipeline().to_disk(tmp_path)
    assert spacy.load(tmp_path).get_pipe("onrecord").published == "2031-03-04"
    assert pickle.loads(pickle.dumps(pipeline().get_pipe("onrecord"))).published == "2031-03-04"  # noqa: S301 (our own bytes)
