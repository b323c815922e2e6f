-- Which units a total is made of: those of an area, and all.
CREATE OR REPLACE TEMP TABLE member AS
SELECT ('area:' || area)::entity_id AS entity, unit FROM plan_unit WHERE area IS NOT NULL
UNION ALL
SELECT 'ALL'::entity_id, unit FROM plan_unit;
