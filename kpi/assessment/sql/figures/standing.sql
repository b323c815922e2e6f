-- Reports that count: a figure for a longer period stands only where no shorter one inside it
-- exists. A view, for it leaves out few rows of very many.
CREATE OR REPLACE TEMP VIEW standing AS
SELECT f.*
FROM fact AS f
ANTI JOIN replaced_report AS r USING (unit, indicator, first_month, last_month);
