-- Every unit's figures as the view asked sees them: as reported, but for units that succession
-- changes. A view, for it leaves out few rows of very many.
CREATE OR REPLACE TEMP VIEW unit_figure AS
SELECT f.unit, f.indicator, f.first_month, f.last_month, f.part, f.amount, f.base, f.estimated,
       NULL::DATE AS done_on, f.value
FROM reported_figure AS f
ANTI JOIN expression AS e ON e.source = f.unit
UNION ALL
SELECT unit, indicator, first_month, last_month, part, amount, base, estimated, NULL::DATE, value
FROM restated_figure
UNION ALL
SELECT unit, indicator, first_month, last_month, part, amount, NULL, estimated, done_on, amount
FROM unit_milestone
WHERE amount IS NOT NULL;
