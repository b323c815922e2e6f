-- Every indicator of the plan as a whole, with the changes that the export has.
WITH plan_row AS (
    SELECT * FROM report_row WHERE unit = 'ALL'
),
used AS (
    -- an answer stands behind a flow if it lies inside, behind anything else if it ends with it
    SELECT
        f.indicator, o.state = 'estimate' AS is_estimate, o.questioned AS is_warned,
        CASE WHEN i.over_time = 'flow' THEN o.first_month >= f.first_month
             WHEN i.over_time = 'running_total' THEN o.last_month = f.last_month
                  OR (o.last_month >= f.first_month AND o.last_month % 12 = 11)
             ELSE o.last_month = f.last_month END AS in_value,
        CASE WHEN i.over_time = 'flow' THEN o.first_month >= 12 * (f.last_month // 12)
             ELSE o.last_month = f.last_month END AS in_assessed
    FROM plan_row AS f
    JOIN report_operand AS p USING (indicator)
    JOIN report_indicator AS i ON i.indicator = p.operand
    JOIN report_in_force AS o ON o.indicator = p.operand AND o.last_month <= f.last_month
    WHERE o.state = 'estimate' OR o.questioned
),
marked AS (
    SELECT
        indicator,
        bool_or(in_value AND is_estimate) AS value_estimated,
        bool_or(in_assessed AND is_estimate) AS assessed_estimated,
        count(*) FILTER (is_warned AND (in_value OR in_assessed)) AS warned
    FROM used
    GROUP BY indicator
),
courses AS (
    SELECT f.indicator, list(CASE WHEN m.reached THEN r.assessed END ORDER BY m.month) AS course
    FROM plan_row AS f
    CROSS JOIN report_month AS m
    LEFT JOIN report_past AS r ON r.unit = 'ALL' AND r.indicator = f.indicator AND r.period = m.period
    GROUP BY f.indicator
)
SELECT
    row_number() OVER (ORDER BY field_order, indicator_order) AS place,
    c.field, c.field_name, c.indicator, c.indicator_name, c.measure, c.unit_of_measure,
    c.decimals, c.over_time, c.direction, c.due, c.done_on, c.lead, c.band_low, c.band_high,
    c.value, c.assessed, c.target, c.expected, c.achievement, c.keeps_limit, 100 * c.pace AS pace_pct,
    c.status, c.method, c.depends_on_method,
    CASE WHEN c.status <> 'no_data' THEN c.trend END AS trend, c.projection, c.change_previous,
    c.change_last_year, c.points, c.units_reported, c.units_expected,
    coalesce(c.provisional, false) AS provisional,
    coalesce(c.late, false) AS done_late,
    coalesce(m.value_estimated, false) AS value_estimated,
    coalesce(m.assessed_estimated, false) AS assessed_estimated,
    coalesce(m.warned, 0) AS warned,
    s.course
FROM plan_row AS c
JOIN courses AS s USING (indicator)
LEFT JOIN marked AS m USING (indicator)
ORDER BY place;
