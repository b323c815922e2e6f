-- Views that stand before the tables while a plan with former ids is followed (`stored.` is the
-- file's own schema). `rowid` tells versions apart, as that of the table does.
CREATE OR REPLACE TEMP MACRO under_present_unit(stored_table) AS TABLE
SELECT s.* REPLACE (coalesce(u.present, s.unit) AS unit)
FROM query_table(stored_table) AS s
LEFT JOIN former_unit AS u ON u.former = s.unit;

CREATE OR REPLACE TEMP MACRO under_present_ids(stored_table) AS TABLE
SELECT s.* REPLACE (coalesce(i.present, s.indicator) AS indicator)
FROM under_present_unit(stored_table) AS s
LEFT JOIN former_indicator AS i ON i.former = s.indicator;

CREATE OR REPLACE TEMP VIEW observation AS
SELECT
    s.rowid AS rowid,
    s.* REPLACE (
        coalesce(u.present, s.unit) AS unit,
        coalesce(i.present, s.indicator) AS indicator
    )
FROM stored.observation AS s
LEFT JOIN former_unit AS u ON u.former = s.unit
LEFT JOIN former_indicator AS i ON i.former = s.indicator;

CREATE OR REPLACE TEMP VIEW submission AS FROM under_present_unit('stored.submission');
CREATE OR REPLACE TEMP VIEW statement AS FROM under_present_unit('stored.statement');
CREATE OR REPLACE TEMP VIEW problem AS FROM under_present_ids('stored.problem');
CREATE OR REPLACE TEMP VIEW act AS FROM under_present_ids('stored.act');
