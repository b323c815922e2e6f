-- Whether a figure is not worse than a mark, in the indicator's direction.
CREATE OR REPLACE TEMP MACRO not_worse(direction, figure, mark) AS
    CASE direction WHEN 'up' THEN figure >= mark ELSE figure <= mark END;

-- The level of a figure: against what is expected now, in parts of 1; against a band how far inside.
CREATE OR REPLACE TEMP MACRO level_of(
    figure := NULL, direction := NULL, band_low := NULL, band_high := NULL, expected := NULL,
    path_taken := NULL
) AS
    CASE
        WHEN figure IS NULL THEN NULL
        WHEN direction = 'within' AND figure < band_low THEN figure / band_low
        WHEN direction = 'within' AND figure > band_high THEN band_high / figure
        WHEN direction = 'within' THEN 1
        WHEN expected IS NULL THEN NULL
        WHEN path_taken = 'profile' AND expected > 0 AND direction = 'up' THEN figure / expected
        WHEN direction = 'down' AND figure = 0 AND expected >= 0 THEN 1
        WHEN figure > 0 AND expected > 0 AND direction = 'up' THEN figure / expected
        WHEN figure > 0 AND expected > 0 THEN expected / figure
        WHEN not_worse(direction, figure, expected) THEN 1
        ELSE 0
    END;

-- Whether a linear path has room: the target lies beyond the start in the indicator's direction by at
-- least 5 % of the target's size. What binary fractions lose is no matter.
CREATE OR REPLACE TEMP MACRO has_room(direction, start, target) AS
    coalesce(CASE direction WHEN 'up' THEN target - start ELSE start - target END > 0
             AND CASE direction WHEN 'up' THEN target - start ELSE start - target END
                 >= 0.05 * abs(target) - 1e-12 * greatest(abs(target), abs(start)), false);

-- The pace of a figure: on a linear path with room how much of the year's way is missing or ahead of
-- what is expected now, added to 1; else its level.
CREATE OR REPLACE TEMP MACRO pace_of(
    figure := NULL, measure := NULL, direction := NULL, band_low := NULL, band_high := NULL,
    start := NULL, target := NULL, expected := NULL, path_taken := NULL
) AS
    CASE
        WHEN figure IS NULL OR measure = 'milestone' THEN NULL
        WHEN direction <> 'within' AND (target IS NULL OR expected IS NULL) THEN NULL
        WHEN direction <> 'within' AND path_taken = 'linear' AND has_room(direction, start, target)
            THEN 1 + (figure - expected) / (target - start)
        ELSE level_of(figure := figure, direction := direction, band_low := band_low,
                      band_high := band_high, expected := expected, path_taken := path_taken)
    END;

-- The achievement of a figure, in per cent of the year's target.
CREATE OR REPLACE TEMP MACRO achievement_of(
    figure := NULL, measure := NULL, direction := NULL, band_low := NULL, band_high := NULL,
    target := NULL, baseline := NULL
) AS
    CASE
        WHEN figure IS NULL THEN NULL
        WHEN measure = 'milestone' THEN figure
        WHEN direction = 'within'
            THEN 100 * level_of(figure := figure, direction := direction, band_low := band_low,
                                band_high := band_high)
        WHEN target IS NULL THEN NULL
        WHEN direction = 'up' AND target > 0 THEN 100 * figure / target
        WHEN direction = 'up' AND baseline IS NOT NULL AND baseline <> target
            THEN 100 * (figure - baseline) / (target - baseline)
        WHEN direction = 'down' AND baseline IS NOT NULL AND baseline <> target
            THEN 100 * (baseline - figure) / (baseline - target)
        WHEN direction = 'down' AND baseline IS NULL AND target > 0 AND figure <> 0
            THEN 100 * target / figure
        WHEN not_worse(direction, figure, target) THEN 100
        ELSE 0
    END;

-- What a figure counts for in a score, 0 to 100: its achievement in the period that ends the year,
-- before that its level.
CREATE OR REPLACE TEMP MACRO points_of(
    figure := NULL, measure := NULL, direction := NULL, band_low := NULL, band_high := NULL,
    target := NULL, baseline := NULL, expected := NULL, path_taken := NULL, ends_year := NULL
) AS
    CASE
        WHEN figure IS NULL THEN NULL
        WHEN measure = 'milestone' THEN figure
        WHEN direction <> 'within' AND target IS NULL THEN NULL
        WHEN ends_year
            THEN least(greatest(achievement_of(
                figure := figure, measure := measure, direction := direction, band_low := band_low,
                band_high := band_high, target := target, baseline := baseline), 0), 100)
        ELSE least(greatest(100 * level_of(
                figure := figure, direction := direction, band_low := band_low,
                band_high := band_high, expected := expected, path_taken := path_taken), 0), 100)
    END;

-- Whether figures as printed reach the target (a ceiling holds only when the year ends), and go beyond.
CREATE OR REPLACE TEMP MACRO is_met(direction, shown, target, band_low, band_high, decimals, counts) AS
    CASE direction
        WHEN 'up' THEN shown >= target
        WHEN 'down' THEN shown <= target AND counts
        ELSE shown BETWEEN round_half_away(band_low, decimals) AND round_half_away(band_high, decimals)
    END;
CREATE OR REPLACE TEMP MACRO is_beyond(direction, shown, target) AS
    CASE direction WHEN 'up' THEN shown > target WHEN 'down' THEN shown < target ELSE false END;

-- The status of a row: the first rule that applies. `light` is what a method of its own says.
-- Each fact is named where it is given, so that their order says nothing.
CREATE OR REPLACE TEMP MACRO status_of(
    is_due := NULL, state := NULL, measure := NULL, value := NULL, due_on := NULL,
    last_day := NULL, method := NULL, light := NULL, direction := NULL, target := NULL,
    is_met := NULL, is_beyond := NULL, ends_year := NULL, pace := NULL, on_track := NULL,
    at_risk := NULL, has_goal := false
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
        WHEN direction <> 'within' AND target IS NULL
            THEN CASE WHEN method = 'projection' AND has_goal THEN light ELSE 'no_target' END
        WHEN is_met THEN CASE WHEN is_beyond THEN 'exceeded' ELSE 'met' END
        WHEN ends_year THEN 'not_met'
        WHEN light IS NOT NULL THEN light
        WHEN pace >= on_track THEN 'on_track'
        WHEN pace >= at_risk THEN 'at_risk'
        ELSE 'behind'
    END;

-- Whether what is missing can change nothing: a sum that only grows has reached its target, or has passed
-- its ceiling.
CREATE OR REPLACE TEMP MACRO is_safe(measure, across, direction, reported, shown, target) AS
    measure = 'count' AND across = 'sum'
    AND CASE direction WHEN 'up' THEN reported IN ('met', 'exceeded')
                       WHEN 'down' THEN coalesce(shown > target, false)
                       ELSE false END;

-- Whether enough of the expected units reported for a conclusion.
CREATE OR REPLACE TEMP MACRO is_covered(reported, expected, coverage_floor) AS
    expected = 0 OR reported / expected >= coverage_floor;

-- The status of a row in which a unit is missing, from that of what was reported and that of what is
-- completed: theirs if they agree or if what is missing can change nothing (`is_safe`), else it is not
-- concluded; so too where fewer than the floor of the units reported.
CREATE OR REPLACE TEMP MACRO concluded(
    reported := NULL, completed := NULL, assessed := NULL, is_safe := NULL, is_covered := NULL
) AS
    CASE
        WHEN reported = completed AND reported IN ('not_applicable', 'no_data', 'no_target')
            THEN reported
        WHEN assessed IS NULL THEN 'no_data'
        WHEN 'no_target' IN (reported, completed) THEN 'no_target'
        WHEN is_safe THEN reported
        WHEN reported = completed AND is_covered THEN reported
        ELSE 'inconclusive'
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
