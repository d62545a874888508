"""All Assemblies together: drawn in one go, asked the same question, met in one joint meeting."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careloom.assemblies import letters, queries, services
from careloom.assemblies.forms import MeetingForm, QuestionForm
from careloom.assemblies.models import Assembly, Draw
from careloom.assemblies.views.lead import EXPENSES
from careloom.assemblies.words import fault, refusal
from careloom.involvement.views.taking_part import reader
from careloom.jobs.models import Job
from careloom.ui.access import allow
from careloom.ui.pages import show


def _forms(request: HttpRequest, go: str, rows: list[Assembly]) -> dict[str, Any]:
    others = [(row.slug, row.name) for row in Assembly.objects.order_by("name")]
    joint = MeetingForm(request.POST if go == "joint" else None, others=others, auto_id="joint-%s",
                        initial={"others": [slug for slug, _name in others]})  # fmt: skip
    joint.fields["others"].label = _("Which Assemblies meet together?")
    return {"question": QuestionForm(request.POST if go == "question" else None, auto_id="question-%s"), "joint": joint}


@allow("assembly_lead")
def together(request: HttpRequest) -> HttpResponse:
    """What is done for several Assemblies at once, for those that the reader leads."""
    rows = list(queries.assemblies_for(request.user))
    go = request.POST.get("go", "")
    forms = _forms(request, go, rows)
    if request.method == "POST" and (go not in forms or forms[go].is_valid()):
        try:
            to = _do(request, rows, go, forms[go].cleaned_data if go in forms else {})
            return HttpResponseRedirect(to or reverse("assemblies:together"))
        except services.Refused as wrong:
            if go in forms:
                forms[go].add_error(None, refusal(wrong))
            else:
                messages.error(request, refusal(wrong))
    found = [_line(row) for row in queries.side_by_side(rows)]
    context = {"rows": found, "forms": forms, "running": any(row["running"] for row in found),
               "open": any(row["call"] for row in found)}  # fmt: skip
    return show(request, "assemblies/together", context, status=422 if request.method == "POST" else 200)


def _line(row: dict[str, Any]) -> dict[str, Any]:
    """One Assembly: its call, its latest draw in a sentence, its next meeting."""
    draw: Draw | None = row["draw"]
    running = draw is not None and draw.state == Draw.State.RUNNING
    row |= {"running": running, "job": Job.objects.filter(public_id=draw.job_id).first() if draw and running else None}
    if draw and draw.state in (Draw.State.PROPOSED, Draw.State.CONFIRMED) and not draw.replacement:
        chances = list(draw.result["chances"].values())
        row |= {"chosen": len(draw.result["panel"]), "applied": len(chances),
                "lowest": letters.in_hundred(min(chances)), "highest": letters.in_hundred(max(chances))}  # fmt: skip
    if draw and draw.state == Draw.State.IMPOSSIBLE:
        row["fault"] = fault(draw.fault)
    return row


def _do(request: HttpRequest, rows: list[Assembly], go: str, given: dict[str, Any]) -> str:
    by = reader(request).public_id
    if go == "draw":
        n = services.ask_draws(assemblies=rows, by=by)
        messages.success(request, ngettext("%d draw began.", "%d draws began.", n) % n)
    elif go == "question":
        asked = services.put_question(assemblies=rows, by=by, **given)
        without = ", ".join(row.name for row in rows if row not in asked)
        messages.success(request, _("Asked: %s.") % (", ".join(row.name for row in asked) or "–"))
        if without:
            messages.warning(request, _("No meeting of their own is planned, so not asked: %s.") % without)
    elif go == "joint":
        chosen = list(Assembly.objects.filter(slug__in=given.pop("others")).order_by("name"))
        if len(chosen) < 2:
            raise services.Refused("joint_needs_two")
        made = services.plan_meeting(assemblies=chosen, expenses=EXPENSES, how_often=_("Once"), by=by, **given)
        mine = next((row for row in rows if row in chosen), chosen[0])
        return reverse("assemblies:prepare", args=[mine.nation_code, mine.slug, made.public_id])
    return ""
