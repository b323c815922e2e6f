-- Milestones within a unit: 100 once done, else 0. The last word (a date, not done, not applicable)
-- carries on while the unit is valid, and counts as reported; withheld says nothing, so a unit's own
-- figure is empty then, while for areas its last `word` stands.
CREATE OR REPLACE TEMP TABLE milestone_state AS
WITH asked AS (
    SELECT * FROM asked_stock WHERE measure = 'milestone'
),
present AS (
    SELECT w.first_month, w.last_month, w.part, s.* EXCLUDE (first_month, last_month)
    FROM wanted_figure AS w
    JOIN standing AS s ON s.indicator = w.indicator AND s.last_month = w.last_month
    WHERE s.measure = 'milestone'
      AND (s.last_month - s.first_month + 1 = s.months OR s.first_month = w.first_month)
),
earlier AS (
    SELECT
        a.unit, a.indicator, a.first_month, a.last_month, a.part,
        arg_max({'state': s.state, 'amount': s.amount, 'done_on': s.done_on},
                (s.last_month, s.first_month)) AS said
    FROM asked AS a
    JOIN standing AS s ON s.unit = a.unit AND s.indicator = a.indicator
    WHERE s.measure = 'milestone' AND a.is_valid AND s.last_month < a.last_month
      AND s.state <> 'withheld'
    GROUP BY ALL
)
SELECT
    a.unit, a.indicator, a.first_month, a.last_month, a.part,
    CASE WHEN p.unit IS NOT NULL THEN p.amount ELSE e.said.amount END AS amount,
    CASE WHEN p.state <> 'withheld' THEN p.amount ELSE e.said.amount END AS word,
    CASE WHEN p.state <> 'withheld' THEN p.done_on ELSE e.said.done_on END AS done_on,
    coalesce(p.estimated, false) AS estimated,
    a.is_valid AND coalesce(p.state, e.said.state, '') <> 'not_applicable' AS expected,
    a.is_valid AND coalesce(p.state, e.said.state, 'not_applicable') <> 'not_applicable' AS complete,
    a.is_valid AND p.unit IS NULL AND e.unit IS NULL OR coalesce(p.state = 'withheld', false)
        AS lacking,
    coalesce(p.state <> 'not_applicable', false) AS came
FROM asked AS a
LEFT JOIN present AS p USING (unit, indicator, first_month, last_month, part)
LEFT JOIN earlier AS e USING (unit, indicator, first_month, last_month, part)
WHERE a.is_valid OR p.unit IS NOT NULL;
