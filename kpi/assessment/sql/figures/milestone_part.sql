-- What each unit says of milestones, for its area and for the plan.
CREATE OR REPLACE TEMP VIEW milestone_part AS
SELECT
    m.entity, s.indicator, s.first_month, s.last_month, s.part, s.amount, s.word, s.expected,
    s.done_on, s.estimated
FROM unit_milestone AS s
JOIN member AS m USING (unit);
