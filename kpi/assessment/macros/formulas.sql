-- The value of every formula wherever all of its leaves have a figure; rows whose divisor is 0 are
-- left out. `source` names a table (entity, indicator, first_month, last_month, part, value), `wanted`
-- one that says of which formulas, periods and parts.
-- Formulas inside formulas were written out before, so every operand here is a leaf.
CREATE OR REPLACE TEMP MACRO formula_values(source, wanted) AS TABLE
WITH leaf AS (
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
-- Every token brings an empty stack, on which the first of them starts.
written AS (
    SELECT formula, count(DISTINCT operand) AS leaves,
           list({'operator': operator, 'number': number, 'operand': operand,
                 'stack': CAST([] AS DOUBLE[])} ORDER BY place) AS tokens
    FROM formula_token
    GROUP BY formula
),
complete AS (
    SELECT g.entity, g.formula, g.first_month, g.last_month, g.part,
           map_from_entries(list((g.operand, g.value))) AS operands,
           any_value(w.tokens) AS tokens
    FROM given AS g
    JOIN written AS w USING (formula)
    GROUP BY g.entity, g.formula, g.first_month, g.last_month, g.part
    HAVING count(*) = any_value(w.leaves)
),
-- One token a turn: an operand or number goes on the stack, an operator takes two off it.
reckoned AS (
    SELECT entity, formula, first_month, last_month, part,
        list_reduce(list_prepend(tokens[1], tokens), lambda s, t: {
            'operator': t.operator, 'number': t.number, 'operand': t.operand,
            'stack': CASE
                WHEN t.operator IS NULL
                    THEN list_append(s.stack, coalesce(t.number, operands[t.operand]))
                ELSE list_append(s.stack[:-3], CASE t.operator
                    WHEN '+' THEN s.stack[-2] + s.stack[-1]
                    WHEN '-' THEN s.stack[-2] - s.stack[-1]
                    WHEN '*' THEN s.stack[-2] * s.stack[-1]
                    WHEN '/' THEN CASE WHEN s.stack[-1] <> 0 THEN s.stack[-2] / s.stack[-1] END
                END)
            END
        }).stack[1] AS value
    FROM complete
)
SELECT entity, formula AS indicator, first_month, last_month, part, value
FROM reckoned
WHERE value IS NOT NULL;
