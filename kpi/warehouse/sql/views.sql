-- Questions that every reader of the warehouse asks, as of a moment (UTC without zone).
-- Temporary macros: they belong to the code that opened the file, not to the file.

-- The observations in force: of each unit, period and indicator the latest version known by then.
CREATE OR REPLACE TEMP MACRO in_force(as_of) AS TABLE
SELECT *
FROM observation
WHERE known_at <= as_of
QUALIFY row_number() OVER (
    PARTITION BY unit, period, indicator
    ORDER BY known_at DESC, sequence DESC
) = 1;

-- The submissions received by then.
CREATE OR REPLACE TEMP MACRO received_by(as_of) AS TABLE
SELECT *
FROM submission
WHERE received_at <= as_of;

-- The plan in force: the last one loaded by then, else the first ever loaded.
CREATE OR REPLACE TEMP MACRO plan_in_force(as_of) AS TABLE
SELECT *
FROM plan_version
ORDER BY
    loaded_at > as_of,
    CASE WHEN loaded_at <= as_of THEN loaded_at END DESC,
    CASE WHEN loaded_at <= as_of THEN plan_version END DESC,
    loaded_at,
    plan_version
LIMIT 1;
