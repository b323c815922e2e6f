-- The value of every formula wherever all of its leaves have a figure; rows whose divisor is 0 are
-- left out. `source` names a table (entity, indicator, first_month, last_month, part, value), `wanted`
-- one that says of which formulas, periods and parts.
-- Formulas inside formulas were written out before, so every operand here is a leaf.
CREATE OR REPLACE TEMP MACRO formula_values(source, wanted) AS TABLE
WITH RECURSIVE leaf AS (
    SELECT DISTINCT formula, operand FROM formula_token WHERE operand IS NOT NULL
),
given AS (
    SELECT s.entity, w.indicator AS formula, s.indicator AS operand,
           s.first_month, s.last_month, s.part, s.value
    FROM query_table(wanted) AS w
    JOIN leaf AS l ON l.formula = w.indicator
    JOIN query_table(source) AS s
      ON s.indicator = l.operand AND s.first_month = w.first_month
     AND s.last_month = w.last_month AND s.part = w.part
    WHERE s.value IS NOT NULL
),
needed AS (
    SELECT formula, count(*) AS leaves FROM leaf GROUP BY formula
),
complete AS (
    SELECT g.entity, g.formula, g.first_month, g.last_month, g.part,
           map_from_entries(list((g.operand, g.value))) AS operands
    FROM given AS g
    JOIN needed AS n USING (formula)
    GROUP BY g.entity, g.formula, g.first_month, g.last_month, g.part
    HAVING count(*) = any_value(n.leaves)
),
-- One token a turn: an operand or number goes on the stack, an operator takes two off it.
stacked AS (
    SELECT entity, formula, first_month, last_month, part, operands,
           0 AS place, CAST([] AS DOUBLE[]) AS stack
    FROM complete
    UNION ALL
    SELECT s.entity, s.formula, s.first_month, s.last_month, s.part, s.operands,
           t.place,
           CASE
               WHEN t.operator IS NULL
                   THEN list_append(s.stack, coalesce(t.number, s.operands[t.operand]))
               ELSE list_append(s.stack[:-3], CASE t.operator
                   WHEN '+' THEN s.stack[-2] + s.stack[-1]
                   WHEN '-' THEN s.stack[-2] - s.stack[-1]
                   WHEN '*' THEN s.stack[-2] * s.stack[-1]
                   WHEN '/' THEN CASE WHEN s.stack[-1] <> 0 THEN s.stack[-2] / s.stack[-1] END
               END)
           END
    FROM stacked AS s
    JOIN formula_token AS t ON t.formula = s.formula AND t.place = s.place + 1
),
finished AS (
    SELECT formula, max(place) AS place FROM formula_token GROUP BY formula
)
SELECT s.entity, s.formula AS indicator, s.first_month, s.last_month, s.part, s.stack[1] AS value
FROM stacked AS s
JOIN finished USING (formula, place)
WHERE s.stack[1] IS NOT NULL;
