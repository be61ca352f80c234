-- The corpus: articles, what each reports, and which reports tell one event.
-- All `start` and `end` are offsets in code points into articles.text, the end not included. Days are ISO dates.

CREATE TABLE versions (           -- what made the records
    id INTEGER PRIMARY KEY,
    onrecord TEXT NOT NULL, model TEXT NOT NULL, ontology TEXT NOT NULL, lexicon TEXT NOT NULL, gazetteer TEXT NOT NULL,
    UNIQUE (onrecord, model, ontology, lexicon, gazetteer)
) STRICT;

CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,     -- from the content: the same article has the same key in every corpus
    given_id TEXT NOT NULL,       -- the id that came with the article; not unique over several inputs
    url TEXT, title TEXT,
    published TEXT, day TEXT,     -- as given, and its day
    language TEXT, source TEXT, author TEXT,
    outlet TEXT,                  -- host of the address, or the name of the source
    sha256 TEXT NOT NULL,
    made_by INTEGER REFERENCES versions (id),
    family INTEGER NOT NULL REFERENCES articles (id) DEFERRABLE INITIALLY DEFERRED,   -- the first article of its family of near duplicates
    relation TEXT NOT NULL DEFAULT 'first',   -- to that first one: first, exact, copy, update, part
    likeness REAL NOT NULL DEFAULT 1.0,       -- to that first one: share of the runs of three words of the shorter one that both have
    origin TEXT NOT NULL,         -- outlet of the family's first article: what counts as one independent source
    shingles INTEGER NOT NULL DEFAULT 0,      -- distinct runs of three words
    problems INTEGER NOT NULL DEFAULT 0,
    text TEXT NOT NULL,           -- the long columns last: what stands before them is read without them
    record BLOB NOT NULL          -- the whole record without the text, packed
) STRICT;
CREATE INDEX articles_by_day ON articles (day, key);
CREATE INDEX articles_by_outlet ON articles (outlet, day);
CREATE INDEX articles_by_family ON articles (family);
CREATE INDEX articles_by_given_id ON articles (given_id);
CREATE INDEX articles_by_text ON articles (sha256);

CREATE TABLE actors (             -- an entity as it appears in records: one row a name with its codes
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL, kind TEXT NOT NULL,
    code TEXT NOT NULL, sector TEXT NOT NULL,  -- '' where there is none
    other_sectors TEXT NOT NULL DEFAULT '', wikidata TEXT,
    UNIQUE (name, kind, code, sector)
) STRICT;
CREATE INDEX actors_by_code ON actors (code, sector);

CREATE TABLE places (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL, geonameid INTEGER, country TEXT, admin1 TEXT, latitude REAL, longitude REAL, feature TEXT, precision TEXT
) STRICT;
CREATE UNIQUE INDEX places_once ON places (name, ifnull(geonameid, 0), ifnull(country, ''), ifnull(admin1, ''));

CREATE TABLE profiles (           -- what reports have in common that say the same: the unit that is linked
    id INTEGER PRIMARY KEY,
    signature TEXT NOT NULL UNIQUE,            -- first day and a hash of what is compared
    form TEXT NOT NULL,           -- JSON: what is compared
    event INTEGER NOT NULL REFERENCES events (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX profiles_by_event ON profiles (event);

CREATE TABLE profile_keys (       -- how profiles find each other: hashes of type, realm and days with a code, name or place
    key INTEGER NOT NULL, profile INTEGER NOT NULL REFERENCES profiles (id),
    PRIMARY KEY (key, profile)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (             -- events as they happened: all reports of one are one row
    id INTEGER PRIMARY KEY,       -- that of its profile with the smallest signature
    key TEXT NOT NULL,            -- "ev" and that signature
    type TEXT NOT NULL, mode TEXT, realm TEXT NOT NULL,   -- realm: actual, possible, past (background without a date)
    first_day TEXT, last_day TEXT
) STRICT;
CREATE INDEX events_by_day ON events (first_day, key);

CREATE TABLE links (              -- why two profiles are one event, or are kept apart
    a INTEGER NOT NULL REFERENCES profiles (id), b INTEGER NOT NULL REFERENCES profiles (id),   -- a has the smaller signature
    score REAL NOT NULL, why TEXT NOT NULL,    -- JSON: the parts of the score
    PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX links_back ON links (b);

CREATE TABLE reports (            -- an event as one article tells it: the events of the record
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,            -- the article's key, a colon, the event's id in the record
    article INTEGER NOT NULL REFERENCES articles (id), local TEXT NOT NULL,     -- the event's id in the record
    profile INTEGER NOT NULL REFERENCES profiles (id) DEFERRABLE INITIALLY DEFERRED,
    type TEXT NOT NULL, mode TEXT,
    status TEXT NOT NULL,         -- '' or a comma-separated list of historical, future, hypothetical, negation
    happened INTEGER NOT NULL,    -- 1 when told as having happened or happening: no status, or historical alone
    quad INTEGER NOT NULL, score REAL NOT NULL, cameo TEXT, contexts TEXT NOT NULL,
    sentence INTEGER NOT NULL, sentence_start INTEGER NOT NULL, sentence_end INTEGER NOT NULL,
    title INTEGER NOT NULL,       -- 1 when it stands in a headline
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    date TEXT, date_source TEXT, first_day TEXT, last_day TEXT,
    place INTEGER REFERENCES places (id), place_relation TEXT,
    condition_kind TEXT, condition_start INTEGER, condition_end INTEGER,
    object_type TEXT, object_mode TEXT,
    asserted_by TEXT, statement TEXT,          -- statements of the same article, by their id in the record
    rule TEXT NOT NULL, confidence REAL NOT NULL,
    UNIQUE (article, local)
) STRICT;
CREATE INDEX reports_by_profile ON reports (profile);
CREATE INDEX reports_by_day ON reports (first_day, key);
CREATE INDEX reports_lasting ON reports (last_day) WHERE last_day > first_day;
CREATE INDEX reports_denied ON reports (profile) WHERE instr(status, 'negation') > 0;
CREATE INDEX reports_by_type ON reports (type, first_day);

CREATE TABLE roles (              -- who takes part in a report
    report INTEGER NOT NULL REFERENCES reports (id), role TEXT NOT NULL, position INTEGER NOT NULL,   -- role: actor, recipient
    actor INTEGER NOT NULL REFERENCES actors (id), start INTEGER, "end" INTEGER,
    PRIMARY KEY (report, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX roles_by_actor ON roles (actor, role);

CREATE TABLE magnitudes (
    report INTEGER NOT NULL REFERENCES reports (id), position INTEGER NOT NULL,
    kind TEXT NOT NULL, min INTEGER, max INTEGER, start INTEGER NOT NULL, "end" INTEGER NOT NULL, of TEXT,
    PRIMARY KEY (report, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE statements (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,            -- the article's key, a colon, the statement's id in the record
    day TEXT,                     -- when the article was published
    article INTEGER NOT NULL REFERENCES articles (id), local TEXT NOT NULL,
    sentence INTEGER NOT NULL,
    source INTEGER REFERENCES actors (id), source_start INTEGER, source_end INTEGER,
    addressee INTEGER REFERENCES actors (id),
    act TEXT NOT NULL, negated INTEGER NOT NULL, quotation TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,       -- from the first piece of the content to the end of the last
    cue TEXT NOT NULL, content TEXT NOT NULL,             -- JSON: spans
    of TEXT, event TEXT, rule TEXT NOT NULL, confidence REAL NOT NULL,
    UNIQUE (article, local)
) STRICT;
CREATE INDEX statements_by_day ON statements (day, key);
CREATE INDEX statements_by_source ON statements (source, act);
CREATE INDEX statements_by_addressee ON statements (addressee);

CREATE TABLE mentions (           -- how often an article names an actor
    article INTEGER NOT NULL REFERENCES articles (id), actor INTEGER NOT NULL REFERENCES actors (id),
    local TEXT NOT NULL, count INTEGER NOT NULL, office TEXT,
    PRIMARY KEY (article, local)
) STRICT, WITHOUT ROWID;
CREATE INDEX mentions_by_actor ON mentions (actor);

CREATE TABLE bands (              -- parts of MinHash signatures: articles that share one may be near duplicates
    band INTEGER NOT NULL, article INTEGER NOT NULL REFERENCES articles (id),
    PRIMARY KEY (band, article)
) STRICT, WITHOUT ROWID;

CREATE TABLE scales (cameo TEXT PRIMARY KEY, goldstein REAL NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Words: what is searched. The contents are views, so the words are kept once, in articles.text.
CREATE VIEW report_texts AS
    SELECT r.id AS id, r.article AS article, substr(a.text, r.sentence_start + 1, r.sentence_end - r.sentence_start) AS words
    FROM reports r JOIN articles a ON a.id = r.article;
CREATE VIEW statement_texts AS
    SELECT s.id AS id, s.article AS article, substr(a.text, s.start + 1, s."end" - s.start) AS words
    FROM statements s JOIN articles a ON a.id = s.article;
CREATE VIRTUAL TABLE article_words USING fts5 (title, text, content = 'articles', content_rowid = 'id', tokenize = 'porter unicode61');
CREATE VIRTUAL TABLE report_words USING fts5 (words, content = 'report_texts', content_rowid = 'id', tokenize = 'porter unicode61');
CREATE VIRTUAL TABLE statement_words USING fts5 (words, content = 'statement_texts', content_rowid = 'id', tokenize = 'porter unicode61');

-- For people who open the file in Datasette, R or pandas.
CREATE VIEW readable_reports AS
    SELECT r.key AS report, e.key AS event, a.given_id AS article, a.day AS published, a.outlet, r.type, r.mode, r.status,
        (SELECT group_concat(x.name, '; ') FROM roles o JOIN actors x ON x.id = o.actor WHERE o.report = r.id AND o.role = 'actor') AS actors,
        (SELECT group_concat(DISTINCT nullif(x.code, '')) FROM roles o JOIN actors x ON x.id = o.actor
            WHERE o.report = r.id AND o.role = 'actor') AS actor_codes,
        (SELECT group_concat(x.name, '; ') FROM roles o JOIN actors x ON x.id = o.actor WHERE o.report = r.id AND o.role = 'recipient') AS recipients,
        (SELECT group_concat(DISTINCT nullif(x.code, '')) FROM roles o JOIN actors x ON x.id = o.actor
            WHERE o.report = r.id AND o.role = 'recipient') AS recipient_codes,
        r.date, p.name AS place, p.country, p.latitude, p.longitude, r.contexts, r.quad, r.score, r.confidence,
        x.name AS asserted_by, substr(a.text, r.sentence_start + 1, r.sentence_end - r.sentence_start) AS sentence
    FROM reports r JOIN articles a ON a.id = r.article JOIN profiles f ON f.id = r.profile JOIN events e ON e.id = f.event
        LEFT JOIN places p ON p.id = r.place
        LEFT JOIN statements s ON s.article = r.article AND s.local = r.asserted_by LEFT JOIN actors x ON x.id = s.source;
CREATE VIEW readable_events AS
    SELECT e.key AS event, e.type, e.mode, e.realm, e.first_day, e.last_day,
        (SELECT group_concat(DISTINCT x.name) FROM profiles f JOIN reports r ON r.profile = f.id JOIN roles o ON o.report = r.id
            JOIN actors x ON x.id = o.actor WHERE f.event = e.id AND o.role = 'actor') AS actors,
        (SELECT group_concat(DISTINCT x.name) FROM profiles f JOIN reports r ON r.profile = f.id JOIN roles o ON o.report = r.id
            JOIN actors x ON x.id = o.actor WHERE f.event = e.id AND o.role = 'recipient') AS recipients,
        (SELECT count(*) FROM profiles f JOIN reports r ON r.profile = f.id WHERE f.event = e.id) AS reports,
        (SELECT count(DISTINCT r.article) FROM profiles f JOIN reports r ON r.profile = f.id WHERE f.event = e.id) AS articles,
        (SELECT count(DISTINCT a.origin) FROM profiles f JOIN reports r ON r.profile = f.id JOIN articles a ON a.id = r.article
            WHERE f.event = e.id) AS sources
    FROM events e;
CREATE VIEW readable_statements AS
    SELECT s.key AS statement, a.given_id AS article, a.day AS published, a.outlet, x.name AS source, x.code AS source_code,
        s.act, s.negated, s.quotation, y.name AS addressee, substr(a.text, s.start + 1, s."end" - s.start) AS content
    FROM statements s JOIN articles a ON a.id = s.article LEFT JOIN actors x ON x.id = s.source LEFT JOIN actors y ON y.id = s.addressee;
