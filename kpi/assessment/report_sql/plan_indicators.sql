-- `points` tells that a change of the value is given in (percentage or per mille) points.
CREATE OR REPLACE TEMP TABLE report_indicator AS
SELECT unnest(from_json($rows, '[{
    "indicator": "VARCHAR", "indicator_order": "INTEGER", "field": "VARCHAR",
    "indicator_name": "VARCHAR", "measure": "VARCHAR", "unit_of_measure": "VARCHAR",
    "decimals": "INTEGER", "over_time": "VARCHAR", "direction": "VARCHAR",
    "frequency": "VARCHAR", "due": "DATE", "weight": "DOUBLE", "factor": "DOUBLE",
    "points": "BOOLEAN", "lead": "VARCHAR", "band_low": "DOUBLE", "band_high": "DOUBLE"
}]'), recursive := true);
