-- The reports in force: the latest version of each unit's answer for each period and indicator.
-- `amount` is a ratio's numerator, else the value; `base` is a ratio's denominator. A reporting period
-- from which a unit was excused, and of which it said nothing, is as if it were not applicable
-- (`excused`); of milestones the last word stands.
CREATE OR REPLACE TEMP TABLE fact AS
-- Few units send a period's figures again; only of those the answers are put in order, by the few
-- columns that this takes.
WITH version AS (
    SELECT
        o.rowid AS answer, o.unit, n.indicator, n.first_month, n.last_month, o.known_at, o.sequence
    FROM observation AS o
    JOIN needed_report AS n USING (period, indicator)
    CROSS JOIN setting AS s
    WHERE is_in_force(
        o.known_at, o.out_at, s.as_of, s.withdrawn_until,
        entered := o.entered, entered_until := s.entered_until)
),
sent_again AS (
    SELECT unit, first_month, last_month
    FROM version
    GROUP BY unit, first_month, last_month
    HAVING min(sequence) < max(sequence) OR min(known_at) < max(known_at)
),
replaced AS (
    SELECT v.answer
    FROM version AS v
    SEMI JOIN sent_again AS a USING (unit, first_month, last_month)
    CROSS JOIN setting AS s
    -- where corrections count up to an earlier moment only, an answer known by then stands
    QUALIFY row_number() OVER (
        PARTITION BY v.unit, v.indicator, v.first_month, v.last_month
        ORDER BY (v.known_at > s.corrections_until) IS TRUE, v.known_at DESC, v.sequence DESC) > 1
),
weighed AS (
    SELECT
        *,
        CASE
            WHEN state IN ('not_applicable', 'withheld') THEN NULL
            WHEN measure = 'milestone' THEN CASE WHEN done_on IS NULL THEN 0.0 ELSE 100.0 END
            ELSE coalesce(CASE measure WHEN 'ratio' THEN numerator ELSE value END,
                          CASE state WHEN 'none_occurred' THEN 0.0 END)
        END AS amount,
        CASE
            WHEN state IN ('not_applicable', 'withheld') OR measure <> 'ratio' THEN NULL
            ELSE coalesce(denominator, CASE state WHEN 'none_occurred' THEN 0.0 END)
        END AS base
    FROM known_report
    ANTI JOIN replaced USING (answer)
),
-- Few units are excused from anything; only what they said is looked through again.
said_by_excused AS (
    SELECT k.unit, k.indicator, k.first_month, k.last_month
    FROM known_report AS k
    SEMI JOIN excused AS x USING (unit)
),
spared AS (
    SELECT DISTINCT
        u.unit, u.span, n.indicator, n.measure, n.over_time, n.months, n.first_month, n.last_month
    FROM excused AS x
    JOIN plan_unit AS u USING (unit)
    JOIN needed_report AS n
      ON n.first_month >= x.first_month AND n.last_month <= x.last_month
     AND n.last_month - n.first_month + 1 = n.months
    SEMI JOIN plan_reporter AS r ON r.unit = u.unit AND r.indicator = n.indicator
    ANTI JOIN said_by_excused AS l
      ON l.unit = u.unit AND l.indicator = n.indicator
     AND l.first_month <= n.first_month AND l.last_month >= n.last_month
    WHERE n.measure <> 'milestone'
)
SELECT
    unit, span, indicator, measure, over_time, months, first_month, last_month, state, amount, base,
    done_on, state = 'estimate' AS estimated,
    amount IS NOT NULL AND (measure <> 'ratio' OR base IS NOT NULL) AS has_figure,
    false AS excused
FROM weighed
UNION ALL BY NAME
SELECT *, 'not_applicable' AS state, false AS estimated, false AS has_figure, true AS excused
FROM spared;
