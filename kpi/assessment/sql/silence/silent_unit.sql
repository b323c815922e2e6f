-- Units that are missing behind a figure of their area and of the plan: they lack a report behind it,
-- or its weight. `by_weight`: only that.
CREATE OR REPLACE TEMP TABLE silent_unit AS
WITH lacking AS (
    SELECT unit, indicator, first_month, last_month, part
    FROM unit_coverage
    WHERE missing
),
weightless AS (
    SELECT s.unit, s.indicator, s.first_month, s.last_month, s.part
    FROM silent_weight AS s
    JOIN wanted_figure AS w USING (indicator, first_month, last_month, part)
    WHERE w.coverage AND s.part <> 'increase'
      AND EXISTS (FROM unit_figure AS f
                  WHERE f.unit = s.unit AND f.indicator = s.indicator AND f.part = s.part
                    AND f.first_month = s.first_month AND f.last_month = s.last_month)
)
SELECT *, false AS by_weight FROM lacking
UNION ALL
SELECT *, true FROM weightless ANTI JOIN lacking USING (unit, indicator, first_month, last_month, part);
