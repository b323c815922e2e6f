-- Every row as each method would judge it, where all methods are asked for; where a unit is missing, from
-- what was reported and from what is completed, as the results are.
CREATE OR REPLACE TEMP TABLE method_light AS
WITH judged_row AS (
    SELECT
        r.*, r.unit AS entity, i.across, j.pace AS linear_pace, j.completed_pace,
        coalesce(j.completed_state, 'not_applicable') AS completed_state,
        round_half_away(r.assessed, r.decimals) AS shown,
        round_half_away(j.completed, r.decimals) AS completed_shown,
        round_half_away(r.target, r.decimals) AS target_shown,
        r.ends_year OR r.direction <> 'down' OR r.measure <> 'count' OR r.over_time = 'stock'
            AS counts
    FROM results AS r
    CROSS JOIN setting AS s
    JOIN plan_indicator AS i ON i.indicator = r.indicator
    LEFT JOIN judged AS j
      ON j.period = r.period AND j.indicator = r.indicator AND j.entity = r.unit
    WHERE s.all_methods AND r.measure <> 'milestone' AND r.is_due
),
lit AS (
    SELECT
        r.*, 'linear' AS by_method, linear_pace AS method_pace, NULL AS light,
        NULL AS completed_light
    FROM judged_row AS r
    UNION ALL
    SELECT
        r.*, 'cagr', h.pace, coalesce(h.status, 'no_data'), coalesce(hc.status, h.status, 'no_data')
    FROM judged_row AS r
    LEFT JOIN (FROM cagr WHERE NOT is_completed) AS h USING (period, indicator, entity)
    LEFT JOIN (FROM cagr WHERE is_completed) AS hc USING (period, indicator, entity)
    UNION ALL
    SELECT
        r.*, 'projection', CASE r.direction WHEN 'within' THEN r.linear_pace ELSE k.pace END,
        CASE WHEN r.direction <> 'within' THEN coalesce(k.status, 'no_data') END,
        CASE WHEN r.direction <> 'within' THEN coalesce(kc.status, k.status, 'no_data') END
    FROM judged_row AS r
    LEFT JOIN (FROM carried WHERE NOT is_completed) AS k USING (period, indicator, entity)
    LEFT JOIN (FROM carried WHERE is_completed) AS kc USING (period, indicator, entity)
),
found AS (
    SELECT
        l.*, s.coverage_floor,
        status_of(
            is_due := l.is_due, state := l.state, measure := l.measure, value := l.value,
            due_on := l.due_on, last_day := l.last_day, method := l.by_method, light := l.light,
            direction := l.direction, target := l.target, is_met := l.is_met,
            is_beyond := l.is_beyond, ends_year := l.ends_year, pace := l.method_pace,
            on_track := s.on_track, at_risk := s.at_risk, has_goal := l.has_goal) AS reported,
        CASE WHEN l.is_missing THEN status_of(
            is_due := true, state := l.completed_state, measure := l.measure, value := l.value,
            due_on := l.due_on, last_day := l.last_day, method := l.by_method,
            light := l.completed_light, direction := l.direction, target := l.target,
            is_met := is_met(l.direction, l.completed_shown, l.target_shown, l.band_low,
                             l.band_high, l.decimals, l.counts),
            is_beyond := is_beyond(l.direction, l.completed_shown, l.target_shown),
            ends_year := l.ends_year, pace := l.completed_pace, on_track := s.on_track,
            at_risk := s.at_risk, has_goal := l.has_goal) END AS completed_by
    FROM lit AS l
    CROSS JOIN setting AS s
),
judged_by AS (
    SELECT
        period, unit, indicator, by_method AS method, method_pace AS pace,
        CASE WHEN completed_by IS NULL THEN reported ELSE concluded(
            reported := reported, completed := completed_by, assessed := assessed,
            is_safe := is_safe(measure, across, direction, reported, shown, target_shown),
            is_covered := is_covered(units_reported, units_expected, coverage_floor)) END AS status
    FROM found
)
SELECT *, light_of(status) AS light FROM judged_by;
