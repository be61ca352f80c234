"""Keys made from content, so that the same article has the same key in every corpus."""

import hashlib
import re
from urllib.parse import urlsplit

from onrecord.records import ArticleRecord

_FILE = re.compile(r"[/\\]|\.\w{1,5}(?:\.gz)?(?:#\d+)?$|^-(?:#\d+)?$")


def short_hash(*parts: str | None) -> str:
    """Sixteen hexadecimal digits from texts; None and the empty text differ.

    >>> short_hash("a", None) == short_hash("a", ""), len(short_hash("a"))
    (False, 16)
    """
    joined = "\x1f".join("\x00" if part is None else part for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def outlet_of(article: ArticleRecord) -> str | None:
    """Who published an article: the host of its address, else its source unless that is a file; None when nobody says.

    >>> outlet_of(ArticleRecord("1", "https://www.courier.example/a", None, None, "none", None, None, None, "", ""))
    'courier.example'
    """
    host = _host(article.url) or _host(article.source)
    if host:
        return host
    source = (article.source or "").strip()
    return source if source and source != article.id and not _FILE.search(source) else None


def _host(address: str | None) -> str | None:
    if not address or "://" not in address:
        return None
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def article_key(article: ArticleRecord) -> str:
    """The key of an article: the same text at one address, or from one outlet on one day under one title, is one article."""
    if article.url:
        return short_hash("address", article.url, article.sha256)
    return short_hash("text", outlet_of(article), article.published, article.title, article.sha256)
