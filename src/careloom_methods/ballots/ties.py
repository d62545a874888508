"""Ties are shown, then broken by a rule stated before: by lot from a seed, or by name where there is no seed."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Ties:
    """Breaks and remembers ties. The lot of an item depends on seed and id alone, never on who else stands."""

    seed: int | None = None
    seen: list[dict[str, object]] = field(default_factory=list)

    @property
    def rule(self) -> str:
        """The rule in words, as printed."""
        return "by name" if self.seed is None else f"by lot, from SHA-256 of '{self.seed}:' and the item's id"

    def key(self, item: str) -> tuple[str, str]:
        """What sorts tied items: the smallest comes first."""
        lot = "" if self.seed is None else hashlib.sha256(f"{self.seed}:{item}".encode()).hexdigest()
        return lot, item

    def one(self, tied: Iterable[str], *, step: int) -> str:
        """The item that is taken now; a real tie is remembered."""
        names = sorted(tied)
        chosen = min(names, key=self.key)
        if len(names) > 1:
            self.seen.append({"step": step, "between": names, "chosen": chosen})
        return chosen

    def order(self, ranked: "dict[str, object]") -> list[str]:
        """Items by falling value, ties broken; each run of equal values is remembered."""
        by_value: dict[object, list[str]] = {}
        for item, value in ranked.items():
            by_value.setdefault(value, []).append(item)
        found: list[str] = []
        for value in sorted(by_value, reverse=True):  # type: ignore[type-var]
            tied = sorted(by_value[value], key=self.key)
            if len(tied) > 1:
                self.seen.append({"step": len(found) + 1, "between": sorted(tied), "chosen": tied[0]})
            found += tied
        return found
