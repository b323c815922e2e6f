-- Figures to be completed, as units were: filled where a unit is silent, else as reported. A view, for
-- the second part is most of it.
CREATE OR REPLACE TEMP VIEW completed_source AS
SELECT unit, indicator, first_month, last_month, part, amount, base, estimated
FROM filled_figure
WHERE amount IS NOT NULL
UNION ALL
SELECT f.unit, f.indicator, f.first_month, f.last_month, f.part, f.amount, f.base, f.estimated
FROM reported_figure AS f
SEMI JOIN wanted_figure AS w
  ON w.indicator = f.indicator AND w.first_month = f.first_month
 AND w.last_month = f.last_month AND w.part = f.part AND w.stand_ins
ANTI JOIN filled_figure AS g
  ON g.unit = f.unit AND g.indicator = f.indicator AND g.first_month = f.first_month
 AND g.last_month = f.last_month AND g.part = f.part;
