-- The results as SDMX-CSV 2.0: dimensions, the value, and what is said of it. `OBS_STATUS` is of the
-- standard's list: A normal, P provisional, L not collected, M cannot exist, Q suppressed, O missing.
-- Rows of indicators that were not due in their period are no observations.
SELECT
    'dataflow' AS "STRUCTURE",
    $flow AS "STRUCTURE_ID",
    'I' AS "ACTION",
    CASE p.kind
        WHEN 'month' THEN 'M' WHEN 'quarter' THEN 'Q' WHEN 'half' THEN 'S' WHEN 'year' THEN 'A'
        ELSE '_O'
    END AS "FREQ",
    u.code AS "UNIT",
    i.code AS "INDICATOR",
    CASE p.kind
        WHEN 'half' THEN replace(r.period, 'H', 'S')
        WHEN 'nine_months' THEN p.year || '-01-01/P9M'
        WHEN 'years' THEN left(r.period, 4) || '-01-01/P' || p.months // 12 || 'Y'
        ELSE r.period
    END AS "TIME_PERIOD",
    r.value AS "OBS_VALUE",
    CASE
        WHEN r.value IS NOT NULL THEN CASE WHEN r.provisional THEN 'P' ELSE 'A' END
        WHEN r.lack = 'withheld' THEN 'Q'
        WHEN r.lack = 'not_reported' THEN 'L'
        WHEN r.lack IN ('not_applicable', 'nothing_counted') THEN 'M'
        ELSE 'O'
    END AS "OBS_STATUS",
    r.lack AS "LACK",
    d.unit_of_measure AS "UNIT_MEASURE",
    r.numerator AS "NUMERATOR",
    r.denominator AS "DENOMINATOR",
    r.assessed AS "ASSESSED",
    r.target AS "TARGET",
    r.expected AS "EXPECTED",
    r.achievement AS "ACHIEVEMENT",
    r.pace AS "PACE",
    r.status AS "STATUS",
    r.trend AS "TREND",
    r.projection AS "PROJECTION",
    r.projection_low AS "PROJECTION_LOW",
    r.projection_high AS "PROJECTION_HIGH",
    r.units_reported AS "UNITS_REPORTED",
    r.units_expected AS "UNITS_EXPECTED",
    r.provisional AS "PROVISIONAL",
    r.previous AS "PREVIOUS",
    r.last_year AS "LAST_YEAR",
    r.change_previous AS "CHANGE_PREVIOUS",
    r.change_last_year AS "CHANGE_LAST_YEAR",
    r.completed AS "COMPLETED",
    r.reported_status AS "REPORTED_STATUS",
    r.completed_status AS "COMPLETED_STATUS"
FROM results AS r
JOIN periods AS p USING (period)
JOIN indicators AS d USING (indicator)
JOIN units AS e USING (unit)
JOIN sdmx_code AS u ON u.list = 'UNIT' AND u.id = r.unit
JOIN sdmx_code AS i ON i.list = 'INDICATOR' AND i.id = r.indicator
WHERE r.lack IS DISTINCT FROM 'not_due'
ORDER BY p.last_day, p.months, d.position, e.position
