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

-- The cuts of the methods that look over the years, fixed by the product: of the pace under `cagr`, of
-- a growth without a target (times its strictness), and of the gap under `projection`.
CREATE OR REPLACE TEMP MACRO cagr_cuts() AS {'on_track': 0.95::DOUBLE, 'at_risk': 0.60::DOUBLE};
CREATE OR REPLACE TEMP MACRO growth_cuts() AS {'on_track': 0.015::DOUBLE, 'at_risk': 0.005::DOUBLE};
CREATE OR REPLACE TEMP MACRO gap_cuts() AS {'on_track': 0.05::DOUBLE, 'at_risk': 0.20::DOUBLE};
-- What growth takes a start or a target of 0 for.
CREATE OR REPLACE TEMP MACRO instead_of_zero() AS 0.001::DOUBLE;
