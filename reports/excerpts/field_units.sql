-- The units that stand behind, or have no data, in each indicator; those that reported nothing last.
SELECT
    r.indicator,
    coalesce(list(u.unit_name ORDER BY r.status_order DESC, r.pace NULLS LAST, u.unit_order)
             FILTER (r.grouped = 'behind'), []) AS behind,
    coalesce(list(u.unit_name ORDER BY u.unit_order) FILTER (r.grouped = 'no_data'), []) AS silent,
    count(*) AS units
FROM report_row AS r
JOIN report_unit AS u USING (unit)
GROUP BY r.indicator, r.field_order, r.indicator_order
ORDER BY r.field_order, r.indicator_order;
