"""What the libraries that read feeds, letters, documents and archives raise over spoilt bytes."""

import struct
import zipfile
import zlib

# Their own errors are subclasses of these, or are named beside them; spoilt input also sets off plain mistakes inside the libraries.
SPOILT = (ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError, ArithmeticError, NotImplementedError)
# What a torn or altered archive sets off; not what the system says (OSError), which ends the reading of the whole archive.
TORN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, LookupError, OverflowError)
