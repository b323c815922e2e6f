-- The status of a row: the first rule that applies. `light` is what a method of its own says.
CREATE OR REPLACE TEMP MACRO status_of(r) AS
    CASE
        WHEN NOT r.is_due THEN 'not_due'
        WHEN r.state = 'not_applicable' THEN 'not_applicable'
        WHEN r.measure = 'milestone' THEN
            CASE WHEN r.value >= 100 THEN 'met'
                 WHEN r.due_on IS NULL OR r.last_day <= r.due_on THEN 'not_due'
                 WHEN r.state = 'no_data' THEN 'no_data'
                 ELSE 'not_met' END
        WHEN r.state = 'no_data' THEN 'no_data'
        WHEN r.method = 'cagr' THEN r.light
        WHEN r.direction <> 'within' AND r.target IS NULL THEN 'no_target'
        WHEN r.is_met THEN CASE WHEN r.is_beyond THEN 'exceeded' ELSE 'met' END
        WHEN r.ends_year THEN 'not_met'
        WHEN r.light IS NOT NULL THEN r.light
        WHEN r.pace >= r.on_track THEN 'on_track'
        WHEN r.pace >= r.at_risk THEN 'at_risk'
        ELSE 'behind'
    END;

-- The colour of a status: the light that a leader sees; none for what is not judged.
CREATE OR REPLACE TEMP MACRO light_of(status) AS
    CASE WHEN status IN ('met', 'exceeded', 'on_track') THEN 'green'
         WHEN status = 'at_risk' THEN 'amber'
         WHEN status IN ('behind', 'not_met') THEN 'red' END;
