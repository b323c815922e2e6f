-- Views that stand before the tables while a plan with former ids is followed (`stored.` is the
-- file's own schema). `rowid` tells versions apart, as that of the table does.
CREATE OR REPLACE TEMP VIEW observation AS
SELECT
    o.rowid AS rowid,
    o.* REPLACE (
        coalesce(u.present, o.unit) AS unit,
        coalesce(i.present, o.indicator) AS indicator
    )
FROM stored.observation AS o
LEFT JOIN former_unit AS u ON u.former = o.unit
LEFT JOIN former_indicator AS i ON i.former = o.indicator;

CREATE OR REPLACE TEMP VIEW submission AS
SELECT s.* REPLACE (coalesce(u.present, s.unit) AS unit)
FROM stored.submission AS s
LEFT JOIN former_unit AS u ON u.former = s.unit;

CREATE OR REPLACE TEMP VIEW statement AS
SELECT s.* REPLACE (coalesce(u.present, s.unit) AS unit)
FROM stored.statement AS s
LEFT JOIN former_unit AS u ON u.former = s.unit;

CREATE OR REPLACE TEMP VIEW problem AS
SELECT
    p.* REPLACE (
        coalesce(u.present, p.unit) AS unit,
        coalesce(i.present, p.indicator) AS indicator
    )
FROM stored.problem AS p
LEFT JOIN former_unit AS u ON u.former = p.unit
LEFT JOIN former_indicator AS i ON i.former = p.indicator;

CREATE OR REPLACE TEMP VIEW act AS
SELECT
    a.* REPLACE (
        coalesce(u.present, a.unit) AS unit,
        coalesce(i.present, a.indicator) AS indicator
    )
FROM stored.act AS a
LEFT JOIN former_unit AS u ON u.former = a.unit
LEFT JOIN former_indicator AS i ON i.former = a.indicator;
