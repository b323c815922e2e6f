-- Puts every supposed figure in a row of its own, measured like the entity's own row, with nobody missing
-- any more; the models that judge are run over these afterwards. All of it is rolled back.
CREATE OR REPLACE TEMP TABLE supposed AS
SELECT *, entity || chr(31) || step AS supposed_entity FROM missing_step;
CREATE OR REPLACE TEMP TABLE yardstick AS
SELECT y.* REPLACE (s.supposed_entity AS entity)
FROM yardstick AS y JOIN supposed AS s USING (period, indicator, entity);
CREATE OR REPLACE TEMP TABLE condition AS
SELECT c.* REPLACE (s.supposed_entity AS entity, s.figure AS assessed, s.figure AS completed,
                    false AS is_missing)
FROM condition AS c JOIN supposed AS s USING (indicator, entity, first_month, last_month);
