-- Units for whose missing reports nothing could stand in, as the view asked sees units.
CREATE OR REPLACE TEMP TABLE unknown_unit AS
SELECT DISTINCT coalesce(e.unit, f.unit) AS unit, f.indicator, f.first_month, f.last_month, f.part
FROM filled_figure AS f
LEFT JOIN expression AS e ON e.source = f.unit
WHERE f.unknown;
