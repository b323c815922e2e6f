-- Figures, coverage and state of everything that units report, per period shown. State is `reported`,
-- `no_data`, or `not_applicable`: nothing expected and nothing come, or all denominators 0. Where a unit
-- `is_missing` the completed figure has a state of its own. A view: one reads it.
CREATE OR REPLACE TEMP VIEW leaf_condition AS
WITH shown AS (
    SELECT
        w.indicator, i.measure, w.first_month, w.last_month
    FROM wanted_figure AS w
    JOIN plan_indicator AS i USING (indicator)
    -- earlier periods are only compared with
    SEMI JOIN asked_figure AS a ON a.first_month = w.first_month AND a.last_month = w.last_month
    WHERE w.coverage AND w.part = 'value' AND i.measure <> 'formula'
),
-- a row wherever there is any of the three: the figure, its coverage, that of the year so far
figured AS (
    SELECT
        f.entity, f.indicator, f.first_month, f.last_month, f.value, f.numerator, f.denominator,
        f.done_on, f.reports, f.estimated OR f.is_weak AS is_doubtful
    FROM figure AS f
    SEMI JOIN shown USING (indicator, first_month, last_month)
    WHERE f.part = 'value'
),
covered AS (
    SELECT
        c.entity, c.indicator, c.first_month, c.last_month, c.units_expected, c.units_reported,
        c.lacking, c.came, c.came_last
    FROM coverage AS c
    SEMI JOIN shown USING (indicator, first_month, last_month)
    WHERE c.part = 'value'
),
covered_so_far AS (
    SELECT c.entity, c.indicator, c.first_month, c.last_month, c.lacking AS lacking_so_far
    FROM coverage AS c
    SEMI JOIN shown USING (indicator, first_month, last_month)
    WHERE c.part = 'assessed'
),
known AS (
    SELECT *
    FROM covered
    FULL JOIN figured USING (entity, indicator, first_month, last_month)
    FULL JOIN covered_so_far USING (entity, indicator, first_month, last_month)
),
gathered AS (
    SELECT
        k.entity, k.indicator, k.first_month, k.last_month, s.measure,
        k.value, k.numerator, k.denominator, k.done_on,
        coalesce(k.reports, 0) AS reports,
        a.value AS assessed, a.denominator AS assessed_denominator,
        coalesce(k.units_expected, 0) AS units_expected,
        coalesce(k.units_reported, 0) AS units_reported,
        coalesce(k.came, false) AS came, coalesce(k.came_last, false) AS came_last,
        coalesce(k.lacking, false) OR coalesce(k.lacking_so_far, false)
            OR coalesce(k.is_doubtful, false)
            OR coalesce(a.estimated, false) OR coalesce(a.is_weak, false) AS provisional,
        g.entity IS NOT NULL AS is_missing,
        -- where no unit is missing, a figure is complete as it is
        CASE WHEN g.entity IS NULL THEN a.value ELSE f.value END AS completed,
        CASE WHEN g.entity IS NULL THEN a.numerator ELSE f.numerator END AS completed_numerator,
        CASE WHEN g.entity IS NULL THEN a.denominator ELSE f.denominator END
            AS completed_denominator
    FROM known AS k
    JOIN shown AS s USING (indicator, first_month, last_month)
    LEFT JOIN (FROM figure WHERE part = 'assessed') AS a
        USING (entity, indicator, first_month, last_month)
    LEFT JOIN (FROM silent_group WHERE part = 'assessed') AS g
        USING (entity, indicator, first_month, last_month)
    LEFT JOIN (FROM completed_group WHERE part = 'assessed' AND NOT unknown) AS f
        USING (entity, indicator, first_month, last_month)
),
found AS (
    SELECT
        * EXCLUDE (came, came_last, assessed_denominator, measure),
        CASE
            WHEN units_expected = 0 AND reports = 0 AND NOT came THEN 'not_applicable'
            WHEN assessed_denominator = 0 THEN 'not_applicable'
            -- what ended units keep is no report of the period; only a milestone's date carries on
            WHEN units_expected > 0 AND NOT came_last AND measure <> 'milestone' THEN 'no_data'
            -- of an area's milestone a last word stands though its unit withholds the period's
            WHEN (reports = 0 OR assessed IS NULL) AND measure <> 'milestone' THEN 'no_data'
            -- weights that total 0; a ratio without any object in the period is judged by the year so far
            WHEN value IS NULL AND measure <> 'ratio' THEN 'no_data'
            ELSE 'reported'
        END AS state,
        units_expected = 0 AND reports = 0 AND NOT came AS nothing_due
    FROM gathered
)
SELECT
    * EXCLUDE (nothing_due),
    CASE
        WHEN NOT is_missing THEN state
        WHEN nothing_due OR completed_denominator = 0 THEN 'not_applicable'
        WHEN completed IS NULL THEN 'no_data'
        ELSE 'reported'
    END AS completed_state
FROM found;
