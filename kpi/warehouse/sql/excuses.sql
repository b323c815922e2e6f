-- Which unit was excused from which period by a moment.
SELECT DISTINCT unit, period
FROM act
WHERE kind = 'excuse' AND done_at <= $as_of
ORDER BY unit, period
