-- Which units a total is made of: those of an area, and all.
CREATE OR REPLACE TEMP TABLE member AS
SELECT 'area:' || area AS entity, unit FROM plan_unit WHERE area IS NOT NULL
UNION ALL
SELECT 'ALL', unit FROM plan_unit;
