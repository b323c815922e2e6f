-- Whose a submission is and for when; no row if there is none that says so.
SELECT unit, period
FROM submission
WHERE submission = ? AND unit IS NOT NULL AND period IS NOT NULL
