-- The reports in force: the latest version of each unit's answer for each period and indicator.
-- `amount` is a ratio's numerator, else the value; `base` is a ratio's denominator.
CREATE OR REPLACE TEMP TABLE fact AS
-- Few units send a period's figures again; only of those the answers are put in order.
WITH sent_again AS (
    SELECT unit, first_month, last_month
    FROM known_report
    GROUP BY unit, first_month, last_month
    HAVING min(sequence) < max(sequence) OR min(known_at) < max(known_at)
),
replaced AS (
    SELECT k.answer
    FROM known_report AS k
    SEMI JOIN sent_again AS a USING (unit, first_month, last_month)
    CROSS JOIN setting AS s
    -- where corrections count up to an earlier moment only, an answer known by then stands
    QUALIFY row_number() OVER (
        PARTITION BY k.unit, k.indicator, k.first_month, k.last_month
        ORDER BY (k.known_at > s.corrections_until) IS TRUE, k.known_at DESC, k.sequence DESC) > 1
),
latest AS (
    SELECT k.*
    FROM known_report AS k
    ANTI JOIN replaced AS r USING (answer)
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
    FROM latest
)
SELECT
    unit, span, indicator, measure, over_time, months, first_month, last_month, state, amount, base,
    done_on, state = 'estimate' AS estimated,
    amount IS NOT NULL AND (measure <> 'ratio' OR base IS NOT NULL) AS has_figure
FROM weighed;
