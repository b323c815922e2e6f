-- Indicators in the short groups, which add up: of every unit in each field and, as field `ALL`, in all.
CREATE OR REPLACE TEMP TABLE report_count AS
SELECT
    unit,
    coalesce(field, 'ALL') AS field,
    count(*) AS indicators,
    count(*) FILTER (grouped = 'good') AS good,
    count(*) FILTER (grouped = 'at_risk') AS at_risk,
    count(*) FILTER (grouped = 'behind') AS behind,
    count(*) FILTER (grouped = 'no_data') AS no_data,
    count(*) FILTER (grouped = 'other') AS other,
    count(*) FILTER (coalesce(provisional, false)) AS provisional
FROM report_row
GROUP BY GROUPING SETS ((unit, field), (unit));
