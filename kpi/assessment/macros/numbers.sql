-- Arithmetic that gives the same bytes on every run and rounds as people do.

-- A sum that does not depend on the order in which threads meet the rows.
CREATE OR REPLACE TEMP MACRO exact_sum(x) AS list_aggregate(list_sort(list(x)), 'fsum');

-- Half away from zero at so many decimals. The inner rounding takes away binary noise first: 0.285
-- is stored a little below itself and must still become 0.29. Above 1e8 there is no room for it.
CREATE OR REPLACE TEMP MACRO round_half_away(x, decimals) AS
    CASE
        WHEN abs(x) * power(10, decimals) < 1e8
            THEN round(round(x * power(10, decimals), 7)) / power(10, decimals)
        WHEN abs(x) * power(10, decimals) < 1e15
            THEN round(x * power(10, decimals)) / power(10, decimals)
        ELSE x
    END;

-- numerator / denominator x factor, empty for a denominator of 0. Multiplied first: 57 of 200 in
-- per cent is exactly 28.5.
CREATE OR REPLACE TEMP MACRO ratio_of(numerator, denominator, factor) AS
    CASE WHEN denominator <> 0 THEN factor * numerator / denominator END;
