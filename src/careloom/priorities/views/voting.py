"""A ballot on a phone: one press at a time, changed or taken back until the close. A private code is the only key."""

import random
import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.centre import queries as centre
from careloom.conversations.forms import JoinForm, OneVoiceForm
from careloom.priorities import queries, services
from careloom.priorities.models import Ballot, Round
from careloom.priorities.models.round import MOST
from careloom.priorities.services.ballots import Voice
from careloom.priorities.views.seeing import round_at
from careloom.priorities.words import candidate_in, round_in
from careloom.questionnaires.codes import too_many, wrong_code
from careloom.ui.access import allow
from careloom.ui.pages import show

REMEMBER = 180 * 24 * 3600  # seconds


def person_of(request: HttpRequest) -> str:
    """The public id of whoever is signed in, or nothing."""
    user: Any = request.user
    return str(user.person.public_id) if user.is_authenticated else ""


def to(name: str, slug: str) -> HttpResponseRedirect:
    """To a page of this round."""
    return HttpResponseRedirect(reverse(f"priorities:{name}", args=[slug]))


def ballot_of(request: HttpRequest, of: Round) -> Ballot | None:
    """Whose ballot this is: by the code in the cookie, else by the account."""
    return queries.ballot_by_code(of, request.COOKIES.get(f"ballot-{of.slug}", ""), person_of(request))


def _remember(answer: HttpResponse, of: Round, code: str) -> HttpResponse:
    answer.set_cookie(f"ballot-{of.slug}", code, max_age=REMEMBER, httponly=True, samesite="Lax", secure=settings.HTTPS)
    return answer


@allow("anyone")
def ballot(request: HttpRequest, slug: str) -> HttpResponse:
    """Start a ballot, come back with a code, or go on choosing."""
    of = round_at(slug)
    if of.state != Round.State.OPEN:
        return to("results", slug)
    mine_ = ballot_of(request, of)
    if mine_ is None or "for" in request.GET:
        return _start(request, of)
    if request.method == "POST":
        return _mark(request, of, mine_)
    return show(request, "priorities/ballot", _page(request, of, mine_))


def _start(request: HttpRequest, of: Round) -> HttpResponse:
    kind = OneVoiceForm if "for" in request.GET else JoinForm
    form = kind(request.POST if "once" in request.POST else None, initial={"once": uuid.uuid4().hex},
                roles=centre.role_groups(ended=False), nations=centre.nations(ended=False))  # fmt: skip
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        person = "" if given.get("people") else person_of(request)  # a group's voice is not that of who types it in
        voice = Voice(person_id=person, **{k: v for k, v in given.items() if k != "once" and v})
        _, code = services.cast(round=of, marks=[], once=given["once"], by="guest", voice=voice)
        return _remember(to("ballot", of.slug), of, code)
    wrong, typed = False, request.POST.get("code", "")
    if typed:
        if too_many(request, "ballot"):
            return show(request, "429", status=429)
        if queries.ballot_by_code(of, typed, ""):
            return _remember(to("ballot", of.slug), of, typed)
        wrong_code(request, "ballot")
        wrong = True
    context = {**round_in(request, of), "form": form, "wrong": wrong, "typed": typed, "for_group": kind is OneVoiceForm}
    return show(request, "priorities/ballot_start", context, status=422 if wrong or form.errors else 200)


def _page(request: HttpRequest, of: Round, mine_: Ballot) -> dict[str, Any]:
    topics = {c.public_id: candidate_in(request, c) for c in queries.candidates_of(of)}
    context = {**round_in(request, of), "ballot": mine_, "code": request.COOKIES.get(f"ballot-{of.slug}", ""),
               "most": MOST if of.marks == Round.Marks.TEN else len(topics)}  # fmt: skip
    if of.marks in Round.ON_SCREENS:
        return context | {"screen": [topics[i] for i in _screen(mine_, sorted(topics))], "done": len(mine_.marks)}
    chosen = [topics[i] for i in mine_.marks if i in topics]
    return context | {"chosen": chosen, "left": [t for i, t in topics.items() if i not in mine_.marks]}


def _screen(mine_: Ballot, ids: list[str]) -> list[str]:
    """The next four, or two: those that this voter saw least, in an order of the voter's own."""
    seen = [i for shown, _best, _worst in mine_.marks for i in shown]
    dice = random.Random(f"{mine_.public_id} {len(mine_.marks)}")  # noqa: S311  # an order, not a secret
    dice.shuffle(ids)
    return sorted(ids, key=seen.count)[: Round.ON_SCREENS[Round.Marks(mine_.round.marks)]]


def _mark(request: HttpRequest, of: Round, mine_: Ballot) -> HttpResponse:
    """One press: add, take out, move up; or the most and the least of four."""
    marks: list[Any] = list(mine_.marks)
    add, out, up = (request.POST.get(key, "") for key in ("add", "out", "up"))
    if of.marks in Round.ON_SCREENS:
        shown = _screen(mine_, sorted(c.public_id for c in queries.candidates_of(of)))
        best = request.POST.get("best", "")
        other = [i for i in shown if i != best]
        worst = other[0] if of.marks == Round.Marks.PAIRS else request.POST.get("worst", "")
        marks.append([shown, best, worst])
    elif add and add not in marks:
        marks.append(add)
    elif out in marks:
        marks.remove(out)
    elif up in marks[1:]:
        at = marks.index(up)
        marks[at - 1], marks[at] = marks[at], marks[at - 1]
    try:
        services.change_marks(ballot=mine_, marks=marks, by="guest")
    except services.Closed:
        messages.warning(request, _("The ballots are closed. What you chose before counts."))
    except services.NotOnTheList:
        messages.warning(
            request, _("This could not be marked. Please choose again: two different topics, at most ten.")
        )
    return to("ballot", of.slug)


@allow("anyone")
def mine(request: HttpRequest, slug: str) -> HttpResponse:
    """My ballot, and what came of it."""
    of = round_at(slug)
    mine_ = ballot_of(request, of)
    if mine_ is None:
        return to("ballot" if of.state == Round.State.OPEN else "round", slug)
    if request.method == "POST" and request.POST.get("go") == "back":
        try:
            services.withdraw(ballot=mine_, by=mine_.public_id)
            messages.success(request, _("Your ballot is taken back. You can choose again until the close."))
        except services.Closed:
            messages.warning(request, _("The ballots are closed. What you chose before counts."))
        return to("mine", slug)
    context = _page(request, of, mine_) | {"came": queries.came_of_ballot(mine_), "open": of.state == Round.State.OPEN}
    return show(request, "priorities/mine", context)


@allow("anyone")
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """The same topics to print, with boxes."""
    of = round_at(slug)
    rows = [candidate_in(request, c) for c in queries.candidates_of(of)]
    return show(request, "priorities/paper", {**round_in(request, of), "rows": rows})
