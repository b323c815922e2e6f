-- Reporting periods behind the figures: of the period itself (`in_period`), else of its year so far.
CREATE OR REPLACE TEMP TABLE report_part AS
SELECT unnest(from_json($rows, '[{
    "period": "VARCHAR", "kind": "VARCHAR", "first_month": "INTEGER", "last_month": "INTEGER",
    "part_order": "INTEGER", "in_period": "BOOLEAN"
}]'), recursive := true);
