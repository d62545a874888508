"""The lottery's page: who applied, quotas, a signed purpose, the draw with its progress, a person who confirms."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from careloom.assemblies import letters, queries, services
from careloom.assemblies.forms import InclusionForm, PurposeForm, QuotasForm, ReasonsForm
from careloom.assemblies.models import Application, Assembly, Draw, InclusionCheck, Recruitment
from careloom.assemblies.words import fault, refusal, role
from careloom.involvement.views.taking_part import reader
from careloom.jobs.models import Job
from careloom.ui.access import allow
from careloom.ui.pages import show


def _call(found: Assembly) -> Recruitment | None:
    return queries.open_call_of(found) or found.recruitments.order_by("-pk").first()


def _forms(request: HttpRequest, go: str, call: Recruitment | None) -> dict[str, Any]:
    rows = call.quotas.order_by("pk") if call else []
    text = "\n".join(f"{q.feature}, {q.value}, {q.low}, {q.high}" for q in rows)
    post = request.POST
    return {
        "quotas": QuotasForm(post if go == "quotas" else None, initial={"quotas": text}, auto_id="quotas-%s"),
        "purpose": PurposeForm(post if go == "purpose" else None, auto_id="purpose-%s"),
        "inclusion": InclusionForm(post if go == "inclusion" else None, auto_id="inclusion-%s"),
        "confirm": ReasonsForm(post if go == "confirm" else None, auto_id="confirm-%s"),
    }


@allow("assembly_lead")
def draw(request: HttpRequest, nation: str, slug: str) -> HttpResponse:
    """Everything about one call, in the order in which it is done."""
    found, go = queries.for_nation(nation, slug), request.POST.get("go", "")
    call = _call(found)
    forms = _forms(request, go, call)
    if request.method == "POST" and call is not None and (go not in forms or forms[go].is_valid()):
        try:
            _do(request, call, go, forms[go].cleaned_data if go in forms else {})
            return HttpResponseRedirect(reverse("assemblies:draw", args=[nation, slug]))
        except services.Refused as wrong:
            if go in forms:
                forms[go].add_error(None, refusal(wrong))
            else:
                messages.error(request, refusal(wrong))
    context = {"assembly": found, "call": call, "forms": forms} | (_state(call) if call else {})
    return show(request, "assemblies/draw", context, status=422 if request.method == "POST" else 200)


def _state(call: Recruitment) -> dict[str, Any]:
    latest = call.draws.order_by("-pk").first()
    context: dict[str, Any] = {
        "counts": [{**row, "name": role(row["role"])} for row in queries.counts_by_role(call)], "draw": latest,
        "job": Job.objects.filter(public_id=latest.job_id).first() if latest else None,
        "checked": InclusionCheck.objects.filter(about=call.public_id).exists(),
        "unproved": call.applications.filter(state=Application.State.UNPROVED).count(), "runs": call.draws.count(),
        "protected": call.quotas.filter(feature__startswith="eq-").exists(),
    }  # fmt: skip
    if latest and latest.state == Draw.State.IMPOSSIBLE:
        context["fault"] = fault(latest.fault)
    if latest and latest.state in (Draw.State.PROPOSED, Draw.State.CONFIRMED):
        context |= _proposal(latest)
    if call.state == Recruitment.State.DONE:
        rows = call.applications.exclude(letter="").filter(told_at__isnull=True).select_related("person")
        context["by_hand"] = [row for row in rows if not queries.by_mail(row.person)]
    return context


def _proposal(latest: Draw) -> dict[str, Any]:
    chances = latest.result["chances"]
    panel = Application.objects.filter(public_id__in=latest.result["panel"]).values_list("public_id", "features")
    by_role: dict[str, list[float]] = {}
    everyone = Application.objects.filter(public_id__in=list(chances)).values_list("public_id", "features")
    for key, features in everyone:
        by_role.setdefault(features.get("role_group", ""), []).append(chances[key])
    rows = [{"label": role(key), "value": round(100 * sum(v) / len(v)), "low": round(100 * min(v)), "people": len(v),
             "high": round(100 * max(v)), "text": letters.in_hundred(sum(v) / len(v))}
            for key, v in sorted(by_role.items())]  # fmt: skip
    open_ = [chance for key, chance in chances.items() if key not in latest.result.get("shut_out", {})]
    return {"chances": rows, "lowest": letters.in_hundred(min(open_)),
            "highest": letters.in_hundred(max(chances.values())), "chosen": len(panel),
            "alternates": len(latest.result.get("alternates", [])), "shut_out": _shut_out(latest)}  # fmt: skip


def _shut_out(latest: Draw) -> list[dict[str, Any]]:
    """Whom no panel can hold, for staff: by name, with the method's own words why."""
    why = latest.result.get("shut_out", {})
    rows = Application.objects.filter(public_id__in=list(why)).select_related("person").order_by("pk")
    return [{"name": row.person.name, "why": why[row.public_id]} for row in rows]


def _do(request: HttpRequest, call: Recruitment, go: str, given: dict[str, Any]) -> None:
    person = reader(request)
    if go == "quotas":
        services.set_quotas(recruitment=call, rows=given["quotas"], by=person.public_id)
    elif go == "purpose":
        services.sign_purpose(recruitment=call, purpose=given["purpose"], reader=person)
    elif go == "inclusion":
        services.check_inclusion(about=call.public_id, by=person.public_id, **given)
    elif go == "close":
        services.close_call(recruitment=call, by=person.public_id)
    elif go == "take":
        services.take_applications(recruitment=call, by=person.public_id)
    elif go == "draw":
        services.ask_draw(recruitment=call, by=person.public_id)
    elif go in ("confirm", "drop"):
        latest = get_object_or_404(Draw, public_id=request.POST.get("draw", ""), recruitment=call)
        if go == "drop":
            services.drop_draw(draw=latest, by=person.public_id)
        else:
            services.confirm_draw(draw=latest, reasons=given["reasons"], by=person.public_id)
    elif go == "told":
        row = get_object_or_404(Application, public_id=request.POST.get("application", ""), recruitment=call)
        services.mark_told(applications=[row], by=person.public_id)
