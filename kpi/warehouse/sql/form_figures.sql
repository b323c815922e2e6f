-- What is known of each unit's indicators before a form's period: the last accepted figure of the
-- same kind of period, and the report year's figure so far. One row per unit and indicator that
-- has either. Parameters: $units; $asked, the indicators with what their figures are over time and
-- their factors; $as_of; $of_kind, the earlier periods of the form's kind and a number that rises
-- with time; $of_year, the year's earlier periods with their months.
WITH asked_unit AS (
    SELECT unnest($units::VARCHAR[]) AS unit
),

asked AS (
    SELECT unnest(
        $asked::STRUCT(indicator VARCHAR, over_time VARCHAR, factor DOUBLE)[], recursive := true
    )
),

of_kind AS (
    SELECT unnest($of_kind::STRUCT(period VARCHAR, ordinal INTEGER)[], recursive := true)
),

of_year AS (
    SELECT unnest(
        $of_year::STRUCT(period VARCHAR, first_month INTEGER, last_month INTEGER)[],
        recursive := true
    )
),

of_interest AS (
    SELECT period FROM of_kind
    UNION
    SELECT period FROM of_year
),

in_force AS (
    SELECT
        unit,
        period,
        indicator,
        unnest(
            arg_max(
                {
                    state: state,
                    numerator: numerator,
                    denominator: denominator,
                    value: value,
                    done_on: done_on
                },
                (known_at, sequence)
            )
        )
    FROM observation
    WHERE
        is_in_force(known_at, out_at, $as_of, $as_of)
        AND unit IN (SELECT unit FROM asked_unit)
        AND indicator IN (SELECT indicator FROM asked)
        AND period IN (SELECT period FROM of_interest)
    GROUP BY unit, period, indicator
),

-- a figure that was withheld or not applicable is none, and is never printed
previous AS (
    SELECT
        unit,
        indicator,
        unnest(
            arg_max(
                {
                    numerator: numerator,
                    denominator: denominator,
                    value: value,
                    done_on: done_on
                },
                ordinal
            )
        )
    FROM in_force
    JOIN of_kind USING (period)
    WHERE state IN ('value', 'estimate', 'none_occurred')
    GROUP BY unit, indicator
),

in_year AS (
    SELECT in_force.*, of_year.first_month, of_year.last_month
    FROM in_force
    JOIN of_year USING (period)
),

-- a longer period's figure stands only where no shorter period inside it has an answer
overruled AS (
    SELECT DISTINCT longer.unit, longer.indicator, longer.period
    FROM in_year AS longer
    JOIN in_year AS shorter
        ON
            shorter.unit = longer.unit
            AND shorter.indicator = longer.indicator
            AND shorter.first_month >= longer.first_month
            AND shorter.last_month <= longer.last_month
            AND shorter.period <> longer.period
    WHERE longer.last_month > longer.first_month
),

figure_in_year AS (
    SELECT in_year.*, asked.over_time
    FROM in_year
    JOIN asked USING (indicator)
    ANTI JOIN overruled USING (unit, indicator, period)
    WHERE state IN ('value', 'estimate', 'none_occurred')
),

summed AS (
    SELECT
        unit,
        indicator,
        sum(numerator) AS numerator,
        sum(denominator) AS denominator,
        sum(value) AS value
    FROM figure_in_year
    WHERE over_time = 'flow'
    GROUP BY unit, indicator
),

latest AS (
    SELECT
        unit,
        indicator,
        unnest(
            arg_max(
                {numerator: numerator, denominator: denominator, value: value},
                (last_month, first_month)
            )
        )
    FROM figure_in_year
    WHERE over_time <> 'flow'
    GROUP BY unit, indicator
),

to_date AS (
    SELECT * FROM summed
    UNION ALL
    SELECT * FROM latest
)

SELECT
    unit,
    indicator,
    coalesce(
        previous.value, previous.numerator / nullif(previous.denominator, 0) * asked.factor
    ) AS previous_value,
    previous.numerator AS previous_numerator,
    previous.denominator AS previous_denominator,
    previous.done_on AS previous_done_on,
    coalesce(
        to_date.value, to_date.numerator / nullif(to_date.denominator, 0) * asked.factor
    ) AS to_date_value,
    to_date.numerator AS to_date_numerator,
    to_date.denominator AS to_date_denominator
FROM previous
FULL JOIN to_date USING (unit, indicator)
JOIN asked USING (indicator)
ORDER BY unit, indicator
