-- Units that gave figures of a frequency (in months) in the form of a longer period.
SELECT DISTINCT
    o.unit,
    o.period,
    f.months
FROM observation AS o
JOIN (
    SELECT
        unnest($indicators::VARCHAR[]) AS indicator,
        unnest($months::INTEGER[]) AS months
) AS f USING (indicator)
WHERE is_in_force(o.known_at, o.out_at, $now, $now)
  AND o.period IN (SELECT unnest($periods::VARCHAR[]))
  AND f.months < CASE
        WHEN o.period LIKE '____-__M' THEN 9
        WHEN o.period LIKE '____-Q_' THEN 3
        WHEN o.period LIKE '____-H_' THEN 6
        WHEN o.period LIKE '____-__' THEN 1
        ELSE 12
    END
