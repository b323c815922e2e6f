-- Every unit's own values, of formulas too.
CREATE OR REPLACE TEMP TABLE unit_value AS
SELECT unit AS entity, indicator, first_month, last_month, part, value FROM unit_figure;
