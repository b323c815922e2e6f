-- Milestones of areas and of the plan: units done of units expected, by the last word of each.
CREATE OR REPLACE TEMP TABLE group_milestone AS
SELECT
    entity, indicator, first_month, last_month, part, reports, estimated, false AS is_weak, done_on,
    NULL::DOUBLE AS numerator, NULL::DOUBLE AS denominator, value
FROM joined_milestones('milestone_part');
