"""Which articles are not coded, and why."""

from onrecord.article import Article
from onrecord.read.language import foreign_language
from onrecord.read.reading import STAGE
from onrecord.records import Problem

LONGEST = 300_000  # characters of a text that is coded: some 50,000 words


def find_obstacle(article: Article) -> Problem | None:
    """The reason why an article is not coded (`empty`, `too-long`, `language`), or None.

    >>> find_obstacle(Article(text=" \\n")).code
    'empty'
    """
    if not article.text.strip():
        return Problem(STAGE, "empty", "the article has no text")
    if len(article.text) > LONGEST:
        return Problem(STAGE, "too-long", f"the text has {len(article.text):,} characters; at most {LONGEST:,} are coded")
    language = foreign_language(article.text, article.language)
    if language:
        return Problem(STAGE, "language", f"the language is {language!r}; only English is coded")
    return None
