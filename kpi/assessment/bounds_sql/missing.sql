-- What is missing behind the figures of one entity in one period, and within what bounds each missing
-- report must lie: a unit's own bounds from `$bounds`; of a ratio the denominator that the unit last
-- reported, else the mean of those that came. What cannot be bounded has no row in `step`.
CREATE OR REPLACE TEMP TABLE missing_return AS
WITH bound AS (
    SELECT unnest(from_json($bounds, '[{"indicator": "VARCHAR", "lower": "DOUBLE",
                                        "upper": "DOUBLE"}]'), recursive := true)
),
shown AS (
    SELECT
        r.indicator, r.unit AS entity, r.period, r.measure, r.over_time, r.status, r.assessed,
        i.across, i.factor, i.months, i.limit_value, a.first_month, a.last_month, a.assessed_first,
        a.assessed_last, a.last_month - a.last_month % 12 AS year_first, b.lower, b.upper
    FROM results AS r
    JOIN plan_indicator AS i USING (indicator)
    JOIN asked_figure AS a USING (period, indicator)
    JOIN bound AS b USING (indicator)
    WHERE r.period = $period AND r.unit = $entity AND r.state = 'reported'
      AND r.assessed IS NOT NULL AND r.method = 'linear'
),
asked_unit AS (
    SELECT unit FROM plan_unit WHERE unit = $entity
    UNION
    SELECT unit FROM member WHERE entity = $entity
),
lacking AS (
    SELECT s.indicator, c.unit
    FROM shown AS s
    JOIN unit_coverage AS c
      ON c.indicator = s.indicator AND c.first_month = s.assessed_first
     AND c.last_month = s.assessed_last AND c.part = 'assessed'
    JOIN asked_unit USING (unit)
    WHERE c.lacking AND c.expected
),
-- A flow lacks reports, anything else the unit's one figure.
came AS (
    SELECT l.indicator, l.unit, sum(e.reports) AS reports
    FROM lacking AS l
    JOIN shown AS s USING (indicator)
    JOIN standing AS f
      ON f.unit = l.unit AND f.indicator = l.indicator
     AND f.first_month >= s.year_first AND f.last_month <= s.assessed_last
    JOIN expected_reports AS e
      ON e.span = f.span AND e.months = f.months
     AND e.first_month = f.first_month AND e.last_month = f.last_month
    WHERE f.state <> 'withheld'
    GROUP BY ALL
),
counted AS (
    SELECT
        l.indicator, l.unit,
        CASE WHEN s.over_time = 'flow' THEN e.reports - coalesce(c.reports, 0) ELSE 1 END AS reports
    FROM lacking AS l
    JOIN shown AS s USING (indicator)
    JOIN plan_unit AS u USING (unit)
    LEFT JOIN came AS c USING (indicator, unit)
    LEFT JOIN expected_reports AS e
      ON e.span = u.span AND e.months = s.months
     AND e.first_month = s.year_first AND e.last_month = s.assessed_last
),
usual AS (
    SELECT
        f.indicator, f.unit,
        arg_max(f.base, f.last_month) AS base
    FROM standing AS f
    JOIN plan_indicator AS i USING (indicator)
    WHERE f.base > 0 AND f.last_month - f.first_month + 1 = i.months
    GROUP BY f.indicator, f.unit
),
mean_base AS (
    SELECT indicator, exact_sum(base) / count(*) AS base FROM usual GROUP BY indicator
),
summed AS (
    SELECT
        c.indicator, count(*)::INTEGER AS units, sum(c.reports)::INTEGER AS reports,
        exact_sum(c.reports * coalesce(u.base, m.base)) AS base
    FROM counted AS c
    LEFT JOIN usual AS u USING (indicator, unit)
    LEFT JOIN mean_base AS m USING (indicator)
    WHERE c.reports > 0
    GROUP BY c.indicator
)
SELECT
    s.*, m.units, m.reports, m.base,
    f.numerator, f.denominator, f.reports AS figures
FROM shown AS s
JOIN summed AS m USING (indicator)
LEFT JOIN figure AS f
  ON f.entity = s.entity AND f.indicator = s.indicator AND f.part = 'assessed'
 AND f.first_month = s.assessed_first AND f.last_month = s.assessed_last;

-- The figure of a full return if every missing report were so much, in a thousand steps from the lower
-- bound to the upper.
CREATE OR REPLACE TEMP TABLE missing_step AS
WITH stepped AS (
    SELECT m.*, n.step, m.lower + (m.upper - m.lower) * n.step / 1000 AS each
    FROM missing_return AS m
    CROSS JOIN range(1001) AS n (step)
    WHERE m.lower IS NOT NULL AND m.upper > m.lower
      AND m.across <> 'weighted' AND (m.across <> 'parts' OR m.base > 0)
),
filled AS (
    SELECT
        *,
        CASE across
            WHEN 'parts' THEN factor * (numerator + each / factor * base) / (denominator + base)
            WHEN 'sum' THEN assessed + each * reports
            WHEN 'mean' THEN (assessed * figures + each * units) / (figures + units)
            WHEN 'min' THEN least(assessed, each)
            WHEN 'max' THEN greatest(assessed, each)
        END AS figure
    FROM stepped
)
SELECT
    indicator, period, entity, step, each, first_month, last_month,
    CASE WHEN limit_value IS NOT NULL AND figure > limit_value THEN limit_value ELSE figure END
        AS figure
FROM filled;
