"""What a service says when it cannot go on."""

from typing import Any


class Refused(ValueError):
    """Something is missing or must not be. `code` is stable; `values` fill the page's words."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code, self.values = code, values
