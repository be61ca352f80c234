"""The corpus: one SQLite file that holds records, finds duplicates, links reports of one event, and answers questions.

`corpus.Corpus` opens a file and adds records; `queries` asks. Nothing here codes articles or reads inputs.
"""
