"""OnRecord turns news into a record: who did what to whom, who said so, with the exact words behind every value.

>>> import onrecord
>>> coder = onrecord.Coder()  # doctest: +SKIP
>>> coder.code("Norway accused Sweden of spying.").events[0].type  # doctest: +SKIP
'ACCUSE'
"""

from typing import TYPE_CHECKING, Any

from onrecord.article import Article, Section
from onrecord.errors import KnowledgeError, OnRecordError, ParseError, ReadError, StoreError
from onrecord.read import read
from onrecord.records import Entity, Event, Record, Statement

if TYPE_CHECKING:
    from onrecord.coder import Coder

__version__ = "0.1.0"
__all__ = [
    "Article", "Coder", "Entity", "Event", "KnowledgeError", "OnRecordError", "ParseError",
    "ReadError", "Record", "Section", "Statement", "StoreError", "read",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Coder is loaded when it is asked for: it brings spaCy, which takes more than a second."""
    if name == "Coder":
        from onrecord.coder import Coder  # noqa: PLC0415

        return Coder
    raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
