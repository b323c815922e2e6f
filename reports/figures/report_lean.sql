-- Rows of a country's units go when the report's own tables stand beside them: nothing reads them again.
-- What they count for in a score is kept by itself, for ranks are tried with other weights.
CREATE OR REPLACE TEMP TABLE report_scored AS SELECT * FROM scored;
CREATE OR REPLACE TEMP VIEW scored AS SELECT * FROM report_scored;
CREATE OR REPLACE TEMP TABLE results AS
SELECT * FROM results WHERE unit = 'ALL' OR unit LIKE 'area:%';
CREATE OR REPLACE TEMP TABLE method_light AS SELECT * FROM method_light WHERE unit = 'ALL';
CREATE OR REPLACE TEMP TABLE method_mark AS SELECT * FROM method_mark WHERE unit = 'ALL';
CREATE OR REPLACE TEMP TABLE outlook AS SELECT * FROM outlook WHERE unit = 'ALL';
