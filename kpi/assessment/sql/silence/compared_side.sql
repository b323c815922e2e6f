-- The two figures of every comparison, each for itself.
CREATE OR REPLACE TEMP VIEW compared_side AS
SELECT pair, indicator, first_month, last_month FROM compared
UNION
SELECT pair, indicator, other_first, other_last FROM compared;
