-- Every indicator of the plan as each method judges it; what is not due and milestones, which no
-- method concerns, are left out.
WITH named AS (
    SELECT
        m.indicator, m.method, 100 * m.pace AS pace_pct,
        CASE WHEN m.status = 'met' AND NOT c.ends_year THEN 'met_so_far' ELSE m.status END AS status
    FROM method_light AS m
    JOIN report_context AS c USING (period)
    WHERE m.unit = 'ALL'
),
beside AS (
    SELECT
        indicator,
        max(status) FILTER (method = 'linear') AS linear_status,
        max(pace_pct) FILTER (method = 'linear') AS linear_pct,
        max(status) FILTER (method = 'cagr') AS cagr_status,
        max(pace_pct) FILTER (method = 'cagr') AS cagr_pct,
        max(status) FILTER (method = 'projection') AS projection_status,
        max(pace_pct) FILTER (method = 'projection') AS projection_pct
    FROM named
    GROUP BY indicator
)
SELECT
    row_number() OVER (ORDER BY r.field_order, r.indicator_order) AS place,
    r.field_name, r.indicator, r.indicator_name, r.method, r.depends_on_method,
    b.* EXCLUDE (indicator)
FROM beside AS b
JOIN report_row AS r ON r.indicator = b.indicator AND r.unit = 'ALL'
ORDER BY place;
