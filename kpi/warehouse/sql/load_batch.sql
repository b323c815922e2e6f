-- A whole batch at once; the caller's transaction makes it all or nothing.
INSERT INTO arrival (
    arrival, path, sha256, size, received_at, first_seen_at, run, sidecar_problem, entered
)
SELECT
    arrival, path, sha256, size, received_at, first_seen_at, run, sidecar_problem, entered
FROM new_arrival;

INSERT INTO submission (
    submission, sequence, run, file, sha256, unit, period, received_at, late, form_version,
    plan_version, outcome, cells_in, loaded, held, superseded, unchanged
)
SELECT
    submission, sequence, run, file, sha256, unit, period, received_at, late, form_version,
    plan_version, outcome, cells_in, loaded, held, superseded, unchanged
FROM new_submission;

INSERT INTO submission_member (submission, member)
SELECT submission, member
FROM new_member;

INSERT INTO observation (
    submission, sequence, unit, period, indicator, state, numerator, denominator, value, done_on,
    written, sheet, cell, explanation, note, evidence, change, questioned, known_at, entered
)
SELECT
    submission, sequence, unit, period, indicator, state, numerator, denominator, value,
    CAST(done_on AS DATE), written, sheet, cell, explanation, note, evidence, change, questioned,
    known_at, entered
FROM new_observation
ORDER BY sequence, row;

INSERT INTO problem (
    submission, ordinal, file, sheet, cell, unit, period, indicator, written, rule, severity,
    message, answered, known_at
)
SELECT
    submission, ordinal, file, sheet, cell, unit, period, indicator, written, rule, severity,
    message, answered, known_at
FROM new_problem;

INSERT INTO statement (submission, unit, period, ordinal, heading, text, known_at)
SELECT submission, unit, period, ordinal, heading, text, known_at
FROM new_statement;

INSERT INTO submission_note (submission, ordinal, sheet, cell, text, known_at)
SELECT submission, ordinal, sheet, cell, text, known_at
FROM new_note;

INSERT INTO run (
    run, started_at, finished_at, files, cells_in, loaded, held, superseded, unchanged
)
SELECT
    run, started_at, finished_at, files, cells_in, loaded, held, superseded, unchanged
FROM new_run;
