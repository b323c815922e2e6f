-- The figures taken again of what units report.
CREATE OR REPLACE TEMP TABLE alike_leaf AS
SELECT entity, indicator, first_month, last_month, part, value FROM joined_units('alike_part')
UNION ALL
SELECT entity, indicator, first_month, last_month, part, value FROM alike_less WHERE units > 0
UNION ALL
SELECT entity, indicator, first_month, last_month, part, value
FROM joined_milestones('alike_milestone_part');
