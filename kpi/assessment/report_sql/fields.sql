CREATE OR REPLACE TEMP TABLE report_field AS
SELECT unnest(from_json($rows, '[{
    "field": "VARCHAR", "field_order": "INTEGER", "field_name": "VARCHAR", "weight": "DOUBLE"
}]'), recursive := true);
