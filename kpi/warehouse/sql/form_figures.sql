-- What is known of each unit's indicators before a form's period: the last accepted figure of the
-- same kind of period, and the report year's figure so far. One row per unit and indicator that
-- has either. Parameters: $units; $indicators with $over_time and $factors beside them; $as_of;
-- $kind_labels with $kind_order, the earlier periods of the form's kind and a number that rises
-- with time; $year_labels with $year_first and $year_last (months), the year's earlier periods.
WITH asked_unit AS (
    SELECT unnest($units::VARCHAR[]) AS unit
),

asked AS (
    SELECT
        unnest($indicators::VARCHAR[]) AS indicator,
        unnest($over_time::VARCHAR[]) AS over_time,
        unnest($factors::DOUBLE[]) AS factor
),

of_kind AS (
    SELECT unnest($kind_labels::VARCHAR[]) AS period, unnest($kind_order::INTEGER[]) AS ordinal
),

of_year AS (
    SELECT
        unnest($year_labels::VARCHAR[]) AS period,
        unnest($year_first::INTEGER[]) AS first_month,
        unnest($year_last::INTEGER[]) AS last_month
),

in_force AS (
    SELECT observation.*, asked.over_time, asked.factor
    FROM observation
    JOIN asked_unit USING (unit)
    JOIN asked USING (indicator)
    WHERE known_at <= $as_of
    QUALIFY row_number() OVER (
        PARTITION BY unit, period, indicator
        ORDER BY known_at DESC, sequence DESC
    ) = 1
),

-- a figure that was withheld or not applicable is none, and is never printed
figure AS (
    SELECT *
    FROM in_force
    WHERE state IN ('value', 'estimate', 'none_occurred')
),

previous AS (
    SELECT unit, indicator, numerator, denominator, value, done_on
    FROM figure
    JOIN of_kind USING (period)
    QUALIFY row_number() OVER (PARTITION BY unit, indicator ORDER BY ordinal DESC) = 1
),

-- a longer period's figure stands only where no shorter period inside it has an answer
in_year AS (
    SELECT in_force.*, of_year.first_month, of_year.last_month
    FROM in_force
    JOIN of_year USING (period)
    WHERE NOT EXISTS (
        SELECT 1
        FROM in_force AS other
        JOIN of_year AS shorter USING (period)
        WHERE
            other.unit = in_force.unit
            AND other.indicator = in_force.indicator
            AND shorter.first_month >= of_year.first_month
            AND shorter.last_month <= of_year.last_month
            AND shorter.last_month - shorter.first_month < of_year.last_month - of_year.first_month
    )
),

figure_in_year AS (
    SELECT *
    FROM in_year
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
    SELECT unit, indicator, numerator, denominator, value
    FROM figure_in_year
    WHERE over_time <> 'flow'
    QUALIFY row_number() OVER (
        PARTITION BY unit, indicator
        ORDER BY last_month DESC, first_month DESC
    ) = 1
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
