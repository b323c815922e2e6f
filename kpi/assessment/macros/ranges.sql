-- How wide the 80 % range of an estimate is, to either side. The constants are fitted to public series.

-- Student's t for an 80 % range, by degrees of freedom from 1 to 10.
CREATE OR REPLACE TEMP MACRO student_t(freedom) AS
    [3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372][freedom::INTEGER]::DOUBLE;

-- Of what goes on along half its slope: `spread` of so many steps between neighbouring points, each
-- taken for one period, over so many periods left.
CREATE OR REPLACE TEMP MACRO level_width(spread, steps, periods_left) AS
    student_t(steps - 1) * spread * sqrt(periods_left * (1 + periods_left / steps));

-- Of a count of which so much is still to come.
CREATE OR REPLACE TEMP MACRO count_width(rest) AS sqrt(power(0.15 * rest, 2) + 1.64 * rest);
