-- The answers that a withdrawal takes out of force: of the submission that it names, else of its
-- unit and period (and indicator, if it names one).
SELECT rowid AS answer
FROM observation
WHERE out_at IS NULL
  AND CASE WHEN $submission <> '' THEN submission = $submission
           ELSE unit = $unit AND period = $period END
  AND ($indicator = '' OR indicator = $indicator)
