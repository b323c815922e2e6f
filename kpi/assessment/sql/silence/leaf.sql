-- What every indicator stands on that units report: a formula's operands to the last, else itself.
CREATE OR REPLACE TEMP VIEW leaf AS
SELECT DISTINCT formula AS indicator, operand AS leaf FROM formula_token WHERE operand IS NOT NULL
UNION ALL
SELECT indicator, indicator FROM plan_indicator WHERE measure <> 'formula';
