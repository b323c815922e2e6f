-- What each unit reported, over time: one row per figure wanted that there is, but milestones. `amount`
-- over `base` for a ratio, else `amount`; `value` is the unit's own.
CREATE OR REPLACE TEMP TABLE reported_figure AS
WITH together AS (
    SELECT * FROM flow_sum
    UNION ALL BY NAME
    SELECT * FROM stock_state
    UNION ALL BY NAME
    SELECT * FROM running_sum
    UNION ALL BY NAME
    SELECT * FROM running_increase
)
SELECT
    t.unit, t.indicator, t.first_month, t.last_month, t.part, t.amount, t.base, t.estimated,
    CASE i.measure WHEN 'ratio' THEN ratio_of(t.amount, t.base, i.factor) ELSE t.amount END AS value
FROM together AS t
JOIN plan_indicator AS i USING (indicator);
