-- Where the year will end before it is cut at what can be, and how wide the range is to either side. What
-- the year does not add up moves along half the slope of its latest reporting periods, the wider the more
-- it jumped; a count by the share of the year behind it and by what last year still brought; a ratio of
-- what occurs stays, in the first months weighed with last year's rest. A view: two look at it.
CREATE OR REPLACE TEMP VIEW estimate AS
WITH gathered AS (
    SELECT
        r.period, r.indicator, r.entity, i.measure, i.over_time, i.factor, i.least, i.most, i.months,
        r.completed AS latest, r.completed_numerator AS numerator,
        r.completed_denominator AS denominator, r.cumulated,
        p.month_of_year, (12 - p.month_of_year) // i.months AS periods_left,
        s.slope, s.spread, s.steps,
        y.total, y.same, y.total_numerator, y.total_denominator, y.same_numerator,
        y.same_denominator,
        i.measure IN ('count', 'ratio') AND i.over_time <> 'stock' AS sums_up
    FROM judged AS r
    JOIN asked_period AS p USING (period)
    JOIN asked_figure AS a USING (period, indicator)
    JOIN plan_indicator AS i USING (indicator)
    LEFT JOIN slope AS s
      ON s.entity = r.entity AND s.indicator = r.indicator AND s.last_month = a.assessed_last
    LEFT JOIN complete_year AS y
      ON y.entity = r.entity AND y.indicator = r.indicator
     AND y.assessed_first = a.assessed_first AND y.assessed_last = a.assessed_last
    WHERE i.measure <> 'milestone' AND r.completed IS NOT NULL
),
shared AS (
    SELECT
        *, coalesce(cumulated, month_of_year / 12) AS share,
        -- the parts so far and last year's of the months left
        numerator + coalesce(total_numerator, 0) - coalesce(same_numerator, 0) AS parts_above,
        denominator + coalesce(total_denominator, 0) - coalesce(same_denominator, 0) AS parts_below
    FROM gathered
),
estimated AS (
    SELECT
        *,
        CASE
            WHEN NOT sums_up THEN latest + slope / 2 * periods_left
            WHEN measure = 'count' AND share = 0 THEN NULL
            WHEN measure = 'count' AND total IS NOT NULL AND same IS NOT NULL
                THEN greatest((latest / share + latest + total - same) / 2, latest)
            WHEN measure = 'count' THEN greatest(latest / share, latest)
            WHEN month_of_year < 6 AND total_denominator IS NOT NULL
                THEN ratio_of(parts_above, parts_below, factor)
            ELSE latest
        END AS middle
    FROM shared
)
SELECT
    *,
    CASE WHEN NOT sums_up THEN level_width(spread, steps, periods_left)
         WHEN measure = 'count' THEN count_width(middle - latest) END AS width
FROM estimated
WHERE middle IS NOT NULL;
