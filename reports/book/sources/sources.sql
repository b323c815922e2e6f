-- Where every figure came from. The year's earlier periods come along unless they are too many.
WITH wanted AS (
    SELECT o.*, o.state NOT IN ('withheld', 'not_applicable') AS printed
    FROM report_in_force AS o
    JOIN report_unit AS u USING (unit)
    JOIN report_indicator AS i USING (indicator)
    CROSS JOIN report_context AS c
    WHERE o.in_period OR (SELECT count(*) FROM report_in_force) <= c.source_rows_at_most
)
SELECT
    u.unit_name, w.period, w.indicator, i.indicator_name, i.measure, i.decimals,
    CASE WHEN w.printed THEN w.numerator END AS numerator,
    CASE WHEN w.printed THEN w.denominator END AS denominator,
    CASE WHEN NOT w.printed THEN NULL
         WHEN i.measure <> 'ratio' THEN w.value
         WHEN w.denominator <> 0 THEN i.factor * w.numerator / w.denominator END AS value,
    CASE WHEN w.printed THEN w.done_on END AS done_on, w.state, w.questioned, s.file, w.sheet, w.cell, s.received_at
FROM wanted AS w
JOIN report_unit AS u USING (unit)
JOIN report_indicator AS i USING (indicator)
JOIN submission AS s USING (submission)
ORDER BY w.part_order DESC, u.unit_order, i.indicator_order;
