-- What each row counts for in a score, by itself: ranks are tried with other weights when a large plan's
-- rows of units, of which `scored` is made, have gone.
CREATE OR REPLACE TEMP TABLE report_scored AS SELECT * FROM scored;
