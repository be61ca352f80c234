-- What people say about the machine's values. Nothing here changes a record; the last word of each reviewer on a field counts.

CREATE TABLE reviews (
    id INTEGER PRIMARY KEY,
    article TEXT NOT NULL,        -- key of the article
    kind TEXT NOT NULL,           -- event, statement
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,   -- the words of the trigger, or of the statement's content
    type TEXT NOT NULL,           -- the machine's type or act when it was reviewed; the right one of what was missing
    field TEXT NOT NULL,          -- '' the whole: right, wrong or missing; else the field that is corrected
    machine TEXT NOT NULL,        -- JSON: what the machine had
    value TEXT NOT NULL,          -- JSON: what the reviewer says
    reviewer TEXT NOT NULL, at TEXT NOT NULL, why TEXT NOT NULL
) STRICT;
CREATE INDEX reviews_by_article ON reviews (article, kind, start);
CREATE INDEX reviews_by_reviewer ON reviews (reviewer, id);

CREATE VIEW readable_reviews AS
    SELECT v.article, a.given_id, v.kind, v.type, v.field, v.machine, v.value, v.reviewer, v.at, v.why,
        substr(a.text, v.start + 1, v."end" - v.start) AS words
    FROM reviews v LEFT JOIN articles a ON a.key = v.article;
