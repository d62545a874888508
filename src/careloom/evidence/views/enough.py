"""For everyone: the map of what is known, and each topic with its three kinds side by side."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from careloom.centre.queries import nations
from careloom.evidence.models import Item, Judgement
from careloom.evidence.queries import triage as queries
from careloom.evidence.queries.topic_page import topic_page
from careloom.evidence.queries.verdict_words import state_word
from careloom.ui.access import allow
from careloom.ui.pages import show
from careloom_methods.triage import STATES

CELL, HIGH, WIDE = 34, 58, 200  # of the drawings, in their own units


def drawn() -> dict[str, Any]:
    """The map as a drawing and as an equal table."""
    rows, known = queries.the_map(), nations()
    wide = CELL * len(known) + 24  # of one kind, with the space after it
    kinds: list[dict[str, Any]] = [{"code": k, "name": name, "x": n * wide}
                                   for n, (k, name) in enumerate(Item.Kind.choices)]  # fmt: skip
    for number, row in enumerate(rows):
        row["y"] = 62 + number * HIGH
        for place, cell in enumerate(row["cells"]):
            kind, nation = divmod(place, len(known))
            cell |= {"x": kind * wide + nation * CELL, "level": STATES.index(cell["state"]),
                     "words": cell_words(cell)}  # fmt: skip
    heads = [{"x": kind["x"] + n * CELL + CELL // 2 - 2, "short": short(name), "name": name}
             for kind in kinds for n, (_code, name) in enumerate(known)]  # fmt: skip
    return {"rows": rows, "kinds": kinds, "heads": heads, "nations": known, "width": wide * 3,
            "height": 70 + len(rows) * HIGH, "rules": queries.rules_in_force()["version"],
            **outcomes_drawn()}  # fmt: skip


def outcomes_drawn() -> dict[str, Any]:
    """Topic by how it went, as a drawing."""
    rows = queries.by_outcome()
    for number, row in enumerate(rows):
        row["y"] = 20 + number * HIGH
        row["cells"] = [{"name": name, "number": n, "x": place * WIDE}
                        for place, (_value, name, n) in enumerate(row["counts"])]  # fmt: skip
    across = max((len(row["cells"]) for row in rows), default=0)
    return {"outcomes": rows, "outcomes_wide": across * WIDE + 8, "outcomes_high": 20 + len(rows) * HIGH}


def short(name: str) -> str:
    """Two letters for a nation: its initials, or the first two."""
    words = name.split()
    return "".join(word[0] for word in words[:2]) if len(words) > 1 else name[:2]


def cell_words(cell: dict[str, Any]) -> str:
    """A cell in words: its state, and which gap it is, and whether it is being studied."""
    said = [state_word(cell["state"])]
    if cell["absolute"]:
        said.append(_("nobody has studied or told it"))
    if cell["synthesis"]:
        said.append(_("studies, but no new review"))
    if cell["studied"]:
        said.append(_("being studied"))
    if cell["overruled"]:
        said.append(_("changed by a person"))
    return ", ".join(said)


@allow("anyone")
def enough(request: HttpRequest) -> HttpResponse:
    """Where there is enough evidence, where there is a gap, and where nobody has looked yet."""
    return show(request, "evidence/enough", drawn())


@allow("anyone")
def enough_file(request: HttpRequest) -> HttpResponse:
    """The same map as one page that needs nothing else."""
    answer = HttpResponse(render_to_string("evidence/_enough_file.html", drawn(), request))
    answer["Content-Disposition"] = 'attachment; filename="evidence-map.html"'
    return answer


@allow("anyone")
def topic(request: HttpRequest, topic: str) -> HttpResponse:
    """One topic: its questions, three kinds side by side, why we say enough or not, and what did not work."""
    page = topic_page(topic)
    if page is None:
        raise Http404
    return show(request, "evidence/topic", page)


def one(question: str, kind: str, nation: str) -> Judgement:
    """One judgement with its question, or 404."""
    rows = Judgement.objects.select_related("question").filter(question__public_id=question, kind=kind, nation=nation)
    found = rows.first()
    if found is None:
        raise Http404
    return found
