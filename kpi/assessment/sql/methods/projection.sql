-- Where the year will end, and the range that holds it four times in five: the estimate, cut at what can
-- be; what only grows never ends below what there is.
CREATE OR REPLACE TEMP TABLE projection AS
WITH cut AS (
    SELECT
        period, indicator, entity, latest, sums_up AND measure = 'count' AS only_grows,
        -- greatest and least pass over empty bounds
        least(greatest(middle, least), most) AS middle,
        CASE WHEN width IS NOT NULL THEN least(greatest(middle - width, least), most) END AS low,
        CASE WHEN width IS NOT NULL THEN least(greatest(middle + width, least), most) END AS high
    FROM estimate
)
SELECT
    period, indicator, entity,
    CASE WHEN only_grows THEN greatest(middle, latest) ELSE middle END AS projection,
    CASE WHEN only_grows AND low IS NOT NULL THEN greatest(low, latest) ELSE low END AS projection_low,
    CASE WHEN only_grows AND high IS NOT NULL THEN greatest(high, latest) ELSE high END
        AS projection_high
FROM cut;
