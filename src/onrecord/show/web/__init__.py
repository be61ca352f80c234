"""The page: a corpus in the browser, from this machine alone. Needs the extra `web`."""
