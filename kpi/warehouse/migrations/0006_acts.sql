-- What a person decided about figures, beside what files brought: each act once, in the order in
-- which it was done (`sequence` counts submissions and acts together). Empty text: it names none.
CREATE TABLE act (
    act         VARCHAR PRIMARY KEY,
    sequence    BIGINT NOT NULL,
    kind        VARCHAR NOT NULL,
    done_at     TIMESTAMP NOT NULL,
    who         VARCHAR NOT NULL,
    reason      VARCHAR NOT NULL,
    plan_sha256 VARCHAR NOT NULL,
    submission  VARCHAR NOT NULL,
    unit        VARCHAR NOT NULL,
    period      VARCHAR NOT NULL,
    indicator   VARCHAR NOT NULL
);

-- A version counts from `known_at` until an act takes it out of force (`out_at`, `out_by`).
ALTER TABLE observation ADD COLUMN out_at TIMESTAMP;
ALTER TABLE observation ADD COLUMN out_by VARCHAR;
ALTER TABLE observation ADD COLUMN entered BOOLEAN DEFAULT false;

-- Whole submissions that an act took out of force, or keeps out: their words and their delivery
-- do not count from `since` until `until` (empty: to this day).
CREATE TABLE set_aside (
    submission VARCHAR NOT NULL,
    act        VARCHAR NOT NULL,
    since      TIMESTAMP NOT NULL,
    until      TIMESTAMP
);

-- An arrival that is no file of a sender: a figure given by telephone or letter.
ALTER TABLE arrival ADD COLUMN entered BOOLEAN DEFAULT false;
