-- Areas and the whole plan: units become one figure in the indicator's own way; a figure covers the
-- units that reported.
CREATE OR REPLACE TEMP TABLE group_figure AS
SELECT *, NULL::DATE AS done_on FROM joined_units('group_part', of_areas := true)
UNION ALL BY NAME
SELECT * FROM group_milestone;
