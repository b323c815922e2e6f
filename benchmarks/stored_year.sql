-- A year of monthly answers of every unit, put straight into the warehouse in the order in which
-- collecting would: month by month, unit by unit. Figures as in country.py, different for every unit.
-- As in life some are missing (1 in 97) or estimates (1 in 89), and some units send a month again (1 in
-- 20) with some figures corrected (1 in 3).
INSERT INTO observation BY NAME
WITH asked AS (
    SELECT
        y.year, m.month, u.n AS unit_number, i.n AS indicator_number, i.indicator, i.kind,
        (u.n * 7919 + i.n * 101) % 20011 + 20 AS base,
        u.n * 31 + i.n * 7 + m.month * 13 + y.year AS chance,
        (u.n * 17 + m.month * 5 + y.year) % 20 = 0 AND i.n % 3 = 0 AS corrected,
        make_timestamp(y.year, m.month, 28, 3, 0, 0) AS received
    FROM (SELECT $year AS year) AS y
    CROSS JOIN range(1, 13) AS m (month)
    CROSS JOIN range(1, $units + 1) AS u (n)
    CROSS JOIN (SELECT unnest(from_json($indicators, '[{"n": "BIGINT", "indicator": "VARCHAR",
                                                        "kind": "VARCHAR"}]'), recursive := true)) AS i
),
sent AS (
    SELECT *, 0 AS version FROM asked WHERE chance % 97 <> 0
    UNION ALL
    SELECT *, 1 FROM asked WHERE chance % 97 <> 0 AND corrected
),
figured AS (
    SELECT
        *,
        base * (80 + (unit_number + month) % 15) // 100 + version AS part,
        CASE kind WHEN 'flow' THEN base + month ELSE base * month END + version AS whole
    FROM sent
)
SELECT
    printf('S%d%02d%04d%d', year, month, unit_number, version) AS submission,
    (year * 100 + month) * 10000 + unit_number AS sequence,
    printf('X%04d', unit_number) AS unit,
    printf('%d-%02d', year, month) AS period,
    indicator,
    CASE WHEN chance % 89 = 0 AND version = 0 THEN 'estimate' ELSE 'value' END AS state,
    CASE kind WHEN 'ratio' THEN part END::DOUBLE AS numerator,
    CASE kind WHEN 'ratio' THEN base END::DOUBLE AS denominator,
    CASE kind WHEN 'ratio' THEN NULL ELSE whole END::DOUBLE AS value,
    'Số liệu' AS sheet, printf('H%d', indicator_number + 12) AS cell,
    CASE version WHEN 0 THEN 'loaded' ELSE 'superseded' END AS change,
    false AS questioned,
    received + to_days(30 * version::INTEGER) AS known_at
FROM figured
ORDER BY year, month, version, unit_number, indicator_number;
