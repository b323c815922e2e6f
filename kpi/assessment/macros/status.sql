-- The status of a row: the first rule that applies. `light` is what a method of its own says.
-- Each fact is named where it is given, so that their order says nothing.
CREATE OR REPLACE TEMP MACRO status_of(
    is_due := NULL, state := NULL, measure := NULL, value := NULL, due_on := NULL,
    last_day := NULL, method := NULL, light := NULL, direction := NULL, target := NULL,
    is_met := NULL, is_beyond := NULL, ends_year := NULL, pace := NULL, on_track := NULL,
    at_risk := NULL
) AS
    CASE
        WHEN NOT is_due THEN 'not_due'
        WHEN state = 'not_applicable' THEN 'not_applicable'
        WHEN measure = 'milestone' THEN
            CASE WHEN value >= 100 THEN 'met'
                 WHEN due_on IS NULL OR last_day <= due_on THEN 'not_due'
                 WHEN state = 'no_data' THEN 'no_data'
                 ELSE 'not_met' END
        WHEN state = 'no_data' THEN 'no_data'
        WHEN method = 'cagr' THEN light
        WHEN direction <> 'within' AND target IS NULL THEN 'no_target'
        WHEN is_met THEN CASE WHEN is_beyond THEN 'exceeded' ELSE 'met' END
        WHEN ends_year THEN 'not_met'
        WHEN light IS NOT NULL THEN light
        WHEN pace >= on_track THEN 'on_track'
        WHEN pace >= at_risk THEN 'at_risk'
        ELSE 'behind'
    END;

-- The colour of a status: the light that a leader sees; none for what is not judged.
CREATE OR REPLACE TEMP MACRO light_of(status) AS
    CASE WHEN status IN ('met', 'exceeded', 'on_track') THEN 'green'
         WHEN status = 'at_risk' THEN 'amber'
         WHEN status IN ('behind', 'not_met') THEN 'red' END;
