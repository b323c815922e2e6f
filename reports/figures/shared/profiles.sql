-- Indicators whose shares of the year are learned, and the earlier years that each rests on: none
-- while its months have equal shares.
SELECT f.indicator, f.years
FROM profile_in_force AS f
JOIN report_indicator AS i USING (indicator)
JOIN report_field AS d USING (field)
JOIN report_context AS c ON c.year = f.year
WHERE f.years IS NOT NULL AND f.month_of_year = 12
ORDER BY d.field_order, i.indicator_order;
