-- Of a milestone: how many of the units expected have it done, said that it is not, or did not report;
-- and of those silent ones how many last said that it was not done.
WITH asked_unit AS (
    SELECT unit FROM plan_unit WHERE unit = $entity
    UNION
    SELECT unit FROM member WHERE entity = $entity
),
expected AS (
    SELECT c.unit, c.indicator, c.complete, a.last_month
    FROM asked_figure AS a
    JOIN unit_coverage AS c
      ON c.indicator = a.indicator AND c.first_month = a.first_month
     AND c.last_month = a.last_month AND c.part = 'value'
    JOIN asked_unit USING (unit)
    WHERE a.indicator = $indicator AND c.expected
),
last_word AS (
    SELECT
        s.unit,
        max_by(s.done_on IS NOT NULL, (s.last_month, s.first_month)) AS is_done,
        max_by(s.has_figure, (s.last_month, s.first_month)) AS is_told
    FROM standing AS s
    JOIN expected AS e
      ON e.unit = s.unit AND e.indicator = s.indicator AND s.last_month <= e.last_month
    GROUP BY s.unit
)
SELECT
    count(*)::INTEGER AS expected,
    count(*) FILTER (w.is_done AND e.complete)::INTEGER AS done,
    count(*) FILTER (e.complete AND w.is_told AND NOT w.is_done)::INTEGER AS not_done,
    count(*) FILTER (e.complete AND NOT w.is_told)::INTEGER AS withheld,
    count(*) FILTER (NOT e.complete)::INTEGER AS silent,
    count(*) FILTER (NOT e.complete AND w.is_told AND NOT w.is_done)::INTEGER AS silent_not_done
FROM expected AS e
LEFT JOIN last_word AS w USING (unit);
