INSERT INTO act BY NAME
SELECT
    $act AS act,
    $sequence AS sequence,
    $kind AS kind,
    $at AS done_at,
    $who AS who,
    $reason AS reason,
    $plan_sha256 AS plan_sha256,
    $submission AS submission,
    $unit AS unit,
    $period AS period,
    $indicator AS indicator
