"""For staff: prepare, moderate, open, close, weigh, and type in paper ballots."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careloom.centre import queries as centre
from careloom.conversations import queries, services
from careloom.conversations.forms import (
    BallotForm,
    OutForm,
    PrintForm,
    ProposalForm,
    ScanForm,
    SeedForm,
    StartForm,
)
from careloom.conversations.models import Conversation, Statement
from careloom.conversations.services.votes import About
from careloom.conversations.views.taking_part import person_of
from careloom.conversations.words import proposals_in
from careloom.jobs.services import enqueue
from careloom.ui.access import allow
from careloom.ui.pages import show


def _to(slug: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("conversations:prepare", args=[slug]))


@allow("centre_staff")
def prepare_all(request: HttpRequest) -> HttpResponse:
    """Every conversation, and a new one."""
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if Conversation.objects.filter(slug=form.cleaned_data["slug"]).exists():
            form.add_error("slug", _("Another conversation has this short name already."))
        else:
            made = services.start(by=person_of(request), **form.cleaned_data)
            return _to(made.slug)
    context = {"rows": queries.everything(), "form": form}
    return show(request, "conversations/prepare_all", context, status=422 if form.errors else 200)


@allow("centre_staff")
def prepare(request: HttpRequest, slug: str) -> HttpResponse:
    """One conversation: its numbers, its statements, what waits to be read."""
    conversation = get_object_or_404(Conversation, slug=slug)
    form = SeedForm(request.POST or None, sources=queries.sources())
    if request.method == "POST" and form.is_valid():
        services.seed(conversation=conversation, by=person_of(request), **form.cleaned_data)
        messages.success(request, _("The statement is there."))
        return _to(slug)
    statements = list(conversation.statements.order_by("number"))
    context = {
        "conversation": conversation, "form": form, "counts": queries.counts(conversation),
        "waiting": [s for s in statements if s.state == Statement.State.WAITING],
        "shown": [s for s in statements if s.state == Statement.State.SHOWN],
        "out": [s for s in statements if s.state in {Statement.State.REFUSED, Statement.State.WITHDRAWN}],
    }  # fmt: skip
    return show(request, "conversations/prepare", context, status=422 if form.errors else 200)


@allow("centre_staff")
def proposal(request: HttpRequest, slug: str) -> HttpResponse:
    """What is proposed, version by version."""
    conversation = get_object_or_404(Conversation, slug=slug)
    versions = proposals_in(request, conversation)
    last = versions[0]["proposal"] if versions else None
    before = {"text": last.text, "text_easy": last.text_easy, "text_cy": last.text_cy} if last else {}
    form = ProposalForm(request.POST or None, first=not versions, initial=before)
    if request.method == "POST" and form.is_valid():
        services.propose(conversation=conversation, by=person_of(request), **form.cleaned_data)
        return _to(slug)
    context = {"conversation": conversation, "form": form, "versions": versions}
    return show(request, "conversations/proposal", context, status=422 if form.errors else 200)


@allow("centre_staff")
def step(request: HttpRequest, slug: str) -> HttpResponse:
    """Open, close, or weigh."""
    conversation = get_object_or_404(Conversation, slug=slug)
    go, by = request.POST.get("go", ""), person_of(request)
    if request.method != "POST" or go not in {"open", "close", "weigh"}:
        raise Http404
    if go == "open":
        services.open_now(conversation=conversation, by=by)
    elif go == "close":
        services.close(conversation=conversation, by=by)
    if go != "open":
        enqueue(name="conversations.weigh", by=by, arguments={"conversation": conversation.public_id})
        messages.success(request, _("We are counting. The result stands on its page in a moment."))
    return _to(slug)


@allow("centre_staff")
def moderate(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show a statement, or take it out with a reason that its writer reads."""
    statement = get_object_or_404(Statement, number=number, conversation__slug=slug)
    by = person_of(request)
    if request.method == "POST" and request.POST.get("go") == "show":
        services.show(statement=statement, by=by)
        return _to(slug)
    form = OutForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        waits = statement.state == Statement.State.WAITING
        (services.refuse if waits else services.withdraw)(statement=statement, by=by, **given)
        return _to(slug)
    context = {"conversation": statement.conversation, "statement": statement, "form": form}
    return show(request, "conversations/moderate", context, status=422 if form.errors else 200)


@allow("centre_staff")
def type_in(request: HttpRequest, slug: str) -> HttpResponse:
    """One paper ballot; what is unclear is asked, never guessed."""
    conversation = get_object_or_404(Conversation, slug=slug)
    words: dict[str, Any] = {"roles": centre.role_groups(ended=False), "nations": centre.nations(ended=False),
                             "statements": list(queries.shown(conversation))}  # fmt: skip
    form = BallotForm(request.POST or None, **words)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        about = About(role_group=given["role_group"], nation=given["nation"], helped_by=given["helped_by"])
        try:
            read = services.read_ballot(conversation=conversation, serial=given["serial"], marks=form.marks(),
                                        by=person_of(request), about=about)  # fmt: skip
        except services.Closed:
            messages.warning(request, _("The conversation takes no votes now."))
            return _to(slug)
        said = ngettext("%d vote is counted.", "%d votes are counted.", read.counted) % read.counted
        if read.asks:
            numbers = ", ".join(str(ask["number"]) for ask in read.asks)
            said += " " + _("Please look again at: %s.") % numbers
        messages.success(request, said)
        return HttpResponseRedirect(reverse("conversations:type_in", args=[slug]))
    return show(request, "conversations/type_in", {"conversation": conversation, "form": form},
                status=422 if form.errors else 200)  # fmt: skip


@allow("centre_staff")
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """Print ballots with a number each, read scans of them, and see what somebody must look at."""
    conversation = get_object_or_404(Conversation, slug=slug)
    go = request.POST.get("go", "")
    printing = PrintForm(request.POST if go == "print" else None)
    scans = ScanForm(request.POST if go == "read" else None, request.FILES if go == "read" else None)
    if go == "print" and queries.shown(conversation) and printing.is_valid():
        made = services.print_ballots(conversation=conversation, by=person_of(request), **printing.cleaned_data)
        answer = HttpResponse(made, content_type="application/pdf")
        answer["Content-Disposition"] = f'attachment; filename="ballots-{slug}.pdf"'
        answer["Cache-Control"] = "no-store"  # each copy is one person's
        return answer
    if go == "read" and scans.is_valid():
        uploads = [(str(file.name), file.read()) for file in scans.cleaned_data["scans"]]
        services.keep_ballot_scans(conversation=conversation, uploads=uploads, by=person_of(request))
        messages.success(request, _("We have the scans and read them now."))
        return HttpResponseRedirect(request.path)
    context = {"conversation": conversation, "printing": printing, "scans": scans,
               "rows": conversation.scans.defer("sealed").order_by("-pk")[:50]}  # fmt: skip
    return show(request, "conversations/paper", context, status=422 if printing.errors or scans.errors else 200)
