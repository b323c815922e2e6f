SELECT code AS trend, place AS position, name
FROM given_trend
ORDER BY place
