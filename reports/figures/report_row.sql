-- The results of the period with the words of the plan beside them. Changes are those of the export:
-- like with like, in the indicator's own unit of measure, not rounded; nought between figures that are
-- printed alike. Of a count of which fewer is better, the share of the year's limit that is used, or
-- spared, is no share of work done: a word stands in its place.
CREATE OR REPLACE TEMP TABLE report_row AS
WITH named AS (
    SELECT
        r.unit, r.indicator, r.value, r.assessed, r.target, r.expected, r.achievement, r.pace,
        CASE WHEN r.assessed >= 100 THEN r.done_on END AS done_on,
        CASE WHEN r.status = 'met' AND NOT c.ends_year THEN 'met_so_far'
             ELSE r.status END AS status,
        r.method, coalesce(m.depends_on_method, false) AS depends_on_method,
        r.trend, r.projection, r.projection_low, r.projection_high, r.units_reported,
        r.units_expected, r.provisional, r.late,
        -- what was kept of units that ended is no figure of the period to compare
        CASE WHEN r.status <> 'no_data' THEN r.now_previous END AS now_previous,
        CASE WHEN r.status <> 'no_data' THEN r.before_previous END AS before_previous,
        CASE WHEN r.status <> 'no_data' THEN r.now_last_year END AS now_last_year,
        CASE WHEN r.status <> 'no_data' THEN r.before_last_year END AS before_last_year,
        r.first_month, r.last_month
    FROM results AS r
    JOIN report_context AS c USING (period)
    LEFT JOIN method_mark AS m
      ON m.period = r.period AND m.unit = r.unit AND m.indicator = r.indicator
),
judged AS (
    SELECT
        n.*,
        CASE WHEN i.measure = 'count' AND i.direction = 'down'
                  AND i.over_time IN ('flow', 'running_total') AND n.achievement IS NOT NULL
             THEN round_half_away(n.assessed, i.decimals) <= round_half_away(n.target, i.decimals)
        END AS keeps_limit
    FROM named AS n
    JOIN report_indicator AS i USING (indicator)
)
SELECT
    n.* EXCLUDE (now_previous, before_previous, keeps_limit) REPLACE (
        -- a milestone is done or not: nothing of it is of the period, a percentage or a change
        CASE WHEN i.measure <> 'milestone' THEN n.value END AS value,
        CASE WHEN i.measure <> 'milestone' AND n.keeps_limit IS NULL
             THEN n.achievement END AS achievement,
        CASE WHEN i.measure <> 'milestone' THEN n.now_last_year END AS now_last_year,
        CASE WHEN i.measure <> 'milestone' THEN n.before_last_year END AS before_last_year
    ),
    CASE WHEN i.measure <> 'milestone'
         THEN told_change(n.now_previous, n.before_previous, i.decimals) END AS change_previous,
    CASE WHEN i.measure <> 'milestone'
         THEN told_change(n.now_last_year, n.before_last_year, i.decimals) END AS change_last_year,
    n.keeps_limit, i.* EXCLUDE (indicator), f.field_order, f.field_name, s.status_order, s.grouped
FROM judged AS n
JOIN report_indicator AS i USING (indicator)
JOIN report_field AS f USING (field)
JOIN report_status AS s USING (status);
