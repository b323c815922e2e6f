-- The months of the report year, for the charts over the year.
CREATE OR REPLACE TEMP TABLE report_month AS
SELECT unnest(from_json($rows, '[{"period": "VARCHAR", "month": "INTEGER", "reached": "BOOLEAN"}]'),
              recursive := true);
