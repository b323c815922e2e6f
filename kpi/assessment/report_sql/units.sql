CREATE OR REPLACE TEMP TABLE report_unit AS
SELECT unnest(from_json($rows, '[{
    "unit": "VARCHAR", "unit_order": "INTEGER", "unit_name": "VARCHAR", "area": "VARCHAR"
}]'), recursive := true);
