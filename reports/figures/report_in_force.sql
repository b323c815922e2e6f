-- The answer that counts for each unit, reporting period and indicator at the as-of moment.
CREATE OR REPLACE TEMP TABLE report_in_force AS
WITH known AS (
    SELECT o.*, p.kind, p.first_month, p.last_month, p.part_order, p.in_period
    FROM observation AS o
    JOIN report_part AS p USING (period)
    CROSS JOIN report_context AS c
    WHERE is_in_force(o.known_at, o.out_at, c.as_of, c.as_of)
)
SELECT *
FROM known
QUALIFY row_number() OVER (
    PARTITION BY unit, period, indicator ORDER BY known_at DESC, sequence DESC) = 1;
