-- What was expected of each unit, as units were, for each figure whose coverage matters, and whether
-- it came.
CREATE OR REPLACE TEMP TABLE reported_coverage AS
SELECT * FROM flow_coverage
UNION ALL BY NAME
SELECT * FROM stock_coverage
UNION ALL BY NAME
SELECT * FROM running_coverage;
