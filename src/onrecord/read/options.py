"""How inputs are read, as far as the user has a say in it."""

import msgspec

from onrecord.read.web import Web


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader is told besides the bytes.

    `columns` names the column or key that each of our fields is read from (`{"text": "body"}`); `language` is believed of every article;
    `day_first` tells how 03/04/2031 is meant, and None leaves such a date out; `follow` fetches the pages of feed entries that have no full
    text; `copies` codes a text that was read before once more; `web` fetches what has an address.
    """

    columns: dict[str, str] = {}
    language: str | None = None
    day_first: bool | None = None
    follow: bool = False
    copies: bool = False
    web: Web = msgspec.field(default_factory=Web)
