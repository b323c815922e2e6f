-- Every report behind a row, of its leaf indicators: the answer in force of each unit for each
-- reporting period, with the cell it stands in. `in_period` reports make up the period's own value,
-- the others only the year's so far (`assessed`).
WITH span AS (
    SELECT
        $first_month AS first_month, $last_month AS last_month,
        $last_month - $last_month % 12 AS year_first
),
asked_unit AS (
    SELECT unit FROM plan_unit WHERE unit = $entity
    UNION
    SELECT unit FROM member WHERE entity = $entity
),
inside AS (
    SELECT
        s.unit, s.indicator, s.first_month, s.last_month, s.over_time, s.measure,
        s.first_month >= p.first_month AND s.last_month <= p.last_month AS is_inside,
        s.last_month = p.last_month AS is_last,
        p.first_month AS from_month
    FROM standing AS s
    JOIN asked_unit USING (unit)
    CROSS JOIN span AS p
    WHERE list_contains($indicators, s.indicator::VARCHAR)
      AND s.last_month <= p.last_month
      AND (s.first_month >= least(p.first_month, p.year_first) OR s.measure = 'milestone')
),
-- A running total is that of the year's last month asked, of a unit that has ended its last one; a
-- milestone is the last word that was said.
closing AS (
    SELECT
        i.*,
        i.last_month = m.month AS ends_it,
        (n.valid_to IS NOT NULL AND n.valid_to < m.last_day) OR g.span IS NOT NULL AS has_ended
    FROM inside AS i
    JOIN plan_unit AS n USING (unit)
    LEFT JOIN calendar_month AS m
      ON m.month = least(i.last_month - i.last_month % 12 + 11, $last_month)
    LEFT JOIN plan_gap AS g
      ON g.span = n.span AND g.first_day <= m.last_day AND g.last_day >= m.last_day
),
-- A maximum and its row in place of windows: of few rows those take many times as long.
latest AS (
    SELECT unit, indicator, max({'last': last_month, 'first': first_month}) AS report
    FROM closing
    GROUP BY unit, indicator
),
latest_of_year AS (
    SELECT unit, indicator, last_month // 12 AS year,
           max({'last': last_month, 'first': first_month}) AS report
    FROM closing
    GROUP BY unit, indicator, last_month // 12
),
ordered AS (
    SELECT
        c.*,
        y.report.last = c.last_month AND y.report.first = c.first_month AS is_latest_of_year,
        l.report.last = c.last_month AND l.report.first = c.first_month AS is_latest
    FROM closing AS c
    JOIN latest AS l USING (unit, indicator)
    JOIN latest_of_year AS y
      ON y.unit = c.unit AND y.indicator = c.indicator AND y.year = c.last_month // 12
),
used AS (
    SELECT
        *,
        CASE
            WHEN over_time = 'flow' THEN is_inside
            WHEN measure = 'milestone' THEN is_latest
            WHEN over_time = 'stock' THEN is_last AND is_inside
            -- a longer period's total says nothing of this one alone
            ELSE is_latest_of_year AND (has_ended OR first_month >= from_month)
        END AS in_period
    FROM ordered
    WHERE CASE
        WHEN over_time = 'flow' THEN true
        WHEN measure = 'milestone' THEN is_latest
        WHEN over_time = 'stock' THEN is_last
        ELSE is_latest_of_year AND (ends_it OR has_ended)
    END
),
-- The answer in force is the last of all versions.
version AS (
    SELECT
        o.unit, o.indicator, o.period, l.first_month, l.last_month, count(*) AS versions,
        arg_max(o, {'known_at': o.known_at, 'sequence': o.sequence}) AS answer
    FROM observation AS o
    JOIN report_label AS l USING (period)
    CROSS JOIN setting AS s
    WHERE list_contains($indicators, o.indicator)
      AND is_in_force(
          o.known_at, o.out_at, s.as_of, s.withdrawn_until,
          entered := o.entered, entered_until := s.entered_until)
    GROUP BY o.unit, o.indicator, o.period, l.first_month, l.last_month
)
SELECT
    u.indicator, u.unit, v.period, u.in_period, v.answer.state AS state,
    CASE WHEN v.answer.state NOT IN ('withheld', 'not_applicable')
         THEN v.answer.numerator END AS numerator,
    CASE WHEN v.answer.state NOT IN ('withheld', 'not_applicable')
         THEN v.answer.denominator END AS denominator,
    CASE WHEN v.answer.state NOT IN ('withheld', 'not_applicable')
         THEN v.answer.value END AS value,
    CASE WHEN v.answer.state NOT IN ('withheld', 'not_applicable')
         THEN v.answer.done_on END AS done_on,
    CASE WHEN v.answer.state NOT IN ('withheld', 'not_applicable')
         THEN v.answer.written END AS written,
    nullif(v.answer.explanation, '') AS explanation, v.answer.questioned AS questioned,
    b.file, nullif(v.answer.sheet, '') AS sheet, nullif(v.answer.cell, '') AS cell, b.sha256,
    b.submission, v.answer.known_at AS received_at, v.versions AS version, v.versions,
    CASE WHEN v.answer.entered THEN coalesce(v.answer.note, '') END AS entered_why
FROM used AS u
JOIN version AS v
  ON v.unit = u.unit AND v.indicator = u.indicator AND v.first_month = u.first_month AND v.last_month = u.last_month
JOIN submission AS b ON b.submission = v.answer.submission
JOIN plan_unit AS n ON n.unit = u.unit
ORDER BY u.indicator, u.last_month DESC, u.first_month DESC, n.unit_order;
