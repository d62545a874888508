"""What we pay, for everyone to see; and the rates and limits by date, for those who set them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from careloom.involvement import benefits, queries, services
from careloom.involvement.forms import LimitForm, RateForm
from careloom.involvement.models import ClaimLine, Limit, PaymentRate, PaymentRule, Rate
from careloom.involvement.views.taking_part import reader
from careloom.ui.access import allow
from careloom.ui.money import money
from careloom.ui.pages import show


def _rates() -> list[dict[str, Any]]:
    """Every rate, the newest of a task first, with its sum and whether it counts today."""
    today, known = timezone.localdate(), queries.rates_known()
    now = {rate.pk for task in {r.task for r in known} if (rate := queries.rate_on(task, today, known))}
    rows = sorted(known, key=lambda rate: (rate.task, -rate.valid_from.toordinal()))
    return [{"rate": rate, "sum": money(rate.pence), "now": rate.pk in now, "later": rate.valid_from > today}
            for rate in rows]  # fmt: skip


@allow("anyone")
def rates(request: HttpRequest) -> HttpResponse:
    """Our rates today, what else we pay, and where to get advice; before anybody signs up."""
    rows = _rates()
    expenses = [name for kind, name in ClaimLine.Kind.choices if kind != ClaimLine.Kind.TIME]
    context = {"now": [row for row in rows if row["now"]], "later": [row for row in rows if row["later"]],
               "promise": queries.PROMISE, "expenses": expenses, "rules": PaymentRule.objects.order_by("name"),
               "others": PaymentRate.objects.order_by("body", "item")}  # fmt: skip
    return show(request, "involvement/rates", context)


def _form(request: HttpRequest, kind: type, name: str) -> Any:
    return kind(request.POST if request.POST.get("go") == name else None, auto_id=f"{name}-%s")


@allow("payments_officer")
def set_rates(request: HttpRequest) -> HttpResponse:
    """Set a rate or a limit from a day on; what counted before stays for the days before."""
    rate, limit = _form(request, RateForm, "rate"), _form(request, LimitForm, "limit")
    by = reader(request).public_id
    if request.method == "POST" and (rate.is_valid() or limit.is_valid()):
        if rate.is_bound:
            services.set_rate(task=_slug(rate, Rate, "task"), by=by, **rate.cleaned_data)
        else:
            services.set_limit(benefit=_slug(limit, Limit, "benefit"), by=by, **limit.cleaned_data)
        messages.success(request, _("Set. It counts from its first day; earlier days keep what counted then."))
        return HttpResponseRedirect(reverse("involvement:set_rates"))
    today = timezone.localdate()
    known = [{"limit": row, "sum": money(row.pence), "stale": benefits.is_stale(row, today)}  # type: ignore[arg-type]  # same fields
             for row in Limit.objects.order_by("benefit", "-valid_from")]  # fmt: skip
    context = {"rates": _rates(), "limits": known, "rate": rate, "limit": limit}
    return show(request, "involvement/set_rates", context, status=422 if request.method == "POST" else 200)


def _slug(form: Any, model: Any, field: str) -> str:
    """The same name is the same thing; a new name is a new one."""
    name = form.cleaned_data["name"].strip()
    there = model.objects.filter(name__iexact=name).order_by("-valid_from").first()
    return str(getattr(there, field)) if there else slugify(name)[:60] or "task"
