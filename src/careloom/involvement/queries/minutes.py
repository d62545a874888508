"""How many minutes our forms ask of people: measured where enough people sent one, estimated where not, and said so."""

from collections.abc import Mapping
from datetime import date
from statistics import median
from typing import Any

from django.db.models import Count, Sum

from careloom.involvement.models import FormTime

ENOUGH = 5  # forms that were sent, before their middle time counts instead of our estimate
NEWEST = 500  # of each run of forms that is looked at


def minutes_of_forms(estimates: Mapping[str, float], about: str = "") -> list[dict[str, Any]]:
    """For each form of `estimates` ({form: minutes}): its minutes, whether they were measured, and on how many.

    `about`: only of this meeting, project or site, for what is as long as its papers are.
    """
    known = FormTime.objects.filter(form__in=list(estimates), **({"about": about} if about else {}))
    rows = known.order_by("-pk").values_list("form", "seconds")
    seconds: dict[str, list[int]] = {}
    for form, lasted in rows[: NEWEST * len(estimates)]:
        seconds.setdefault(form, []).append(lasted)
    found = []
    for form, guess in estimates.items():
        took = seconds.get(form, [])
        measured = len(took) >= ENOUGH
        found.append({"form": form, "minutes": median(took) / 60 if measured else guess, "measured": measured,
                      "sent": len(took)})  # fmt: skip
    return found


def minutes_by_month(about: str) -> list[dict[str, Any]]:
    """For one meeting, project or site: how many forms were sent each month, and the minutes they took together."""
    rows = FormTime.objects.filter(about=about).values_list("month").annotate(n=Count("pk"), sum=Sum("seconds"))
    return [{"month": month, "forms": n, "minutes": round(took / 60)} for month, n, took in sorted(rows, key=_first)]


def _first(row: tuple[date, int, int]) -> date:
    return row[0]
