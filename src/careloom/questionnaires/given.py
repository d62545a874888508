"""How a return came: what it carries besides its answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Given:
    """What a return carries besides its answers."""

    channel: str = "web"
    edition: str = "standard"
    language: str = "en"
    group: Mapping[str, Any] | None = None
    helped_by: str = ""
    entered_by: str = ""
    person_id: str = ""

    @property
    def people(self) -> int:
        """How many people the return speaks for."""
        return int(self.group["size"]) if self.group else 1
