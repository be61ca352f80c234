"""What the libraries that read feeds, letters and documents raise over spoilt bytes."""

# Their own errors are subclasses of these, or are named beside them; spoilt input also sets off plain mistakes inside the libraries.
SPOILT = (ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError, ArithmeticError, NotImplementedError)
