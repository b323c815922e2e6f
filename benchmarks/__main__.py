"""All benchmarks: `python -m benchmarks` (or `make bench`)."""

from benchmarks import monthly, national

if __name__ == "__main__":
    results = [monthly.main(), national.main()]
    raise SystemExit(0 if all(results) else 1)
