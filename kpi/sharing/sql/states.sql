SELECT code AS state, place AS position, name
FROM given_state
ORDER BY place
