"""The errors a user of OnRecord can meet.

OnRecordError
|- ReadError        an input cannot be read
|- KnowledgeError   a file of data/ (or of a user's overlay) is wrong
|- ParseError       the language model is missing, altered or cannot read a text
`- StoreError       a corpus file cannot be read or written
"""


class OnRecordError(Exception):
    """The base of all errors that OnRecord raises on purpose; its message names the thing, the value and the next step."""


class ReadError(OnRecordError):
    """An input file, folder or address cannot be read."""


class KnowledgeError(OnRecordError):
    """A knowledge file does not have the form that its schema asks for."""


class ParseError(OnRecordError):
    """The language model is missing, altered, or cannot read a text."""


class StoreError(OnRecordError):
    """A corpus file cannot be opened, read or written."""
