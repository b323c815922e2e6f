-- Reports that count: a figure for a longer period than the indicator's own stands only where no
-- shorter one inside it exists, whatever that one says.
CREATE OR REPLACE TEMP TABLE standing AS
WITH longer AS (
    SELECT unit, indicator, first_month, last_month
    FROM fact
    WHERE last_month - first_month + 1 > months
),
replaced AS (
    SELECT DISTINCT l.*
    FROM longer AS l
    JOIN fact AS f USING (unit, indicator)
    WHERE f.first_month >= l.first_month
      AND f.last_month <= l.last_month
      AND f.last_month - f.first_month < l.last_month - l.first_month
)
SELECT f.*
FROM fact AS f
ANTI JOIN replaced AS r USING (unit, indicator, first_month, last_month);
