-- Flows within a unit over every stretch of months that a figure looks at: the sum of what was reported,
-- and what of the reports came, is not applicable (`excused`), withheld or an estimate; `own` are those for
-- reporting periods of their own. Counted in reporting periods expected of the unit. Of indicators whose
-- figures are all whole numbers a plain sum is exact in any order; most are.
CREATE OR REPLACE TEMP TABLE flow_stretch AS
WITH figure_wanted AS (
    SELECT DISTINCT
        w.indicator, CASE w.part WHEN 'value' THEN w.first_month ELSE w.year_first END AS from_month,
        w.last_month
    FROM wanted_figure AS w
    JOIN plan_indicator AS i USING (indicator)
    WHERE i.over_time = 'flow' AND i.measure <> 'formula'
),
added AS (
    SELECT indicator
    FROM fact
    WHERE over_time = 'flow'
    GROUP BY indicator
    HAVING adds_exactly(amount) AND adds_exactly(base)
),
-- One stretch of months serves several figures: of January both.
stretch AS (
    SELECT
        w.*, a.indicator IS NOT NULL AS adds,
        row_number() OVER (ORDER BY w.indicator, w.from_month, w.last_month)::INTEGER AS stretch
    FROM figure_wanted AS w
    LEFT JOIN added AS a USING (indicator)
),
-- A single month holds one report, which needs no adding up: half of all stretches.
inside AS NOT MATERIALIZED (
    SELECT
        w.stretch, w.adds, w.indicator, l.first_month, l.last_month,
        w.adds AND w.from_month = w.last_month AS is_alone
    FROM stretch AS w
    JOIN report_label AS l ON l.first_month >= w.from_month AND l.last_month <= w.last_month
),
-- What a report says for itself, before it is looked at in a dozen stretches.
said AS NOT MATERIALIZED (
    SELECT
        s.unit, s.indicator, s.first_month, s.last_month, s.has_figure,
        s.has_figure AND s.estimated AS estimated,
        CASE WHEN s.has_figure THEN s.amount END AS amount,
        CASE WHEN s.has_figure THEN s.base END AS base,
        e.reports, s.last_month - s.first_month + 1 = s.months AS is_own,
        s.state = 'not_applicable' AS is_excused, s.state = 'withheld' AS is_withheld,
        s.estimated AS is_estimate
    FROM standing AS s
    LEFT JOIN expected_reports AS e
      ON e.span = s.span AND e.months = s.months
     AND e.first_month = s.first_month AND e.last_month = s.last_month
    WHERE s.over_time = 'flow'
),
-- Whether any report is something is kept as bits of one number, and what is counted as its digits to
-- the base 65536 (not applicable, present, own): adding up millions of rows costs by the column. Written
-- down once, for three look at it.
marked AS MATERIALIZED (
    SELECT
        unit, indicator, first_month, last_month, amount, base,
        coalesce(reports, 0) * (CASE WHEN is_excused THEN 1 ELSE 65536 END
                                + CASE WHEN is_own THEN 4294967296 ELSE 0 END)::DOUBLE AS counts,
        CASE WHEN has_figure THEN 1 ELSE 0 END
        | CASE WHEN estimated THEN 2 ELSE 0 END
        | CASE WHEN is_withheld THEN 4 ELSE 0 END
        | CASE WHEN is_withheld AND (reports IS NOT NULL OR is_own) THEN 8 ELSE 0 END
        | CASE WHEN is_withheld OR is_estimate THEN 16 ELSE 0 END
        | CASE WHEN is_excused THEN 0 ELSE 32 END AS marks
    FROM said
),
summed AS (
    SELECT m.unit, w.stretch, m.amount, m.base, m.counts, m.marks
    FROM inside AS w
    JOIN marked AS m USING (indicator, first_month, last_month)
    WHERE w.is_alone
    UNION ALL
    SELECT
        m.unit, w.stretch, sum(m.amount) AS amount, sum(m.base) AS base,
        sum(m.counts) AS counts,
        bit_or(m.marks) AS marks
    FROM inside AS w
    JOIN marked AS m USING (indicator, first_month, last_month)
    WHERE w.adds AND NOT w.is_alone
    GROUP BY m.unit, w.stretch
    UNION ALL
    SELECT
        m.unit, w.stretch, exact_sum(m.amount), exact_sum(m.base),
        sum(m.counts), bit_or(m.marks)
    FROM inside AS w
    JOIN marked AS m USING (indicator, first_month, last_month)
    WHERE NOT w.adds
    GROUP BY m.unit, w.stretch
)
SELECT
    s.unit, w.indicator, w.from_month, w.last_month, s.amount, s.base,
    (s.counts::BIGINT % 65536)::INTEGER AS excused,
    (s.counts::BIGINT // 65536 % 65536)::INTEGER AS present,
    (s.counts::BIGINT // 4294967296)::INTEGER AS own,
    s.marks & 1 > 0 AS has_figure, s.marks & 2 > 0 AS estimated, s.marks & 4 > 0 AS withheld,
    s.marks & 8 > 0 AS withheld_part, s.marks & 16 > 0 AS is_open, s.marks & 32 > 0 AS came
FROM summed AS s
JOIN stretch AS w USING (stretch);
