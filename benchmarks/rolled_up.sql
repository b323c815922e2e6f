-- The bare roll-up that an assessment is measured against: sums per month and indicator of units, areas
-- and the whole, of the rows that an assessment of `$year` reads: that year's and those of the year
-- before. No plan, no corrections, no coverage, no targets; sums as DuckDB adds them.
CREATE OR REPLACE TEMP TABLE unit_month AS
SELECT
    period, unit, indicator,
    sum(numerator) AS numerator, sum(denominator) AS denominator, sum(value) AS value,
    count(*) AS reports
FROM observation
WHERE period BETWEEN printf('%d-01', $year::INTEGER - 1) AND printf('%d-12', $year::INTEGER)
GROUP BY period, unit, indicator;

CREATE OR REPLACE TEMP TABLE area_month AS
SELECT
    m.period, u.area, m.indicator,
    sum(m.numerator) AS numerator, sum(m.denominator) AS denominator, sum(m.value) AS value,
    sum(m.reports) AS reports
FROM unit_month AS m
JOIN unit_area AS u USING (unit)
GROUP BY m.period, u.area, m.indicator;

CREATE OR REPLACE TEMP TABLE plan_month AS
SELECT
    period, indicator,
    sum(numerator) AS numerator, sum(denominator) AS denominator, sum(value) AS value,
    sum(reports) AS reports
FROM area_month
GROUP BY period, indicator;
