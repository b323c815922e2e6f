-- Every unit's own values. A view, for only formulas and weights look at them.
CREATE OR REPLACE TEMP VIEW unit_value AS
SELECT unit AS entity, indicator, first_month, last_month, part, value FROM unit_figure;
