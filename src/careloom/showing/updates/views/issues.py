"""For staff: the issue in work, how it is checked and sent, who gets it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.jobs.services import enqueue
from careloom.showing.updates import services
from careloom.showing.updates.forms import EDITIONS, IssueForm, flat
from careloom.showing.updates.models import Issue, Purpose
from careloom.showing.updates.queries import newsletter as queries
from careloom.showing.updates.twins import TWINS
from careloom.showing.updates.views.editing import by, why_not
from careloom.showing.updates.views.newsletter import issue_on_page
from careloom.ui.access import allow
from careloom.ui.pages import show


@allow("centre_staff")
def issues(request: HttpRequest) -> HttpResponse:
    """Who gets our mails, the issue in work, and everything that went out."""
    if request.method == "POST":
        row = services.compose_issue(by=by(request))
        return HttpResponseRedirect(reverse("showing:desk_issue", args=[row.public_id]))
    alerts = Issue.objects.filter(kind=Purpose.CALLS).order_by("-number")[:20]
    context = {"numbers": queries.numbers(), "in_work": queries.in_work(), "sent": queries.archive()[:50],
               "alerts": alerts}  # fmt: skip
    return show(request, "updates/desk_issues", context)


@allow("centre_staff")
def one(request: HttpRequest, issue_id: str) -> HttpResponse:
    """Write an issue, look at it in every twin, check it, send it."""
    row = get_object_or_404(Issue, public_id=issue_id)
    used = [piece["ref"] for piece in row.pieces if piece["use"]]
    go = request.POST.get("go", "")
    form = IssueForm(request.POST if go == "keep" else None, pieces=row.pieces,
                     initial={**flat(row.words), "use": used})  # fmt: skip
    if go == "keep" and form.is_valid():
        return _step(request, row, lambda: services.write_issue(
            issue=row, words=form.words(), use=form.cleaned_data["use"], by=by(request)))  # fmt: skip
    steps: dict[str, Any] = {"check": services.check_issue, "send": services.begin_sending}
    if go == "again":
        return _step(request, row, lambda: services.compose_issue(by=by(request)))
    if go in steps:
        return _step(request, row, lambda: steps[go](issue=row, by=by(request)))
    twins = [{"language": code, "edition": EDITIONS[edition], **issue_on_page(row, edition, code)}
             for code, edition in TWINS]  # fmt: skip
    context = {"issue": row, "form": form, "twins": twins, "missing": services.missing_in_issue(row),
               "own": row.written_by == by(request), "tally": queries.tally(row),
               "open": row.state in (Issue.State.DRAFT, Issue.State.CHECKED)}  # fmt: skip
    return show(request, "updates/desk_issue", context, status=422 if form.errors else 200)


def _step(request: HttpRequest, row: Issue, do: Any) -> HttpResponse:
    try:
        do()
        row.refresh_from_db()
        if row.state == Issue.State.SENDING:
            enqueue(name="showing.newsletter", by=by(request), once=f"send:{row.public_id}")
        messages.success(request, _("Done."))
    except services.NotReady as error:
        messages.error(request, why_not(error))
    return HttpResponseRedirect(request.path)
