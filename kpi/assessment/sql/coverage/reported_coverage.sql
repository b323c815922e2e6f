-- What was expected of each unit, as units were, for each figure whose coverage matters, and whether
-- it came; for flows and stocks what came is what the figure is made of (`came_last`).
CREATE OR REPLACE TEMP TABLE reported_coverage AS
SELECT *, came AS came_last FROM flow_coverage
UNION ALL BY NAME
SELECT *, came AS came_last FROM stock_coverage
UNION ALL BY NAME
SELECT * FROM running_coverage;
