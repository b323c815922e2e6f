-- Delivery of milestones per unit, as the view asked sees units: a last word that carries on counts as
-- reported. Nothing stands in for one that never spoke: it is expected, and not done.
CREATE OR REPLACE TEMP VIEW milestone_coverage AS
SELECT
    unit, indicator, first_month, last_month, part, expected, complete, lacking, false AS missing,
    came, came AS came_last
FROM unit_milestone;
