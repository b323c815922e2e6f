-- Every form that units owe in the period, or that ends with it.
CREATE OR REPLACE TEMP TABLE report_form AS
SELECT unnest(from_json($rows, '[{
    "unit": "VARCHAR", "period": "VARCHAR", "due_at": "TIMESTAMP"
}]'), recursive := true);
