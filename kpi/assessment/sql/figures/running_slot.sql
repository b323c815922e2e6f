-- Running totals within a unit at the end of the period, or of each year of a period of several.
-- A unit that has ended keeps the last total it reported in that report year, unless that report
-- was withheld or not applicable; so does one that paused, until it is valid again.
CREATE OR REPLACE TEMP TABLE running_slot AS
WITH ended AS (
    SELECT u.unit, t.last_day
    FROM (SELECT DISTINCT last_day FROM running_end) AS t
    JOIN plan_unit AS u ON u.valid_to < t.last_day
    UNION ALL
    SELECT u.unit, t.last_day
    FROM (SELECT DISTINCT last_day FROM running_end) AS t
    JOIN plan_gap AS g ON g.first_day <= t.last_day AND g.last_day >= t.last_day
    JOIN plan_unit AS u USING (span)
),
closing AS (
    SELECT t.indicator, t.first_month, t.last_month, t.part, t.slot, s.unit, s.amount, s.base, s.estimated, s.has_figure
    FROM running_end AS t
    JOIN standing AS s
      ON s.indicator = t.indicator AND s.last_month = t.slot AND s.first_month >= t.from_month
    ANTI JOIN ended AS u ON u.unit = s.unit AND u.last_day = t.last_day
    WHERE s.over_time = 'running_total'
),
kept AS (
    SELECT
        t.indicator, t.first_month, t.last_month, t.part, t.slot, s.unit,
        arg_max(s, (s.last_month, s.first_month)) AS report
    FROM running_end AS t
    JOIN standing AS s
      ON s.indicator = t.indicator AND s.first_month >= t.opening AND s.last_month <= t.slot
     AND NOT s.excused
    JOIN ended AS u ON u.unit = s.unit AND u.last_day = t.last_day
    WHERE s.over_time = 'running_total'
    GROUP BY t.indicator, t.first_month, t.last_month, t.part, t.slot, s.unit
)
SELECT unit, indicator, first_month, last_month, part, slot, amount, base, estimated
FROM closing
WHERE has_figure
UNION ALL
SELECT unit, indicator, first_month, last_month, part, slot,
       report.amount, report.base, report.estimated
FROM kept
WHERE report.has_figure;
