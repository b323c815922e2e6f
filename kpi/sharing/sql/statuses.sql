SELECT code AS status, place AS position, name
FROM given_status
ORDER BY place
