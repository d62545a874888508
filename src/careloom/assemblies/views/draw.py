"""The lottery's page: who applied, quotas, a signed purpose, the draw with its progress, a person who confirms."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from careloom.assemblies import letters, queries, services
from careloom.assemblies.forms import CalledForm, FixedForm, InclusionForm, PurposeForm, QuotasForm, ReasonsForm
from careloom.assemblies.models import Application, Assembly, Draw, Fixed, Recruitment
from careloom.assemblies.words import fault, feature, hardly, refusal, role, value, why_shut_out
from careloom.involvement.views.taking_part import reader
from careloom.jobs.models import Job
from careloom.ui.access import allow
from careloom.ui.pages import show

State = Draw.State


def _call(found: Assembly) -> Recruitment | None:
    return queries.open_call_of(found) or found.recruitments.order_by("-pk").first()


def _applicants(call: Recruitment) -> list[tuple[str, str]]:
    rows = call.applications.filter(state=Application.State.APPLIED).select_related("person").order_by("person__name")
    return [(row.public_id, row.person.name) for row in rows]


def _forms(request: HttpRequest, go: str, call: Recruitment | None) -> dict[str, Any]:
    rows = call.quotas.order_by("pk") if call else []
    text = "\n".join(f"{q.feature}, {q.value}, {q.low}, {q.high}"
                     + (f", {q.low_flex}, {q.high_flex}" if q.low_flex is not None else "") for q in rows)  # fmt: skip
    post = request.POST
    made: dict[str, Any] = {
        "quotas": QuotasForm(post if go == "quotas" else None, initial={"quotas": text}, auto_id="quotas-%s"),
        "purpose": PurposeForm(post if go == "purpose" else None, auto_id="purpose-%s"),
        "inclusion": InclusionForm(post if go == "inclusion" else None, auto_id="inclusion-%s"),
        "draw": CalledForm(post if go == "draw" else None, auto_id="draw-%s"),
        "redraw": CalledForm(post if go == "redraw" else None, auto_id="redraw-%s"),
        "confirm": ReasonsForm(post if go == "confirm" else None, auto_id="confirm-%s"),
    }
    if call is not None and call.state == Recruitment.State.OPEN:
        made["fix"] = FixedForm(post if go == "fix" else None, people=_applicants(call), auto_id="fix-%s")
    return made


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
    counts = [{**row, "feature": feature(of.feature), "value": value(of.feature, of.value)}
              for row in queries.quotas_beside_the_pool(call) for of in [row["quota"]]]  # fmt: skip
    context: dict[str, Any] = {
        "counts": counts, "draw": latest,
        "job": Job.objects.filter(public_id=latest.job_id).first() if latest else None,
        "checked": queries.checked_before_a_draw(call),
        "unproved": call.applications.filter(state=Application.State.UNPROVED).count(), "runs": call.draws.count(),
        "protected": call.quotas.filter(feature__startswith="eq-").exists(),
        "fixed": Fixed.objects.filter(application__recruitment=call).select_related("application__person"),
        "confirmed": call.draws.filter(state=State.CONFIRMED, replacement=False).defer("result", "record").first(),
    }  # fmt: skip
    if latest and latest.state == State.IMPOSSIBLE:
        context["fault"] = fault(latest.fault)
        context["change"] = latest.fault.get("values", {}).get("least_change", {}).get("changes")
    if latest and latest.state in (State.PROPOSED, State.CONFIRMED):
        context |= _coming_in(latest) if latest.replacement else _proposal(latest)
    if call.state == Recruitment.State.DONE:
        rows = call.applications.exclude(letter="").filter(told_at__isnull=True).select_related("person")
        context["by_hand"] = [row for row in rows if not queries.by_mail(row.person)]
        context["empty"] = [{"seat": m, "role": role(m.role_group)} for m in queries.empty_seats(call.assembly)]
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
            "alternates": len(latest.result.get("alternates", [])), "shut_out": _shut_out(latest),
            "tight": [hardly(row) for row in latest.result.get("slack", [])]}  # fmt: skip


def _coming_in(latest: Draw) -> dict[str, Any]:
    """Of a draw for empty seats: who comes in, with the chance that each had."""
    chances = latest.result["chances"]
    rows = Application.objects.filter(public_id__in=latest.result["in"]).select_related("person").order_by("pk")
    coming = [{"name": row.person.name, "role": role(row.features.get("role_group", "")),
               "chance": letters.in_hundred(chances.get(row.public_id))} for row in rows]  # fmt: skip
    return {"coming_in": coming, "could": len(chances), "wider": latest.result.get("wider")}


def _shut_out(latest: Draw) -> list[dict[str, Any]]:
    """Whom no panel can hold, for staff: by name, and why in the reader's language."""
    why = latest.result.get("shut_out", {})
    rows = Application.objects.filter(public_id__in=list(why)).select_related("person").order_by("pk")
    return [{"name": row.person.name, "why": [why_shut_out(said) for said in why[row.public_id]]} for row in rows]


def _one(call: Recruitment, public_id: str) -> Application:
    return get_object_or_404(Application.objects.select_related("recruitment"), public_id=public_id, recruitment=call)


def _do(request: HttpRequest, call: Recruitment, go: str, given: dict[str, Any]) -> None:
    person = reader(request)
    by = person.public_id
    plain: dict[str, Any] = {"close": services.close_call, "take": services.take_applications}
    if go in plain:
        plain[go](recruitment=call, by=by)
    elif go in ("draw", "redraw"):
        ask = services.ask_draw if go == "draw" else services.ask_redraw
        ask(recruitment=call, called=given["called"], by=by)
    elif go == "quotas":
        services.set_quotas(recruitment=call, rows=given["quotas"], by=by)
    elif go == "purpose":
        services.sign_purpose(recruitment=call, purpose=given["purpose"], reader=person)
    elif go == "inclusion":
        services.check_inclusion(about=call.public_id, by=by, step="draw", **given)
    elif go == "fix":
        services.fix_place(application=_one(call, given["application"]), include=given["include"] == "yes",
                           reason=given["reason"], by=by)  # fmt: skip
    elif go == "unfix":
        services.unfix_place(application=_one(call, request.POST.get("application", "")), by=by)
    elif go in ("confirm", "drop", "change"):
        latest = get_object_or_404(Draw, public_id=request.POST.get("draw", ""), recruitment=call)
        if go == "drop":
            services.drop_draw(draw=latest, by=by)
        elif go == "change":
            services.take_change(draw=latest, by=by)
        else:
            services.confirm_draw(draw=latest, reasons=given["reasons"], by=by)
    elif go == "told":
        services.mark_told(applications=[_one(call, request.POST.get("application", ""))], by=by)
