-- Areas whose units were rearranged, before and after: units at the end of the last year before the
-- reform and of the plan's last year, indicators met in the two years, and how many came closer to what
-- they aim at. Nothing where no unit succeeds another within the plan.
WITH reform AS (
    SELECT max(y.year) - 1 AS before_year
    FROM report_unit AS u
    JOIN report_year AS y ON u.valid_from BETWEEN y.first_day AND y.last_day
    WHERE u.succeeds
),
compared AS (
    SELECT
        r.before_year, (SELECT max(year) FROM report_year) AS after_year,
        b.period AS before_period, b.last_day AS before_day,
        a.period AS after_period, a.last_day AS after_day
    FROM reform AS r
    JOIN report_year AS b ON b.year = r.before_year
    JOIN report_year AS a ON a.year = (SELECT max(year) FROM report_year)
),
area_units AS (
    SELECT
        u.area, min(u.unit_order) AS area_order,
        count(*) FILTER (coalesce(u.valid_from <= c.before_day, true)
                         AND coalesce(u.valid_to >= c.before_day, true)) AS units_before,
        count(*) FILTER (coalesce(u.valid_from <= c.after_day, true)
                         AND coalesce(u.valid_to >= c.after_day, true)) AS units_after
    FROM report_unit AS u
    CROSS JOIN compared AS c
    WHERE u.area IS NOT NULL
    GROUP BY u.area
    HAVING bool_or(u.succeeds)
),
figures AS (
    SELECT
        substr(s.unit, 6) AS area, i.direction, s.indicator,
        max(s.status) FILTER (s.period = c.before_period) AS status_before,
        max(s.status) FILTER (s.period = c.after_period) AS status_after,
        max(round_half_away(s.assessed, i.decimals)) FILTER (s.period = c.before_period) AS was,
        max(round_half_away(s.assessed, i.decimals)) FILTER (s.period = c.after_period) AS is_now,
        any_value(i.band_low) AS low, any_value(i.band_high) AS high
    FROM report_past AS s
    CROSS JOIN compared AS c
    JOIN report_indicator AS i USING (indicator)
    WHERE s.unit LIKE 'area:%' AND s.period IN (c.before_period, c.after_period)
    GROUP BY ALL
),
gained AS (
    SELECT
        *,
        CASE direction WHEN 'up' THEN is_now - was WHEN 'down' THEN was - is_now
             ELSE greatest(low - was, was - high, 0) - greatest(low - is_now, is_now - high, 0)
        END AS gain
    FROM figures
),
counted AS (
    SELECT
        area,
        count(*) FILTER (status_before IN ('met', 'exceeded')) AS met_before,
        count(*) FILTER (status_before IN ('met', 'exceeded', 'not_met')) AS judged_before,
        count(*) FILTER (status_after IN ('met', 'exceeded')) AS met_after,
        count(*) FILTER (status_after IN ('met', 'exceeded', 'not_met')) AS judged_after,
        count(*) FILTER (was IS NOT NULL AND is_now IS NOT NULL AND gain > 0) AS better,
        count(*) FILTER (was IS NOT NULL AND is_now IS NOT NULL AND gain < 0) AS worse,
        count(*) FILTER (was IS NOT NULL AND is_now IS NOT NULL AND gain = 0) AS same
    FROM gained
    GROUP BY area
)
SELECT
    row_number() OVER (ORDER BY u.area_order) AS place,
    u.area, c.before_year, c.after_year, u.units_before, u.units_after,
    coalesce(n.met_before, 0) AS met_before, coalesce(n.judged_before, 0) AS judged_before,
    coalesce(n.met_after, 0) AS met_after, coalesce(n.judged_after, 0) AS judged_after,
    coalesce(n.better, 0) AS better, coalesce(n.worse, 0) AS worse, coalesce(n.same, 0) AS same
FROM area_units AS u
CROSS JOIN compared AS c
LEFT JOIN counted AS n USING (area)
ORDER BY place;
