-- Figures of units that succession changes, re-expressed on today's units. Empty in the view as
-- reported.
CREATE OR REPLACE TEMP TABLE restated_figure AS
SELECT * FROM restated('reported_figure');
