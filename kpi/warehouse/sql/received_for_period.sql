-- What came for one period by a moment: one row per unit, as far as it could be told.
-- A unit has sent when a file was taken at least in part; the first such file decides on time. A
-- blank form is no delivery, nor is a submission that an act put out of force; a document beside a
-- form says nothing of its own.
WITH received AS (
    SELECT
        *,
        outcome LIKE 'accepted%' AND cells_in > 0
        AND submission NOT IN (SELECT submission FROM aside_by($as_of)) AS counts
    FROM submission
    WHERE period = $period AND received_at <= $as_of AND outcome <> 'attachment'
)
SELECT
    unit,
    min(received_at) FILTER (counts) AS received_at,
    arg_min(late, (received_at, sequence)) FILTER (counts) AS late,
    count(*) FILTER (outcome = 'rejected') AS rejected,
    sum(cells_in) AS cells_in,
    sum(loaded) AS loaded,
    sum(superseded) AS superseded,
    sum(unchanged) AS unchanged,
    sum(held) AS held,
    count(*) FILTER (outcome LIKE 'accepted%' AND cells_in = 0) AS blank
FROM received
GROUP BY unit
ORDER BY unit;
