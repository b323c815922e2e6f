-- One row per indicator and entity of each period asked. The exported columns stand first, then what
-- reports and explanations need; in the plan's order, units before areas before the whole.
CREATE OR REPLACE TEMP TABLE results AS
WITH gathered AS (
    SELECT
        r.period, r.entity AS unit, r.indicator, r.level,
        p.period_order, p.ends_year, p.last_day,
        i.* EXCLUDE (indicator, baseline, limit_value, least, most),
        i.indicator_order AS plan_order, a.first_month IS NOT NULL AS is_due,
        r.value, r.numerator, r.denominator, r.assessed, r.done_on,
        coalesce(r.units_reported, 0) AS reported, coalesce(r.units_expected, 0) AS expected_units,
        coalesce(r.provisional, false) AS is_provisional,
        coalesce(r.state, 'not_applicable') AS state,
        r.is_missing, r.completed, coalesce(r.completed_state, 'not_applicable') AS completed_state,
        r.points, r.target, r.expected, r.start, r.baseline, r.path_taken, r.cumulated,
        r.achievement,
        CASE
            WHEN i.measure = 'milestone' OR i.method = 'linear' THEN r.pace
            WHEN i.method = 'cagr' THEN h.pace
            WHEN i.direction = 'within' THEN r.pace
            ELSE k.pace
        END AS pace,
        r.completed_pace,
        CASE WHEN i.method = 'cagr' THEN coalesce(h.status, 'no_data')
             WHEN i.method = 'projection' AND i.direction <> 'within'
             THEN coalesce(k.status, 'no_data') END AS light,
        CASE WHEN i.method = 'cagr' THEN coalesce(hc.status, h.status, 'no_data')
             WHEN i.method = 'projection' AND i.direction <> 'within'
             THEN coalesce(kc.status, k.status, 'no_data') END AS completed_light,
        r.has_goal,
        e.projection, e.projection_low, e.projection_high,
        r.previous, r.last_year, r.now_previous, r.before_previous, r.now_last_year,
        r.before_last_year,
        a.first_month, a.last_month,
        round_half_away(r.assessed, i.decimals) AS shown,
        round_half_away(r.completed, i.decimals) AS completed_shown,
        round_half_away(r.target, i.decimals) AS target_shown,
        i.measure = 'count' AND i.over_time <> 'stock' AND i.direction = 'down' AS is_ceiling
    FROM judged AS r
    JOIN asked_period AS p USING (period)
    JOIN plan_indicator AS i USING (indicator)
    JOIN asked_figure AS a USING (period, indicator)
    LEFT JOIN projection AS e USING (period, indicator, entity)
    LEFT JOIN (FROM cagr WHERE NOT is_completed) AS h USING (period, indicator, entity)
    LEFT JOIN (FROM cagr WHERE is_completed) AS hc USING (period, indicator, entity)
    LEFT JOIN (FROM carried WHERE NOT is_completed) AS k USING (period, indicator, entity)
    LEFT JOIN (FROM carried WHERE is_completed) AS kc USING (period, indicator, entity)
),
reached AS (
    SELECT
        *,
        is_met(direction, shown, target_shown, band_low, band_high, decimals,
               ends_year OR NOT is_ceiling) AS is_met,
        is_beyond(direction, shown, target_shown) AS is_beyond,
        is_met(direction, completed_shown, target_shown, band_low, band_high, decimals,
               ends_year OR NOT is_ceiling) AS completed_met,
        is_beyond(direction, completed_shown, target_shown) AS completed_beyond
    FROM gathered
),
found AS (
    SELECT
        g.*, s.coverage_floor,
        status_of(
            is_due := is_due, state := state, measure := measure, value := value, due_on := due_on,
            last_day := last_day, method := method, light := light, direction := direction,
            target := target, is_met := is_met, is_beyond := is_beyond, ends_year := ends_year,
            pace := pace, on_track := s.on_track, at_risk := s.at_risk, has_goal := has_goal)
            AS status_found,
        CASE WHEN is_missing AND is_due AND measure <> 'milestone' THEN status_of(
            is_due := true, state := completed_state, measure := measure, value := value,
            due_on := due_on, last_day := last_day, method := method, light := completed_light,
            direction := direction, target := target, is_met := completed_met,
            is_beyond := completed_beyond, ends_year := ends_year, pace := completed_pace,
            on_track := s.on_track, at_risk := s.at_risk, has_goal := has_goal) END
            AS completed_status
    FROM reached AS g CROSS JOIN setting AS s
),
lit AS (
    SELECT
        *,
        CASE WHEN completed_status IS NULL THEN status_found ELSE concluded(
            reported := status_found, completed := completed_status, assessed := assessed,
            is_safe := is_safe(measure, across, direction, status_found, shown, target_shown),
            is_covered := is_covered(reported, expected_units, coverage_floor))
        END AS status,
        CASE WHEN completed_status IS NOT NULL THEN status_found END AS reported_status
    FROM found
)
-- words become texts after the rows are in order: sorting moves every row, and a word is small
SELECT * REPLACE (period::VARCHAR AS period, unit::VARCHAR AS unit, indicator::VARCHAR AS indicator,
                  measure::VARCHAR AS measure, over_time::VARCHAR AS over_time)
FROM (
    SELECT
        l.period, l.unit, l.indicator, l.value, l.numerator,
        l.denominator, l.assessed, l.target, l.expected, l.achievement, l.pace, l.status,
        trend_of(l.now_previous, l.before_previous, l.direction, l.band_low, l.band_high, l.decimals)
            AS trend,
        l.projection,
        CASE WHEN l.is_due THEN l.reported END AS units_reported,
        CASE WHEN l.is_due THEN l.expected_units END AS units_expected,
        l.is_provisional AS provisional, l.previous, l.last_year, l.projection_low, l.projection_high,
        l.now_previous - l.before_previous AS change_previous,
        l.now_last_year - l.before_last_year AS change_last_year, l.completed, l.reported_status, l.completed_status,
        l.level, l.measure, l.field, l.method, l.over_time,
        l.direction, l.band_low, l.band_high,
        l.decimals, l.weight, l.path_taken, l.start, l.baseline, l.cumulated, l.due_on, l.done_on,
        l.measure = 'milestone' AND l.status = 'met' AND l.done_on > l.due_on AS late,
        l.first_month, l.last_month, l.is_due, l.state, l.is_met, l.is_beyond, l.has_goal,
        l.ends_year, l.last_day, l.points, l.is_missing,
        l.now_previous, l.before_previous, l.now_last_year, l.before_last_year
    FROM lit AS l
    LEFT JOIN plan_unit AS u ON u.unit = l.unit
    ORDER BY
        l.period_order, l.plan_order,
        CASE l.level WHEN 'unit' THEN 0 WHEN 'area' THEN 1 ELSE 2 END, u.unit_order, l.unit
);
