-- The submissions that a withdrawal without an indicator takes out of force as a whole.
SELECT submission
FROM submission
WHERE outcome LIKE 'accepted%'
  AND CASE WHEN $submission <> '' THEN submission = $submission
           ELSE unit = $unit AND period = $period END
  AND submission NOT IN (SELECT submission FROM set_aside WHERE until IS NULL)
