-- How many answers of some submissions a closing keeps out of force.
SELECT count(*) AS answers
FROM observation
WHERE submission IN (SELECT unnest($submissions::VARCHAR[]))
  AND out_by IN (SELECT act FROM act WHERE kind = 'close')
