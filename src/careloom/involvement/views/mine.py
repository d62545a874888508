"""A person's own offers, claims and bookings. Nobody else's: another's address is not found."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from careloom.involvement import benefits, letters, queries, services
from careloom.involvement.forms import ExpenseForm, OfferForm
from careloom.involvement.models import Claim, Offer, Rate
from careloom.involvement.views.taking_part import reader
from careloom.involvement.words import expense_names, how_much, refusal, warning
from careloom.ui.access import allow
from careloom.ui.money import money
from careloom.ui.pages import show


@allow("signed_in")
def mine(request: HttpRequest) -> HttpResponse:
    """Where I take part, what I was offered, what I am owed."""
    person = reader(request)
    claims = [{"claim": claim, "sum": money(queries.total(claim)), "days": queries.days_waited(claim)}
              for claim in queries.claims_of(person)]  # fmt: skip
    offers = [{"offer": offer, "pay": how_much(offer)} for offer in queries.offers_of(person)]
    context = {"offers": offers, "claims": claims, "promise": queries.PROMISE,
               "access": queries.access_of(person.public_id)}  # fmt: skip
    return show(request, "involvement/mine", context)


def _opened(request: HttpRequest) -> str:
    """When this form was opened first; it stays the same when the form comes back with an error."""
    return request.POST.get("opened") or services.opened_now()


def _offer(request: HttpRequest, offer_id: str) -> Offer:
    rows = Offer.objects.select_related("opportunity", "person")
    return get_object_or_404(rows, public_id=offer_id, person=reader(request))


@allow("signed_in")
def offer(request: HttpRequest, offer_id: str) -> HttpResponse:
    """The offer in writing, what it may mean for benefits, and my answer."""
    found = _offer(request, offer_id)
    form, opened = OfferForm(request.POST or None, initial=_before(found)), _opened(request)
    if found.unit:
        unit = dict(Rate.Unit.choices)[found.unit]
        form.fields["less"].help_text = _("An amount %s, as the offer says.") % unit  # a whole sum would be refused
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.answer_offer(
                offer=found, accept=given["answer"] != "decline", employer=given["employer"],
                benefits_answer=given["benefits_answer"], advice=given["advice"], how=given["how"],
                agreed_pence=given["less"] if given["answer"] == "less" else None,
            )  # fmt: skip
        except services.Refused as wrong:
            form.add_error("advice" if wrong.code == "advice_first" else None, refusal(wrong))
        else:
            services.note_form_time(form="offer", about=found.opportunity.public_id, opened=opened)
            messages.success(request, _("Thank you. We keep to this. You can change your answer here."))
            return HttpResponseRedirect(reverse("involvement:offer", args=[found.public_id]))
    context = {"offer": found, "form": form, "opened": opened, "pay": how_much(found),
               "expenses": expense_names(found.expenses),
               "warnings": _warnings(found) if found.pence else [],
               "tax": benefits.tax_note_for(found.person.nation_code)}  # fmt: skip
    return show(request, "involvement/offer", context, status=422 if form.errors else 200)


def _warnings(found: Offer) -> list[str]:
    said = [warning(w) for w in queries.warnings_for(found)]
    unknown = found.unit == Rate.Unit.HOUR and not found.opportunity.minutes
    return [*said, _("This counts one hour of your time. It may take longer.")] if unknown else said


def _before(found: Offer) -> dict[str, object]:
    answer = "decline" if found.state == Offer.State.DECLINED else "less" if found.agreed_pence else "accept"
    less = f"{found.agreed_pence / 100:.2f}" if found.agreed_pence else None
    return {"answer": answer, "less": less, "employer": found.employer, "benefits_answer": found.benefits,
            "advice": found.advice, "how": found.how}  # fmt: skip


@allow("signed_in")
def letter(request: HttpRequest, offer_id: str, kind: str) -> HttpResponse:
    """The two-part letter for a benefits office, as PDF or plain text."""
    found = _offer(request, offer_id)
    title, lines = _("Taking part and your benefits"), letters.jobcentre(found)
    if kind == "txt":
        return HttpResponse(letters.as_text(title, lines), content_type="text/plain; charset=utf-8")
    large = found.person.preferred_format in ("large", "easy")
    made = letters.as_pdf(title, lines, language=get_language() or "en", size=16 if large else 12)
    return HttpResponse(made, content_type="application/pdf")


@allow("signed_in")
def claim(request: HttpRequest, claim_id: str) -> HttpResponse:
    """Look at my claim, add what I spent, send it."""
    found = get_object_or_404(
        Claim.objects.select_related("offer__opportunity", "offer__person"), public_id=claim_id,
        offer__person=reader(request),
    )  # fmt: skip
    kinds, once = list(found.offer.expenses), uuid.uuid4().hex
    form = ExpenseForm(request.POST if "kind" in request.POST else None, kinds=kinds, once=once)
    if request.method == "POST" and request.POST.get("go") == "send":
        services.send_claim(claim=found)
        services.note_form_time(form="claim", about=found.offer.opportunity.public_id, opened=_opened(request))
        messages.success(request, _("Sent. The money comes within %d days.") % queries.PROMISE)
        return HttpResponseRedirect(reverse("involvement:mine"))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.add_expense(claim=found, **given)
        except services.Refused as wrong:
            form.add_error(None, refusal(wrong))
        else:
            return HttpResponseRedirect(reverse("involvement:claim", args=[found.public_id]))
    lines = [{"line": line, "sum": money(line.pence)} for line in found.lines.order_by("day", "pk")]
    total = money(sum(row["line"].pence for row in lines))  # type: ignore[attr-defined]  # a claim line
    can_change = found.state in (Claim.State.DRAFT, Claim.State.RETURNED)
    context = {"claim": found, "lines": lines, "total": total, "form": form if kinds else None, "open": can_change,
               "opened": _opened(request)}  # fmt: skip
    return show(request, "involvement/claim", context, status=422 if form.errors else 200)
