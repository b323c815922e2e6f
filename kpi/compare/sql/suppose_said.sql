-- Whoever fell silent is taken for what he said, over the figures filled with the stand-ins of the
-- earlier state. All of it is rolled back.
CREATE OR REPLACE TEMP TABLE filled_figure AS
SELECT * FROM filled_figure
ANTI JOIN silence_changed USING (unit, indicator, first_month, last_month, part)
UNION ALL BY NAME
SELECT
    s.unit, s.indicator, s.first_month, s.last_month, s.part,
    coalesce(f.unknown, false) AS unknown, false AS estimated, c.amount, c.base
FROM silence_changed AS s
LEFT JOIN filled_figure AS f USING (unit, indicator, first_month, last_month, part)
LEFT JOIN before_completed AS c USING (unit, indicator, first_month, last_month, part)
