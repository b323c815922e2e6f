-- How many figures of a unit and period are in force.
SELECT count(*) AS figures
FROM in_force($as_of)
WHERE unit = $unit AND period = $period
