-- The reports behind a figure for which something stands in: each reporting period that a unit was
-- expected to report and did not, or withheld; of a running total the report that the total lacks. As
-- units were, of the figures that are to be completed.
CREATE OR REPLACE TEMP TABLE silent_report AS
WITH silent AS (
    SELECT
        c.unit, u.span, c.indicator, i.months, i.over_time, c.first_month, c.last_month, c.part,
        CASE WHEN c.part = 'value' AND i.over_time = 'flow' THEN c.first_month ELSE w.year_first END
            AS from_month
    FROM reported_coverage AS c
    JOIN wanted_figure AS w USING (indicator, first_month, last_month, part)
    JOIN plan_indicator AS i USING (indicator)
    JOIN plan_unit AS u USING (unit)
    WHERE w.stand_ins AND c.missing
),
part_of AS (
    SELECT
        s.*, m.month AS gap,
        EXISTS (FROM plan_span AS p
                WHERE p.span = s.span AND (p.valid_from IS NULL OR p.valid_from <= m.last_day)
                  AND (p.valid_to IS NULL OR p.valid_to >= m.last_day)) AS is_expected
    FROM silent AS s
    JOIN calendar_month AS m ON m.month BETWEEN s.from_month AND s.last_month
    WHERE s.over_time <> 'stock' AND (m.month + 1) % s.months = 0
),
-- What is found is joined to by its key: an outer join that has a choice in its condition makes DuckDB
-- compare every pair of rows.
found AS (
    SELECT
        p.unit, p.indicator, p.first_month, p.last_month, p.part, p.gap, f.state,
        f.last_month - f.first_month + 1 = f.months AS is_own
    FROM part_of AS p
    JOIN silent_source AS f
      ON f.unit = p.unit AND f.indicator = p.indicator AND f.first_month <= p.gap - p.months + 1
     AND f.last_month >= p.gap AND f.first_month >= p.from_month AND f.last_month <= p.last_month
     -- a longer total that ends with the period is no report of the period's own
     AND (f.first_month >= p.first_month OR p.part <> 'value' OR p.over_time <> 'running_total'
          OR p.gap < p.last_month OR NOT p.is_expected)
),
told AS (
    SELECT p.*, f.state, f.is_own
    FROM part_of AS p
    LEFT JOIN found AS f USING (unit, indicator, first_month, last_month, part, gap)
),
-- an ended unit's total lacks the last report expected of it, else the one that it withheld last
kept AS (
    SELECT
        t.unit, t.indicator, t.first_month, t.last_month, t.part,
        coalesce(
            CASE WHEN arg_max(coalesce(t.state, 'none'), t.gap) FILTER (t.is_expected)
                      IN ('none', 'withheld')
                 THEN max(t.gap) FILTER (t.is_expected) END,
            max(t.gap) FILTER (t.state = 'withheld')) AS gap
    FROM told AS t
    WHERE t.over_time = 'running_total'
    GROUP BY ALL
)
SELECT unit, indicator, first_month, last_month, part, last_month AS gap
FROM silent
WHERE over_time = 'stock'
UNION ALL
SELECT unit, indicator, first_month, last_month, part, gap
FROM told
WHERE over_time = 'flow'
  AND CASE WHEN is_expected THEN state IS NULL OR state = 'withheld'
           ELSE state = 'withheld' AND is_own END
UNION ALL
SELECT unit, indicator, first_month, last_month, part, gap
FROM kept;
