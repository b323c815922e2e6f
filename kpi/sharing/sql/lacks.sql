SELECT code AS lack, place AS position, name
FROM given_lack
ORDER BY place
