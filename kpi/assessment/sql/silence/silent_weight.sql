-- Units whose weight, where units are weighted by another indicator, lacks a report: for each figure
-- that it weighs; `unknown` where nothing could stand in for it. A formula lacks what it stands on.
CREATE OR REPLACE TEMP TABLE silent_weight AS
SELECT
    c.unit, w.indicator, w.first_month, w.last_month, w.part, bool_or(k.unit IS NOT NULL) AS unknown
FROM wanted_weight AS w
JOIN plan_indicator AS i USING (indicator)
JOIN leaf AS l ON l.indicator = i.weighted_by
JOIN unit_coverage AS c
  ON c.indicator = l.leaf AND c.first_month = w.weight_first AND c.last_month = w.weight_last
 AND c.part = 'value' AND c.missing
LEFT JOIN unknown_unit AS k
  ON k.unit = c.unit AND k.indicator = c.indicator AND k.first_month = c.first_month
 AND k.last_month = c.last_month AND k.part = 'value'
GROUP BY c.unit, w.indicator, w.first_month, w.last_month, w.part;
