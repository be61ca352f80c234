"""Records as the corpus keeps them: packed, without the text, which stands in the articles table."""

import zlib

import msgspec

from onrecord.errors import ReadError, StoreError
from onrecord.records import Record


def pack(record: Record) -> bytes:
    """The record as zlib-packed JSON; `article.text` is left out."""
    data = record.to_dict()
    del data["article"]["text"]
    return zlib.compress(msgspec.json.encode(data))


def unpack(blob: bytes, text: str) -> Record:
    """The record that was packed. Raises StoreError when the bytes are damaged."""
    try:
        data = msgspec.json.decode(zlib.decompress(blob))
    except (zlib.error, msgspec.DecodeError) as error:
        raise StoreError(f"a record in the corpus is damaged ({error}); code its article again and add it") from error
    data["article"]["text"] = text
    try:
        return Record.from_dict(data)
    except ReadError as error:
        raise StoreError(f"a record in the corpus is not of this version ({error}); code its article again and add it") from error
