"""For staff: start a round, gather topics with their sources, open, close, count, type in paper ballots, check."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careloom.centre import queries as centre
from careloom.conversations.forms import PrintForm, ScanForm
from careloom.jobs.services import enqueue
from careloom.priorities import queries, services
from careloom.priorities.counting import cannot_open
from careloom.priorities.forms import CandidateForm, MoneyForm, PaperForm, StartForm
from careloom.priorities.models import Round
from careloom.priorities.paper import printable
from careloom.priorities.queries import gate
from careloom.priorities.queries.coverage import coverage
from careloom.priorities.services.ballots import Voice
from careloom.priorities.views.voting import person_of, to
from careloom.priorities.words import money_in, names, round_in
from careloom.ui.access import allow
from careloom.ui.pages import show

WHY_NOT = {
    "no_topics": gettext_lazy("There is nothing to vote on yet. Add a topic first."),
    "one_topic": gettext_lazy("Topics are compared with each other. Add a second one first."),
    "no_money": gettext_lazy("People vote on money. Say first how much there is, under Money and limits."),
    "no_costs": gettext_lazy("No topic has a cost that the money could pay. Look at the costs and the money first."),
    "quota_too_high": gettext_lazy("A nation is due more topics than there are for it alone, with a cost that the "
                                   "money could pay. Add topics, or change the limits."),
    "quotas_impossible": gettext_lazy("What the nations are due at least costs more than there is. Change the limits "
                                      "or the money."),
}  # fmt: skip


@allow("centre_staff")
def prepare_all(request: HttpRequest) -> HttpResponse:
    """Every round, and a new one."""
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if queries.round_named(form.cleaned_data["slug"]):
            form.add_error("slug", _("Another round has this short name already."))
        else:
            made = services.start(by=person_of(request), **form.cleaned_data)
            return to("prepare", made.slug)
    context = {"rows": queries.rounds(staff=True), "form": form}
    return show(request, "priorities/prepare_all", context, status=422 if form.errors else 200)


@allow("centre_staff")
def prepare(request: HttpRequest, slug: str) -> HttpResponse:
    """One round: its topics with evidence and decisions, the check, and a new topic while it gathers."""
    of = get_object_or_404(Round, slug=slug)
    gathering = of.state == Round.State.GATHERING
    form = CandidateForm(request.POST or None, choices=queries.choices()) if gathering else None
    if form and request.method == "POST" and form.is_valid():
        services.propose(round=of, by=person_of(request), **form.cleaned_data)
        messages.success(request, _("The topic is there."))
        return to("prepare", slug)
    candidates = queries.candidates_of(of)
    gates = gate.gates(candidates)
    said = names()
    check = coverage(of)
    context = {
        "round": of, "form": form, "gathering": gathering, "check": check, "counted": queries.count_of(of),
        "roles": [row | {"label": said.get(row["role"], row["role"])} for row in check["by_role"]],
        "rows": [{"candidate": c, "gate": gates[c.pk], "choice": getattr(c, "choice", None)} for c in candidates],
        "ballots": of.ballots.count(), "programme": queries.programme_of(of),
    }  # fmt: skip
    return show(request, "priorities/prepare", context, status=422 if form and form.errors else 200)


@allow("centre_staff")
def step(request: HttpRequest, slug: str) -> HttpResponse:
    """Open or close; a close is counted at once, by a job."""
    of = get_object_or_404(Round, slug=slug)
    go, by = request.POST.get("go", ""), person_of(request)
    if request.method != "POST" or go not in {"open", "close"}:
        raise Http404
    if go == "open" and not services.open_now(round=of, by=by):
        messages.warning(request, WHY_NOT.get(cannot_open(of), _("The round was opened before.")))
    if go == "close" and services.close(round=of, by=by):
        enqueue(name="priorities.count", by=by, arguments={"round": of.public_id})
        messages.success(request, _("We are counting. The result stands on its page in a moment."))
    return to("prepare", slug)


@allow("centre_staff")
def money(request: HttpRequest, slug: str) -> HttpResponse:
    """How the money is shared: stated while topics are gathered, and only read after that."""
    of = get_object_or_404(Round, slug=slug)
    form = None
    if of.state == Round.State.GATHERING and of.marks == Round.Marks.BUDGET:
        form = MoneyForm(request.POST or None, nations=centre.nations(), of=of)
    if form and request.method == "POST" and form.is_valid():
        services.set_money(round=of, by=person_of(request), limits=form.limits(),
                           **{k: form.cleaned_data[k] for k in ("budget", "completion")})  # fmt: skip
        messages.success(request, _("It is kept. It cannot change once the round is open."))
        return to("prepare", slug)
    context = {**round_in(request, of), "form": form, "money": money_in(of)}
    return show(request, "priorities/money", context, status=422 if form and form.errors else 200)


@allow("centre_staff")
def type_in(request: HttpRequest, slug: str) -> HttpResponse:
    """One paper ballot; the same number typed in again changes the same ballot."""
    of = get_object_or_404(Round, slug=slug)
    form = PaperForm(request.POST or None, roles=centre.role_groups(ended=False), nations=centre.nations(ended=False))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        voice = Voice(role_group=given["role_group"], nation=given["nation"], helped_by=given["helped_by"])
        try:
            services.read_paper(round=of, serial=given["serial"], marks=_marks(of, given["numbers"]), voice=voice,
                                by=person_of(request))  # fmt: skip
            messages.success(request, _("The ballot is counted."))
            return HttpResponseRedirect(reverse("priorities:type_in", args=[slug]))
        except services.Closed:
            form.add_error(None, _("The round takes no ballots now."))
        except (services.NotOnTheList, ValueError):
            form.add_error("numbers", _("We could not read this. Each number stands on the list, and once."))
    context = {"round": of, "form": form, "rows": queries.candidates_of(of)}
    return show(request, "priorities/type_in", context, status=422 if form.errors else 200)


@allow("centre_staff")
def ballots(request: HttpRequest, slug: str) -> HttpResponse:
    """Print ballots with a number each, read scans of them, and see what somebody must look at."""
    of, go = get_object_or_404(Round, slug=slug), request.POST.get("go", "")
    printing = PrintForm(request.POST if go == "print" else None)
    scans = ScanForm(request.POST if go == "read" else None, request.FILES if go == "read" else None)
    able = of.state == Round.State.OPEN and printable(of)
    if go == "print" and able and printing.is_valid():
        made = services.print_ballots(round=of, by=person_of(request), **printing.cleaned_data)
        answer = HttpResponse(made, content_type="application/pdf")
        answer["Content-Disposition"] = f'attachment; filename="ballots-{slug}.pdf"'
        answer["Cache-Control"] = "no-store"  # each copy is one person's
        return answer
    if go == "read" and scans.is_valid():
        uploads = [(str(file.name), file.read()) for file in scans.cleaned_data["scans"]]
        services.keep_ballot_scans(round=of, uploads=uploads, by=person_of(request))
        messages.success(request, _("We have the scans and read them now."))
        return to("ballots", slug)
    context = {"round": of, "able": able, "printing": printing, "scans": scans,
               "rows": of.scans.defer("sealed").order_by("-pk")[:50]}  # fmt: skip
    return show(request, "priorities/ballots", context, status=422 if printing.errors or scans.errors else 200)


def _marks(of: Round, text: str) -> list[Any]:
    """Candidate ids from the numbers as they stand on the paper. Raises ValueError."""
    known = {c.number: c.public_id for c in of.candidates.all()}

    def ids(line: str) -> list[str]:
        numbers = [int(part) for part in line.replace(",", " ").split()]
        if not set(numbers) <= set(known):
            raise ValueError("unknown number")
        return [known[n] for n in numbers]

    if of.marks not in Round.ON_SCREENS:
        return ids(text)
    lines = [ids(line) for line in text.splitlines() if line.strip()]
    if of.marks == Round.Marks.PAIRS and all(len(line) == 2 for line in lines):
        return [[line, *line] for line in lines]
    if any(len(line) < 4 for line in lines):
        raise ValueError("a screen names its topics, then most, then least")
    return [[line[:-2], line[-2], line[-1]] for line in lines]
