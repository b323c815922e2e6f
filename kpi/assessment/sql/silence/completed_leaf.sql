-- The completed figure of everything that units report: of units, and where no unit is missing, the
-- figure itself. A view, for that is most of it.
CREATE OR REPLACE TEMP VIEW completed_leaf AS
SELECT
    f.entity, f.indicator, f.first_month, f.last_month, f.part, f.value, f.numerator, f.denominator
FROM figure AS f
JOIN wanted_figure AS w USING (indicator, first_month, last_month, part)
JOIN plan_indicator AS i USING (indicator)
ANTI JOIN silent_group AS g
  ON g.entity = f.entity AND g.indicator = f.indicator AND g.first_month = f.first_month
 AND g.last_month = f.last_month AND g.part = f.part
WHERE f.part = 'assessed' AND w.stand_ins AND i.measure <> 'formula'
UNION ALL
SELECT
    entity, indicator, first_month, last_month, part,
    CASE WHEN NOT unknown THEN value END AS value,
    CASE WHEN NOT unknown THEN numerator END, CASE WHEN NOT unknown THEN denominator END
FROM completed_group;
