-- Arithmetic that gives the same bytes on every run and rounds as people do.

-- A whole number that a double holds exactly.
CREATE OR REPLACE TEMP MACRO is_whole(x) AS x = trunc(x) AND abs(x) < 9007199254740992;

-- A sum that does not depend on the order in which threads meet the rows. Whole numbers, which most
-- figures are, are added as such: exactly, and without a list to sort.
CREATE OR REPLACE TEMP MACRO exact_sum(x) AS
    CASE WHEN count(x) > 0 THEN
        CASE WHEN count(x) FILTER (NOT is_whole(x)) = 0
             THEN sum(x::BIGINT) FILTER (is_whole(x))::DOUBLE
             ELSE list_aggregate(
                 list_sort(list(x) FILTER (NOT is_whole(x))
                           || [coalesce(sum(x::BIGINT) FILTER (is_whole(x)), 0)::DOUBLE]), 'fsum')
        END
    END;

-- Whether doubles of a group add up exactly in any order: whole numbers below 2^30, fewer than 2^23.
CREATE OR REPLACE TEMP MACRO adds_exactly(x) AS
    coalesce(bool_and(x = trunc(x) AND abs(x) < 1073741824) AND count(x) < 8388608, true);

-- Half away from zero at so many decimals, step by step as in kpi/rounding.py. The inner rounding
-- takes away binary noise first: 0.285 is stored a little below itself and must still become 0.29.
-- Above 1e8 there is no room for it.
CREATE OR REPLACE TEMP MACRO round_half_away(x, decimals) AS
    CASE
        WHEN abs(x) * power(10, decimals) < 1e8
            THEN round(round(x * power(10, decimals), 7)) / power(10, decimals)
        WHEN abs(x) * power(10, decimals) < 1e15
            THEN round(x * power(10, decimals)) / power(10, decimals)
        ELSE x
    END;

-- What lies between two figures, unrounded; nought where both are printed alike, as the trend has it: a
-- figure told as better or worse is never told as unchanged, nor the other way round.
CREATE OR REPLACE TEMP MACRO told_change(now, before, decimals) AS
    CASE WHEN round_half_away(now, decimals) = round_half_away(before, decimals) THEN 0.0
         ELSE now - before END;

-- Better, the same or worse than before, at the indicator's decimals; within a band by the distances from
-- it, whose difference carries the noise of a subtraction, which is no change.
CREATE OR REPLACE TEMP MACRO gain_of(now, before, direction, band_low, band_high) AS
    CASE
        WHEN now IS NULL OR before IS NULL THEN NULL
        WHEN direction = 'up' THEN now - before
        WHEN direction = 'down' THEN before - now
        ELSE round_half_away(greatest(band_low - before, before - band_high, 0)
                             - greatest(band_low - now, now - band_high, 0), 9)
    END;
CREATE OR REPLACE TEMP MACRO trend_of(now, before, direction, band_low, band_high, decimals) AS
    CASE sign(gain_of(round_half_away(now, decimals), round_half_away(before, decimals), direction,
                      band_low, band_high))
        WHEN 1 THEN 'improving' WHEN -1 THEN 'worsening' WHEN 0 THEN 'steady' END;

-- numerator / denominator x factor, empty for a denominator of 0. Multiplied first: 57 of 200 in
-- per cent is exactly 28.5.
CREATE OR REPLACE TEMP MACRO ratio_of(numerator, denominator, factor) AS
    CASE WHEN denominator <> 0 THEN factor * numerator / denominator END;
