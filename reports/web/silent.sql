-- What stands in for each report that is missing behind an indicator's figure for the year so far.
-- `gap` is the month that ends the missing period; `taken_first` and `taken_from` begin and end the
-- report taken. Of very many the first are told, and how many there are (`total`).
WITH asked AS (
    SELECT DISTINCT a.indicator::VARCHAR AS indicator, a.assessed_first, a.assessed_last
    FROM asked_figure AS a
    JOIN report_context AS c ON c.period = a.period::VARCHAR
),
-- of a country's hundred thousands narrow rows are put in order, and words come to those that are told
placed AS (
    SELECT
        a.indicator, p.operand, u.unit_order, s.rowid AS place, s.gap,
        row_number() OVER told AS turn, count(*) OVER (PARTITION BY a.indicator) AS total
    FROM asked AS a
    JOIN report_operand AS p USING (indicator)
    JOIN stand_in AS s
      ON s.indicator::VARCHAR = p.operand AND s.part = 'assessed'
     AND s.first_month = a.assessed_first AND s.last_month = a.assessed_last
    JOIN report_unit AS u ON u.unit = s.unit::VARCHAR
    WINDOW told AS (PARTITION BY a.indicator ORDER BY u.unit_order, p.operand, s.gap)
)
SELECT
    p.indicator, p.operand, u.unit_name, s.gap::INTEGER AS gap, s.rule::VARCHAR AS rule,
    s.taken_first::INTEGER AS taken_first, s.taken_from::INTEGER AS taken_from,
    s.reports::INTEGER AS reports, p.total::INTEGER AS total
FROM placed AS p
JOIN stand_in AS s ON s.rowid = p.place
JOIN report_unit AS u USING (unit_order)
JOIN report_indicator AS i ON i.indicator = p.indicator
WHERE p.turn <= (SELECT stand_ins_at_most FROM report_context)
ORDER BY i.indicator_order, p.unit_order, p.operand, p.gap;
