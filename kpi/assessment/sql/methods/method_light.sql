-- Every row as each method would judge it, where all methods are asked for.
CREATE OR REPLACE TEMP TABLE method_light AS
WITH judged_row AS (
    SELECT r.*
    FROM results AS r
    CROSS JOIN setting AS s
    WHERE s.all_methods AND r.measure <> 'milestone' AND r.is_due
),
lit AS (
    SELECT r.*, 'linear' AS by_method, j.pace AS method_pace, NULL AS light
    FROM judged_row AS r
    LEFT JOIN judged AS j
      ON j.period = r.period AND j.indicator = r.indicator AND j.entity = r.unit
    UNION ALL
    SELECT r.*, 'cagr', h.pace, coalesce(h.status, 'no_data')
    FROM judged_row AS r
    LEFT JOIN cagr AS h
      ON h.period = r.period AND h.indicator = r.indicator AND h.entity = r.unit
     AND NOT h.is_completed
    UNION ALL
    SELECT
        r.*, 'projection', CASE r.direction WHEN 'within' THEN j.pace ELSE k.pace END,
        CASE WHEN r.direction <> 'within' THEN coalesce(k.status, 'no_data') END
    FROM judged_row AS r
    LEFT JOIN judged AS j
      ON j.period = r.period AND j.indicator = r.indicator AND j.entity = r.unit
    LEFT JOIN carried AS k
      ON k.period = r.period AND k.indicator = r.indicator AND k.entity = r.unit
     AND NOT k.is_completed
),
judged_by AS (
    SELECT
        l.period, l.unit, l.indicator, l.by_method AS method, l.method_pace AS pace,
        status_of(
            is_due := l.is_due, state := l.state, measure := l.measure, value := l.value,
            due_on := l.due_on, last_day := l.last_day, method := l.by_method, light := l.light,
            direction := l.direction, target := l.target, is_met := l.is_met,
            is_beyond := l.is_beyond, ends_year := l.ends_year, pace := l.method_pace,
            on_track := s.on_track, at_risk := s.at_risk, has_goal := l.has_goal) AS status
    FROM lit AS l
    CROSS JOIN setting AS s
)
SELECT *, light_of(status) AS light FROM judged_by;
