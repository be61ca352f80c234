"""The views of the page, a file each: a function takes the request and the open corpus and gives an Answer."""
