-- The codes of units and indicators in SDMX, whose codes are of Latin letters, digits and few signs:
-- an id that is one stays, the whole plan is `_T` (total), the rest is written without its accents;
-- of those that come out alike the later ones are numbered.
WITH named AS (
    SELECT 'UNIT' AS list, unit AS id, name, position FROM units
    UNION ALL
    SELECT 'INDICATOR', indicator, name, position FROM indicators
),
coded AS (
    SELECT
        *,
        CASE
            WHEN list = 'UNIT' AND id = 'ALL' THEN '_T'
            WHEN regexp_full_match(id, '[A-Za-z0-9_@$-]+') THEN id
            ELSE regexp_replace(
                upper(strip_accents(translate(id, 'đĐ', 'dD'))), '[^A-Z0-9_@$-]+', '_', 'g'
            )
        END AS plain
    FROM named
),
numbered AS (
    SELECT
        *,
        row_number() OVER (PARTITION BY list, plain ORDER BY plain <> id, position) AS alike
    FROM coded
)
SELECT
    list,
    id,
    CASE WHEN alike = 1 THEN plain ELSE plain || '_' || alike END AS code,
    name
FROM numbered
ORDER BY list, position
