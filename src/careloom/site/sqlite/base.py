"""Django's SQLite, with connections that stay open and still notice that a copy was brought back.

Opening the file for every request costs a third of what a vote costs. But `restore` puts another file in its place, and
a connection that stayed open would go on writing into the old one. So before each request we look whether it is the
same file still.
"""

from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Closes a connection whose file was moved away."""

    _opened: int | None = None

    def _file(self) -> int | None:
        """The number of the file that has our name now; None for a database in memory."""
        try:
            return Path(str(self.settings_dict["NAME"])).stat().st_ino
        except OSError:
            return None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open, and remember which file that was."""
        made = super().get_new_connection(conn_params)
        self._opened = self._file()
        return made

    def close_if_unusable_or_obsolete(self) -> None:
        """Django asks this before and after each request, and our worker before each job."""
        if self.connection is not None and not self.in_atomic_block and self._file() != self._opened:
            self.close()
        else:
            super().close_if_unusable_or_obsolete()
