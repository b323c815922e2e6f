-- Every table of the warehouse. Times are UTC without zone; texts are in normal form C.
-- Facts are only ever added: what is in force is asked of them by time (see the views).

CREATE TABLE plan_version (
    plan_version INTEGER PRIMARY KEY,
    plan         VARCHAR NOT NULL,
    sha256       VARCHAR NOT NULL,
    text         VARCHAR NOT NULL,
    loaded_at    TIMESTAMP NOT NULL
);

-- One row for every time a content was found at an inbox path for the first time in a row.
CREATE TABLE arrival (
    arrival       BIGINT PRIMARY KEY,
    path          VARCHAR NOT NULL,
    sha256        VARCHAR NOT NULL,
    size          BIGINT NOT NULL,
    received_at   TIMESTAMP NOT NULL,
    first_seen_at TIMESTAMP NOT NULL
);

-- One row per file, unit and period. `sequence` is the order of processing.
CREATE TABLE submission (
    submission   VARCHAR PRIMARY KEY,
    sequence     BIGINT NOT NULL,
    run          VARCHAR NOT NULL,
    file         VARCHAR NOT NULL,
    sha256       VARCHAR NOT NULL,
    unit         VARCHAR,
    period       VARCHAR,
    received_at  TIMESTAMP NOT NULL,
    late         BOOLEAN NOT NULL,
    form_version VARCHAR,
    plan_version INTEGER NOT NULL,
    outcome      VARCHAR NOT NULL,
    cells_in     INTEGER NOT NULL,
    loaded       INTEGER NOT NULL,
    held         INTEGER NOT NULL,
    superseded   INTEGER NOT NULL,
    unchanged    INTEGER NOT NULL,
    CHECK (cells_in = loaded + held + superseded + unchanged)
);

-- Every accepted answer of every submission: all versions, each with the time it became known.
-- `change` is loaded, superseded or unchanged; `questioned` marks a figure taken with a warning.
CREATE TABLE observation (
    submission  VARCHAR NOT NULL,
    sequence    BIGINT NOT NULL,
    unit        VARCHAR NOT NULL,
    period      VARCHAR NOT NULL,
    indicator   VARCHAR NOT NULL,
    state       VARCHAR NOT NULL,
    numerator   DOUBLE,
    denominator DOUBLE,
    value       DOUBLE,
    done_on     DATE,
    written     VARCHAR,
    sheet       VARCHAR,
    cell        VARCHAR,
    explanation VARCHAR,
    note        VARCHAR,
    evidence    VARCHAR,
    change      VARCHAR NOT NULL,
    questioned  BOOLEAN NOT NULL,
    known_at    TIMESTAMP NOT NULL
);

CREATE TABLE problem (
    submission VARCHAR NOT NULL,
    ordinal    INTEGER NOT NULL,
    file       VARCHAR,
    sheet      VARCHAR,
    cell       VARCHAR,
    unit       VARCHAR,
    period     VARCHAR,
    indicator  VARCHAR,
    written    VARCHAR,
    rule       VARCHAR NOT NULL,
    severity   VARCHAR NOT NULL,
    message    VARCHAR NOT NULL,
    answered   VARCHAR,            -- the explanation that the sender gave for a warning
    known_at   TIMESTAMP NOT NULL
);

-- The words of the sheet `Thuyết minh`, kept as written.
CREATE TABLE statement (
    submission VARCHAR NOT NULL,
    unit       VARCHAR NOT NULL,
    period     VARCHAR NOT NULL,
    ordinal    INTEGER NOT NULL,
    heading    VARCHAR NOT NULL,
    text       VARCHAR NOT NULL,
    known_at   TIMESTAMP NOT NULL
);

CREATE TABLE run (
    run         VARCHAR PRIMARY KEY,
    started_at  TIMESTAMP NOT NULL,
    finished_at TIMESTAMP,
    files       INTEGER,
    cells_in    BIGINT,
    loaded      BIGINT,
    held        BIGINT,
    superseded  BIGINT,
    unchanged   BIGINT
);

-- What each inbox path held when it was last read, so that an unchanged file is not read again.
-- A cache: it may be emptied at any time.
CREATE TABLE inbox_stamp (
    path   VARCHAR PRIMARY KEY,
    stamp  VARCHAR NOT NULL,       -- size, times and identity of the file
    sha256 VARCHAR NOT NULL
);
