"""For those who pay: claims to check, lists for the pay office, the clock, rules and where sources do not agree."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from careloom.involvement import queries, services
from careloom.involvement.models import Claim, Offer, PayFile, PaymentRule
from careloom.involvement.money import table
from careloom.involvement.views.taking_part import reader
from careloom.involvement.words import refusal
from careloom.ui.access import allow
from careloom.ui.money import money
from careloom.ui.pages import show


@allow("payments_officer")
def payments(request: HttpRequest) -> HttpResponse:
    """What waits, how long it has waited, and what we must keep to."""
    if request.method == "POST":
        try:
            _do(request, reader(request).public_id)
        except services.Refused as wrong:
            messages.error(request, refusal(wrong))
        return HttpResponseRedirect(reverse("involvement:payments"))
    claims = [{"claim": c, "sum": money(queries.total(c)), "days": queries.days_waited(c),
               "lines": [{"line": line, "sum": money(line.pence)} for line in c.lines.all()]}
              for c in queries.claims_to_check()]  # fmt: skip
    files = PayFile.objects.order_by("-made_at")[:10]
    conflicted = Offer.objects.filter(state=Offer.State.MADE, decision_id="").exclude(pence=0).select_related("person")
    rates = [{"rate": r, "sum": money(r.pence)} for r in queries.rates_known()]
    context = {"claims": claims, "clock": queries.clock(), "files": files, "rates": rates,
               "rules": PaymentRule.objects.order_by("name"), "conflicts": queries.conflicts(),
               "offers": conflicted.order_by("made_at")[:50], "today": timezone.localdate(),
               "approved": Claim.objects.filter(state=Claim.State.APPROVED, pay_file__isnull=True).count()}  # fmt: skip
    return show(request, "involvement/payments", context)


def _do(request: HttpRequest, by: str) -> None:
    given = request.POST
    go = given.get("go", "")
    if go in ("approve", "ask"):
        claim = get_object_or_404(Claim, public_id=given.get("claim", ""))
        if go == "approve":
            services.approve_claim(claim=claim, by=by)
        elif given.get("question", "").strip():
            services.ask_claimant(claim=claim, question=given["question"].strip()[:500], by=by)
    elif go == "file":
        services.make_pay_file(by=by)
    elif go == "paid":
        pay_file = get_object_or_404(PayFile, public_id=given.get("file", ""), paid_on__isnull=True)
        services.mark_paid(pay_file=pay_file, on=timezone.localdate(), by=by)
    elif go == "decide" and given.get("reasons", "").strip():
        offer = get_object_or_404(Offer, public_id=given.get("offer", ""))
        services.decide_conflict(offer=offer, outcome=_("Vouchers may be used for this offer."),
                                 reasons_for=given["reasons"].strip()[:1000], by=by)  # fmt: skip


@allow("payments_officer")
def pay_file(request: HttpRequest, file_id: str) -> HttpResponse:
    """The list for the pay office; every cell is guarded against formulas."""
    found = get_object_or_404(PayFile, public_id=file_id)
    claims = found.claims.select_related("offer__person").prefetch_related("lines").order_by("pk")
    answer = HttpResponse(table(queries.pay_rows(claims)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.public_id}.csv"'
    return answer
