"""A home in one file, and a home out of it: plan, archive, journal and what was written for
others. The warehouse is not in it: it is made anew from the archive."""

from kpi.backup.package import Backup, BackupProblem
from kpi.backup.unpack import restore
from kpi.backup.write import Written, files_to_keep, write_backup

__all__ = ["Backup", "BackupProblem", "Written", "files_to_keep", "restore", "write_backup"]
