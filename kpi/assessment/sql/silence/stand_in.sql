-- What stands in for each missing report: of a stock the unit's latest earlier report of the last 12
-- months; of a running total its latest of the report year, else that of the same period last year; of
-- a flow its report of the same period last year, else the mean of its reports of the last 12 months;
-- failing these the mean of the units of its kind, in whatever area, that reported that reporting
-- period. Only own-frequency figures with a number, but a longer one of the year is a running total's
-- latest. `rule` says which it was, `taken_from` the month that ends the one report taken, `reports` of
-- how many reports it is the mean.
CREATE OR REPLACE TEMP TABLE stand_in AS
WITH silent AS (
    SELECT s.*, i.over_time, i.months, u.kind
    FROM silent_report AS s
    JOIN plan_indicator AS i USING (indicator)
    JOIN plan_unit AS u USING (unit)
),
own AS (
    SELECT f.*
    FROM standing AS f
    SEMI JOIN silent AS s ON s.unit = f.unit AND s.indicator = f.indicator
    WHERE f.has_figure
),
candidate AS (
    SELECT
        s.unit, s.indicator, s.first_month, s.last_month, s.part, s.gap,
        CASE
            WHEN s.over_time = 'stock' THEN 'latest'
            WHEN s.over_time = 'running_total' AND f.last_month // 12 = s.gap // 12
                 AND f.first_month // 12 = s.gap // 12 AND f.last_month <= s.last_month THEN 'latest'
            WHEN f.last_month = s.gap - 12 THEN 'last_year'
            ELSE 'last_reports'
        END AS rule,
        f.first_month AS from_month, f.last_month AS taken_from, f.amount, f.base
    FROM silent AS s
    JOIN own AS f ON f.unit = s.unit AND f.indicator = s.indicator
    WHERE CASE
        WHEN s.over_time = 'running_total' AND f.last_month // 12 = s.gap // 12
            THEN f.first_month // 12 = s.gap // 12 AND f.last_month <= s.last_month
        WHEN f.last_month - f.first_month + 1 <> s.months THEN false
        WHEN s.over_time = 'stock' THEN f.last_month >= s.last_month - 12 AND f.last_month < s.gap
        WHEN f.last_month = s.gap - 12 THEN true
        WHEN s.over_time = 'flow'
            THEN f.last_month BETWEEN s.last_month - 12 AND s.last_month
        ELSE false
    END
),
best_rule AS (
    SELECT
        unit, indicator, first_month, last_month, part, gap,
        CASE min(CASE rule WHEN 'latest' THEN 1 WHEN 'last_year' THEN 2 ELSE 3 END)
            WHEN 1 THEN 'latest' WHEN 2 THEN 'last_year' ELSE 'last_reports' END AS rule
    FROM candidate
    GROUP BY ALL
),
of_the_unit AS (
    SELECT
        unit, indicator, first_month, last_month, part, gap, rule,
        CASE WHEN rule <> 'last_reports' THEN max(taken_from) END AS taken_from,
        CASE WHEN rule = 'last_reports' THEN count(*) ELSE 1 END AS reports,
        CASE WHEN rule = 'last_reports' THEN exact_sum(amount) / count(*)
             ELSE arg_max(amount, (taken_from, from_month)) END AS amount,
        CASE WHEN rule = 'last_reports' THEN exact_sum(base) / count(*)
             ELSE arg_max(base, (taken_from, from_month)) END AS base
    FROM candidate
    SEMI JOIN best_rule USING (unit, indicator, first_month, last_month, part, gap, rule)
    GROUP BY unit, indicator, first_month, last_month, part, gap, rule
),
left_open AS (
    SELECT s.*
    FROM silent AS s
    ANTI JOIN of_the_unit AS o USING (unit, indicator, first_month, last_month, part, gap)
),
of_its_kind AS (
    SELECT
        g.indicator, g.kind, g.gap, count(*) AS reports,
        exact_sum(f.amount) / count(*) AS amount, exact_sum(f.base) / count(*) AS base
    FROM (SELECT DISTINCT indicator, kind, gap, months FROM left_open) AS g
    JOIN standing AS f ON f.indicator = g.indicator AND f.last_month = g.gap
    JOIN plan_unit AS u ON u.unit = f.unit AND u.kind = g.kind
    WHERE f.has_figure AND f.last_month - f.first_month + 1 = g.months
    GROUP BY ALL
)
SELECT
    unit, indicator, first_month, last_month, part, gap, rule, taken_from, reports, amount, base
FROM of_the_unit
UNION ALL BY NAME
SELECT
    l.unit, l.indicator, l.first_month, l.last_month, l.part, l.gap,
    CASE WHEN k.kind IS NULL THEN 'nothing' ELSE 'kind' END AS rule, NULL AS taken_from,
    coalesce(k.reports, 0) AS reports, k.amount, k.base
FROM left_open AS l
LEFT JOIN of_its_kind AS k
  ON k.indicator = l.indicator AND k.kind = l.kind AND k.gap = l.gap;
