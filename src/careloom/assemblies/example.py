"""The worked example of the lottery's page: a small made-up pool, drawn while somebody reads. No names."""

from dataclasses import dataclass
from typing import Any

MOST = 40  # people of one group, so that an example is worked out in a moment
PANELS = 60


@dataclass(frozen=True)
class Example:
    """Carers and researchers who applied, how many of each live in the countryside, and the seats."""

    carers: int = 30
    researchers: int = 12
    carers_country: int = 6
    researchers_country: int = 2
    carer_seats: int = 6
    researcher_seats: int = 6
    country_seats: int = 2  # at least
    seed: str = "2026"


def people(of: Example) -> list[dict[str, str]]:
    """One row a person; the first of each group live in the countryside."""
    groups = (("carer", "C", of.carers, of.carers_country),
              ("researcher", "R", of.researchers, of.researchers_country))  # fmt: skip
    return [{"id": f"{letter}{n}", "role_group": role, "area": "country" if n <= country else "town"}
            for role, letter, number, country in groups for n in range(1, number + 1)]  # fmt: skip


def work_out(of: Example) -> dict[str, Any]:
    """Chances of each kind of person, the drawn panel, and what it holds. Raises MethodError like any draw."""
    from careloom_methods import lottery  # its solver is heavy: loaded when somebody asks for the example

    number = of.carer_seats + of.researcher_seats
    quotas = [{"feature": "role_group", "value": role, "min": str(n), "max": str(n)}
              for role, n in (("carer", of.carer_seats), ("researcher", of.researcher_seats))]  # fmt: skip
    quotas.append({"feature": "area", "value": "country", "min": str(of.country_seats), "max": str(number)})
    rows = people(of)
    pool = lottery.read(rows, quotas, number, id_column="id")
    found = lottery.fair_lottery(pool, seed=of.seed)
    plain = lottery.uniform(found, PANELS, seed=of.seed)
    drawn = lottery.drawn_number(of.seed, PANELS)
    panel = sorted((pool.ids[n] for n in plain.panels[drawn]), key=lambda i: (i[0], int(i[1:])))
    on = {i: sum(n in one for one in plain.panels) for n, i in enumerate(pool.ids)}
    kinds: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        kinds.setdefault((row["role_group"], row["area"]), []).append(row["id"])
    chances = [{"role": role, "area": area, "people": len(ids), "low": min(on[i] for i in ids),
                "high": max(on[i] for i in ids), "drawn": len(set(ids) & set(panel))}
               for (role, area), ids in kinds.items()]  # fmt: skip
    return {"chances": chances, "panel": panel, "number": number, "panels": PANELS, "drawn": drawn + 1,
            "country": sum(row["drawn"] for row in chances if row["area"] == "country")}  # fmt: skip
