-- Of figures (`looked_at`) behind which a unit is silent in one of two states: what the earlier one
-- takes them for, as reported where nothing is missing.
SELECT
    f.unit::VARCHAR AS unit, f.indicator::VARCHAR AS indicator, f.first_month, f.last_month, f.part,
    f.amount, f.base
FROM completed_source AS f
SEMI JOIN looked_at AS l
  ON l.unit = f.unit::VARCHAR AND l.indicator = f.indicator::VARCHAR
 AND l.first_month = f.first_month AND l.last_month = f.last_month AND l.part = f.part;
