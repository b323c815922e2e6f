-- What stands in for each missing report: of a stock the unit's latest earlier report of the last 12
-- months; of a running total its latest of the report year, else that of the same period last year; of
-- a flow its report of the same period last year, else the mean of its reports of the last 12 months;
-- failing these the mean of the units of its kind, in whatever area, that reported that reporting
-- period. Only own-frequency figures with a number, but a longer one of the year is a running total's
-- latest. `rule` says which it was, `taken_first` and `taken_from` the months that begin and end the one
-- report taken, `reports` of how many reports it is the mean.
CREATE OR REPLACE TEMP TABLE stand_in AS
WITH silent AS MATERIALIZED (
    SELECT s.*, i.over_time, i.months, u.kind, row_number() OVER () AS id
    FROM silent_report AS s
    JOIN plan_indicator AS i USING (indicator)
    JOIN plan_unit AS u USING (unit)
),
-- `rank` 1: the latest, 2: last year's, 3: one of the last reports
candidate AS (
    SELECT
        s.id,
        CASE
            WHEN s.over_time = 'stock' THEN 1
            WHEN s.over_time = 'running_total' AND f.last_month // 12 = s.gap // 12
                 AND f.first_month // 12 = s.gap // 12 AND f.last_month <= s.last_month THEN 1
            WHEN f.last_month = s.gap - 12 THEN 2
            ELSE 3
        END AS rank,
        f.first_month AS from_month, f.last_month AS taken_from, f.amount, f.base
    FROM silent AS s
    JOIN silent_source AS f ON f.unit = s.unit AND f.indicator = s.indicator
    WHERE f.has_figure AND CASE
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
of_the_unit AS (
    SELECT
        id, min(rank) AS rank,
        arg_min({'taken_first': from_month, 'taken_from': taken_from, 'amount': amount,
                 'base': base},
                (rank, -taken_from, -from_month)) AS one,
        count_if(rank = 3) AS reports,
        exact_sum(CASE rank WHEN 3 THEN amount END) AS amounts,
        exact_sum(CASE rank WHEN 3 THEN base END) AS bases
    FROM candidate
    GROUP BY id
),
left_open AS (
    SELECT DISTINCT indicator, kind, gap, months FROM silent ANTI JOIN of_the_unit USING (id)
),
of_its_kind AS (
    SELECT
        g.indicator, g.kind, g.gap, count(*) AS reports,
        exact_sum(f.amount) / count(*) AS amount, exact_sum(f.base) / count(*) AS base
    FROM left_open AS g
    JOIN standing AS f ON f.indicator = g.indicator AND f.last_month = g.gap
    JOIN plan_unit AS u ON u.unit = f.unit AND u.kind = g.kind
    WHERE f.has_figure AND f.last_month - f.first_month + 1 = g.months
    GROUP BY ALL
)
SELECT
    s.unit, s.indicator, s.first_month, s.last_month, s.part, s.gap,
    CASE o.rank WHEN 1 THEN 'latest' WHEN 2 THEN 'last_year' WHEN 3 THEN 'last_reports'
                ELSE CASE WHEN k.kind IS NULL THEN 'nothing' ELSE 'kind' END END AS rule,
    CASE WHEN o.rank < 3 THEN o.one.taken_first END AS taken_first,
    CASE WHEN o.rank < 3 THEN o.one.taken_from END AS taken_from,
    CASE WHEN o.rank < 3 THEN 1 WHEN o.rank = 3 THEN o.reports ELSE coalesce(k.reports, 0) END
        AS reports,
    CASE WHEN o.rank < 3 THEN o.one.amount WHEN o.rank = 3 THEN o.amounts / o.reports
         ELSE k.amount END AS amount,
    CASE WHEN o.rank < 3 THEN o.one.base WHEN o.rank = 3 THEN o.bases / o.reports
         ELSE k.base END AS base
FROM silent AS s
LEFT JOIN of_the_unit AS o USING (id)
LEFT JOIN of_its_kind AS k
  ON k.indicator = s.indicator AND k.kind = s.kind AND k.gap = s.gap;
