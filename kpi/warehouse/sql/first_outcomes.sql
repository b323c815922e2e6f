-- How each content that came again was taken the first time.
SELECT sha256, arg_min(outcome, sequence) AS outcome
FROM submission
WHERE outcome <> 'duplicate'
  AND sha256 IN (SELECT sha256 FROM submission WHERE outcome = 'duplicate')
GROUP BY sha256
ORDER BY sha256
