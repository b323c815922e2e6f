-- The one rule of what counts at a moment: a version of an answer that was known by then, that no
-- act had taken out of force, and, where figures entered by hand count only to a moment of their
-- own, that was not entered after it. Without `as_of` whatever is known counts. A temporary macro:
-- it belongs to the code that opened the file.
CREATE OR REPLACE TEMP MACRO is_in_force(
    known_at, out_at, as_of, withdrawn_until, entered := false, entered_until := NULL
) AS
    (as_of IS NULL OR known_at <= as_of)
    AND (out_at IS NULL OR out_at > withdrawn_until)
    AND (entered_until IS NULL OR NOT entered OR known_at <= entered_until);
