-- The units and periods of which something has been taken.
SELECT DISTINCT unit, period
FROM submission
WHERE outcome IN ('accepted', 'accepted_with_warnings', 'accepted_in_part')
  AND cells_in > 0  -- a blank form is no delivery
