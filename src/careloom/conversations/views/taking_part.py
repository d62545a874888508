"""Taking part: join, vote, change one's mind, write a statement. A private code in a cookie is the only key."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.centre import queries as centre
from careloom.conversations import queries, services
from careloom.conversations.forms import GroupForm, JoinForm, StatementForm
from careloom.conversations.models import Conversation, Statement, Voter
from careloom.conversations.services.votes import About
from careloom.conversations.words import conversation_in, proposals_in, statement_in
from careloom.questionnaires.codes import too_many, wrong_code
from careloom.thread import queries as thread
from careloom.thread.models import Entry
from careloom.ui.access import allow
from careloom.ui.pages import show

VALUES = {"agree": 1, "disagree": -1, "pass": 0}
REMEMBER = 180 * 24 * 3600  # seconds


def conversation_named(slug: str) -> Conversation:
    """One that is not being prepared any more."""
    return get_object_or_404(queries.seen_by_all(), slug=slug)


def to(name: str, slug: str) -> HttpResponseRedirect:
    """To a page of this conversation."""
    return HttpResponseRedirect(reverse(f"conversations:{name}", args=[slug]))


def person_of(request: HttpRequest) -> str:
    """The public id of whoever is signed in, or nothing."""
    user: Any = request.user
    return str(user.person.public_id) if user.is_authenticated else ""


def voter_of(request: HttpRequest, conversation: Conversation) -> Voter | None:
    """Who votes here: by the code in the cookie, else by the account."""
    code = request.COOKIES.get(f"voice-{conversation.slug}", "")
    if code and (voter := queries.voter_by_code(conversation, code)):
        return voter
    person = person_of(request)
    return queries.voter_of_person(conversation, person) if person else None


def _remember(answer: HttpResponse, conversation: Conversation, code: str) -> HttpResponse:
    answer.set_cookie(f"voice-{conversation.slug}", code, max_age=REMEMBER, httponly=True, samesite="Lax",
                      secure=settings.HTTPS)  # fmt: skip
    return answer


@allow("anyone")
def conversations(request: HttpRequest) -> HttpResponse:
    """Everything one can vote on now, and what was found before."""
    rows = [conversation_in(request, c) for c in queries.seen_by_all()]
    return show(request, "conversations/list", {"rows": rows})


@allow("anyone")
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """What it is about, who sees what, and the way in: new, as a group, or with a code."""
    conversation = conversation_named(slug)
    kind = GroupForm if "for" in request.GET else JoinForm
    words = {"roles": centre.role_groups(ended=False), "nations": centre.nations(ended=False)}
    form = kind(request.POST if "once" in request.POST else None, initial={"once": uuid.uuid4().hex}, **words)
    if form.is_bound and form.is_valid():
        return _join(request, conversation, form.cleaned_data)
    wrong = False
    if typed := request.POST.get("code", ""):
        if too_many(request, "voice"):
            return show(request, "429", status=429)
        if queries.voter_by_code(conversation, typed):
            return _remember(to("mine", slug), conversation, typed)
        wrong_code(request, "voice")
        wrong = True
    known = voter_of(request, conversation)
    context = {**conversation_in(request, conversation), "form": form, "wrong": wrong, "typed": typed, "known": known,
               "versions": proposals_in(request, conversation),
               "for_group": kind is GroupForm, "statements": queries.shown(conversation).count()}  # fmt: skip
    return show(request, "conversations/start", context, status=422 if wrong or form.errors else 200)


def _join(request: HttpRequest, conversation: Conversation, given: dict[str, Any]) -> HttpResponse:
    person = "" if given.get("people") else person_of(request)  # a group's voice is not the voice of who types it in
    about = About(**{k: v for k, v in given.items() if k != "once" and v})
    try:
        _voter, code = services.join(conversation=conversation, once=given["once"], by="guest", person_id=person,
                                     about=about)  # fmt: skip
    except services.Closed:
        return to("results", conversation.slug)
    return _remember(to("vote", conversation.slug), conversation, code)


@allow("anyone")
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    """One statement at a time. Nobody sees what others voted here."""
    voter = queries.voter_by_code_at(slug, request.COOKIES.get(f"voice-{slug}", ""))
    voter = voter or voter_of(request, conversation_named(slug))
    if voter is None:
        return to("start", slug)
    conversation = voter.conversation
    if request.method == "POST":
        return _cast(request, voter, conversation)
    if conversation.state != Conversation.State.OPEN:
        return to("results", slug)
    asked, done, total = queries.next_statement(voter)
    context: dict[str, Any] = {**conversation_in(request, conversation), "voter": voter, "done": done, "total": total,
                               "at": done + 1}  # fmt: skip
    if asked is not None:
        context["asked"] = statement_in(request, asked)
    if not done:
        context["code"] = request.COOKIES.get(f"voice-{slug}", "")
    return show(request, "conversations/vote", context)


def _cast(request: HttpRequest, voter: Voter, conversation: Conversation) -> HttpResponse:
    statement = get_object_or_404(Statement, public_id=request.POST.get("statement", ""), conversation=conversation)
    back = "mine" if request.POST.get("back") == "mine" else "vote"
    go = request.POST.get("go", "")
    try:
        if go == "back":
            services.take_back(voter=voter, statement=statement)
        elif go in VALUES:
            services.cast(voter=voter, statement=statement, value=VALUES[go], important="important" in request.POST)
        else:
            raise Http404
    except services.Closed:
        messages.warning(request, _("The voting has closed. Your earlier votes count."))
        return to("results", conversation.slug)
    except services.NotShown:
        messages.warning(request, _("This statement was taken out just now. Here is the next one."))
    return to(back, conversation.slug)


@allow("anyone")
def mine(request: HttpRequest, slug: str) -> HttpResponse:
    """My votes, my code, my statements, and what came of my voice."""
    conversation = conversation_named(slug)
    voter = voter_of(request, conversation)
    if voter is None:
        return to("start", slug)
    votes = [statement_in(request, v.statement) | {"vote": v} for v in queries.votes_by(voter)]
    entry = Entry.objects.filter(public_id=voter.entry_id).first()
    context = {
        **conversation_in(request, conversation), "voter": voter, "votes": votes,
        "code": request.COOKIES.get(f"voice-{slug}", ""),
        "written": Statement.objects.filter(conversation=conversation, writer_id=voter.public_id).order_by("number"),
        "came": [e for e in thread.came_of(entry) if not e.event.startswith(("vote.", "ballot."))] if entry else [],
        "open": conversation.state == Conversation.State.OPEN,
    }  # fmt: skip
    return show(request, "conversations/mine", context)


@allow("anyone")
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a statement of one's own; somebody reads it first."""
    conversation = conversation_named(slug)
    voter = voter_of(request, conversation)
    if voter is None or not conversation.members_write or conversation.state != Conversation.State.OPEN:
        return to("start", slug)
    form = StatementForm(request.POST or None, initial={"once": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        services.write(voter=voter, **form.cleaned_data)
        messages.success(request, _("Thank you. Somebody reads it first. Here you will see if it is shown, and why."))
        return to("mine", slug)
    context = {**conversation_in(request, conversation), "form": form}
    return show(request, "conversations/write", context, status=422 if form.errors else 200)
