-- The targets that the plan gives; years between them, which lie on a straight line, are in the
-- results.
SELECT t.*
FROM given_target AS t
JOIN given_indicator AS i USING (indicator)
LEFT JOIN given_unit AS u USING (unit)
ORDER BY i.place, u.place NULLS FIRST, t.year
