-- What the year is likely to bring, as long as it is open; of units that all do a thing no more can be.
CREATE OR REPLACE TEMP TABLE report_outlook AS
SELECT
    r.unit, r.indicator,
    CASE WHEN NOT c.ends_year THEN
        CASE r.measure WHEN 'yes_no' THEN least(r.projection, 100) ELSE r.projection END
    END AS projection,
    o.likelihood
FROM report_row AS r
CROSS JOIN report_context AS c
LEFT JOIN outlook AS o
  ON o.period = c.period AND o.unit = r.unit AND o.indicator = r.indicator;
