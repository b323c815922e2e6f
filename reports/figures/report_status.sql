-- The statuses in the order of every table and legend; `grouped` is the short table's column.
-- Before the year's last period a level that is reached is only reached so far.
CREATE OR REPLACE TEMP TABLE report_status AS
SELECT s.*
FROM (VALUES
    ('exceeded', 1, 'good'), ('met', 2, 'good'), ('met_so_far', 2, 'good'),
    ('on_track', 3, 'good'), ('at_risk', 4, 'at_risk'), ('behind', 5, 'behind'),
    ('not_met', 6, 'behind'), ('inconclusive', 7, 'other'), ('no_target', 8, 'other'),
    ('no_data', 9, 'no_data'), ('not_due', 10, 'other'), ('not_applicable', 11, 'other')
) AS s (status, status_order, grouped), report_context AS c
WHERE s.status <> (CASE WHEN c.ends_year THEN 'met_so_far' ELSE 'met' END);
