-- What people wrote in a file outside its table: remarks, further sheets, comments. `sheet` and
-- `cell` are empty where the text is ours and tells that there was more.
CREATE TABLE submission_note (
    submission VARCHAR NOT NULL,
    ordinal    INTEGER NOT NULL,
    sheet      VARCHAR,
    cell       VARCHAR,
    text       VARCHAR NOT NULL,
    known_at   TIMESTAMP NOT NULL
);
