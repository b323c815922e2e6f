-- Which indicators a formula stands on, itself included for every other measure.
CREATE OR REPLACE TEMP TABLE report_operand AS
SELECT unnest(from_json($rows, '[{"indicator": "VARCHAR", "operand": "VARCHAR"}]'),
              recursive := true);
