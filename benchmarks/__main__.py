"""All benchmarks: `python -m benchmarks` (or `make bench`)."""

from benchmarks import (
    assessment,
    backtest,
    explain,
    growth,
    late_form,
    monthly,
    national,
    reading,
    reporting,
    when_due,
)

if __name__ == "__main__":
    results = [
        reading.main(),
        growth.main(),
        late_form.main(),
        monthly.main(),
        reporting.main(),
        national.main(),
        assessment.main(),
        explain.main(),
        when_due.main(),
        backtest.main(),
    ]
    raise SystemExit(0 if all(results) else 1)
