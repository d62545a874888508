"""Why a change was not made: a code that pages have words for."""

from typing import Any


class Refused(Exception):
    """The change was not made; nothing was written. `code` is stable, `values` fill its words."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code, self.values = code, values
