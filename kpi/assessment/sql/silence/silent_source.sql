-- The reports that count of those who are silent behind a figure that is to be completed: few of very
-- many, looked at more than once.
CREATE OR REPLACE TEMP TABLE silent_source AS
WITH silent AS (
    SELECT DISTINCT c.unit, c.indicator
    FROM reported_coverage AS c
    SEMI JOIN wanted_figure AS w
      ON w.indicator = c.indicator AND w.first_month = c.first_month
     AND w.last_month = c.last_month AND w.part = c.part AND w.stand_ins
    WHERE c.missing
)
SELECT f.unit, f.indicator, f.months, f.first_month, f.last_month, f.state, f.amount, f.base, f.has_figure
FROM standing AS f
SEMI JOIN silent AS s ON s.unit = f.unit AND s.indicator = f.indicator;
