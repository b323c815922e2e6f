-- How often each file and content has come before, by unit and period.
SELECT
    s.file,
    s.sha256,
    coalesce(s.unit, '') AS unit,
    coalesce(s.period, '') AS period,
    count(*) AS times
FROM submission AS s
JOIN wanted_file AS w USING (file, sha256)
GROUP BY ALL
