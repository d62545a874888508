"""What a method says when it cannot go on: typed, with a code and values, so that a page can say it in any language."""

from typing import Any


class MethodError(ValueError):
    """Bad input, never our own fault. `code` is stable; `message` is plain English; `values` fill a translation."""

    def __init__(self, code: str, message: str, **values: Any) -> None:
        super().__init__(message)
        self.code, self.message, self.values = code, message, values

    def as_dict(self) -> dict[str, Any]:
        """The JSON form that commands print."""
        return {"error": {"code": self.code, "message": self.message, "values": self.values}}
