-- Rows of a country's units go when the report's own tables stand beside them: nothing reads them again.
CREATE OR REPLACE TEMP TABLE results AS
SELECT * FROM results WHERE unit = 'ALL' OR unit LIKE 'area:%';
CREATE OR REPLACE TEMP TABLE method_light AS SELECT * FROM method_light WHERE unit = 'ALL';
CREATE OR REPLACE TEMP TABLE method_mark AS SELECT * FROM method_mark WHERE unit = 'ALL';
CREATE OR REPLACE TEMP TABLE outlook AS SELECT * FROM outlook WHERE unit = 'ALL';
