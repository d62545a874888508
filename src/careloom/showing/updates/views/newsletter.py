"""The newsletter for everybody: signing up, saying yes, changing, stopping; and every issue that was sent."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from careloom.questionnaires import codes
from careloom.showing.updates import mails, services, twins
from careloom.showing.updates.forms import MailsForm, SignUpForm
from careloom.showing.updates.models import Issue, Subscriber
from careloom.showing.updates.queries import newsletter as queries
from careloom.showing.views.public import edition_of
from careloom.thread.ids import id_in
from careloom.ui.access import allow
from careloom.ui.pages import show

MOST = 10  # sign-ups from one machine in a quarter of an hour
PER_PAGE = 20


@allow("anyone")
def newsletter(request: HttpRequest) -> HttpResponse:
    """Sign up, and the archive. What we answer is the same whether we know the address or not."""
    form = SignUpForm(request.POST or None, initial=MailsForm.initial_of(None))
    if request.method == "POST":
        if codes.too_many(request, "newsletter", MOST):
            return show(request, "429", status=429)
        codes.wrong_code(request, "newsletter")
        if form.is_valid():
            given = dict(form.cleaned_data)
            services.ask_for_mails(email=given.pop("email"), wishes=given, by="guest")
            messages.success(request, _("Look into your mail now. We sent a link to this address. You get our mails "
                                        "when you open it and press the button."))  # fmt: skip
            return HttpResponseRedirect(reverse("showing:newsletter"))
    page = Paginator(queries.archive(), PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"issue": row, "said": twins.said(row.words, edition_of(request))} for row in page]
    context = {"form": form, "page": page, "rows": rows}
    return show(request, "updates/newsletter", context, status=422 if form.errors else 200)


@allow("anyone")
def issue(request: HttpRequest, number: int) -> HttpResponse:
    """One issue of the archive, in the language and edition of the page."""
    found = get_object_or_404(queries.archive(), number=number)
    return show(request, "updates/issue", {"issue": found, **issue_on_page(found, edition_of(request))})


def issue_on_page(issue: Issue, edition: str, language: str = "") -> dict[str, Any]:
    """Its words and pieces, as a page shows them."""
    code = language or twins.now()
    groups = [(name, [{"address": piece["address"][code], **piece["words"][code][edition]} for piece in pieces])
              for name, pieces in queries.grouped([p for p in issue.pieces if p["use"]])]  # fmt: skip
    return {"said": twins.said(issue.words, edition, code), "groups": groups}


def _found(token: str, purpose: str) -> Subscriber:
    row = Subscriber.objects.filter(public_id=id_in(token, purpose) or "-").first()
    if row is None:
        raise Http404
    return row


@allow("anyone")
def say_yes(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the first mail. Opening it changes nothing, since mail programs open links too; the button does."""
    row = _found(token, mails.YES)
    if request.method == "POST":
        services.say_yes(subscriber=row, by=row.public_id)
        row.refresh_from_db()
    done = bool(row.confirmed_at and not row.bounced_at and not row.stopped_at)
    return show(request, "updates/say_yes", {"row": row, "done": done, "gone": bool(row.stopped_at)})


@allow("anyone")
def my_mails(request: HttpRequest, token: str) -> HttpResponse:
    """The link in every mail: change what you get, or stop, without signing in."""
    row = _found(token, mails.MINE)
    return _wishes(request, row, by=row.public_id)


def _wishes(request: HttpRequest, row: Subscriber | None, *, by: str, email: str = "") -> HttpResponse:
    go = request.POST.get("go", "")
    stands = bool(row and row.confirmed_at and not row.stopped_at)
    form = MailsForm(request.POST if go == "save" else None, initial=MailsForm.initial_of(row if stands else None))
    if go == "save" and form.is_valid() and (stands or email):
        if email:
            services.set_wishes_of(person=request.user.person, email=email, wishes=form.cleaned_data, by=by)  # type: ignore[union-attr]
        elif row:
            services.set_wishes(subscriber=row, wishes=form.cleaned_data, by=by)
        messages.success(request, _("Saved. We will always follow this."))
        return HttpResponseRedirect(request.path)
    if go == "stop" and row:
        services.stop_mails(subscriber=row, by=by)
        return HttpResponseRedirect(request.path)
    context = {"form": form, "stands": stands, "email": email, "bounced": bool(row and row.bounced_at)}
    return show(request, "updates/my_mails", context, status=422 if form.errors else 200)


@allow("signed_in")
def mine(request: HttpRequest) -> HttpResponse:
    """The same for somebody with an account."""
    user: Any = request.user
    rows = Subscriber.objects.filter(stopped_at=None)
    row = rows.filter(email=user.email.lower()).first()
    return _wishes(request, row, by=user.person.public_id, email=user.email)


@csrf_exempt  # mail programs press it for people, without a page of ours (RFC 8058)
@allow("anyone")
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop all mails: by one press in a mail program, or by the button on this page. Opening it changes nothing."""
    row = _found(token, mails.STOP)
    if request.method == "POST":
        services.stop_mails(subscriber=row, by=row.public_id)
        row.refresh_from_db()
    return show(request, "updates/stop_mails", {"stopped": bool(row.stopped_at)})
