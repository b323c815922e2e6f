"""Whether a home still is what it was: archive, ledger, warehouse, reports and journal against
their hashes and against each other. Nothing is changed, whatever is found."""

from kpi.verify.findings import Finding, Verified
from kpi.verify.run import check_home, files_to_read

__all__ = ["Finding", "Verified", "check_home", "files_to_read"]
