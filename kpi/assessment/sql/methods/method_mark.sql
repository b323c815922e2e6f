-- Rows whose light depends on the method: two methods that judge them see different colours.
CREATE OR REPLACE TEMP TABLE method_mark AS
SELECT period, unit, indicator, count(DISTINCT light) > 1 AS depends_on_method
FROM method_light
GROUP BY ALL;
