-- The period asked, the moment the report speaks of, and what the plan allows to be shown.
CREATE OR REPLACE TEMP TABLE report_context AS
SELECT unnest(from_json($rows, '[{
    "period": "VARCHAR", "first_month": "INTEGER", "last_month": "INTEGER", "year": "INTEGER",
    "ends_year": "BOOLEAN", "closes_at": "TIMESTAMP", "next_closes_at": "TIMESTAMP",
    "as_of": "TIMESTAMP", "source_rows_at_most": "INTEGER", "key_indicators": "INTEGER", "ranked": "BOOLEAN"
}]'), recursive := true);
