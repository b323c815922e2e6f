-- Submissions of a batch that came after their period was closed (`new_kept`): taken, and kept out
-- of force from the first moment on.
UPDATE observation
SET out_at = observation.known_at, out_by = k.act
FROM new_kept AS k
WHERE observation.submission = k.submission;

INSERT INTO set_aside (submission, act, since)
SELECT k.submission, k.act, s.received_at
FROM new_kept AS k
JOIN submission AS s USING (submission);
