"""What everyone can see: Assemblies, what they decided, the same question in all of them, and how to check a draw."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from careloom.assemblies import mails, panel_check, queries, services
from careloom.assemblies.forms import PanelCheckForm
from careloom.assemblies.models import Application, Assembly, Draw, Meeting, Outcome, Question
from careloom.assemblies.words import YES_NO, role
from careloom.centre import queries as centre
from careloom.ui.access import allow
from careloom.ui.pages import show


@allow("anyone")
def assemblies(request: HttpRequest) -> HttpResponse:
    """All Assemblies, and questions that were put to them."""
    rows = Assembly.objects.order_by("name")
    questions = Question.objects.filter(meetings__state=Meeting.State.CLOSED).distinct().order_by("-pk")[:20]
    return show(request, "assemblies/list", {"rows": rows, "questions": questions})


@allow("anyone")
def assembly(request: HttpRequest, slug: str) -> HttpResponse:
    """Seats by role group, the open call, meetings, what was decided, and the work plan."""
    found = get_object_or_404(Assembly, slug=slug)
    seats = [{**row, "name": role(row["role"])} for row in queries.seats_of(found)]
    outcomes = Outcome.objects.filter(meeting__assemblies=found, meeting__state=Meeting.State.CLOSED)
    context = {"assembly": found, "seats": seats, "call": queries.open_call_of(found),
               "meetings": queries.meetings_of(found)[:10], "outcomes": outcomes.select_related("meeting")[:20],
               "plan": found.plan_items.order_by("-pk"), "notes": found.nation_notes.order_by("topic", "kind"),
               "draws": Draw.objects.filter(recruitment__assembly=found, state=Draw.State.CONFIRMED)
               .defer("result", "record")}  # fmt: skip
    return show(request, "assemblies/assembly", context)


@allow("anyone")
def question(request: HttpRequest, question_id: str) -> HttpResponse:
    """One question, every Assembly's answer side by side."""
    found = get_object_or_404(Question, public_id=question_id)
    return show(request, "assemblies/question", {"question": found, "rows": queries.answers_side_by_side(found)})


@allow("anyone")
def was_it_you(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a mail: yes, I applied; or no. Opening it changes nothing, since mail programs open links too."""
    rows = Application.objects.select_related("recruitment__assembly", "person")
    found = get_object_or_404(rows, public_id=mails.id_in(token))
    waits, late = found.state == Application.State.UNPROVED, False
    if request.method == "POST" and waits:
        try:
            if request.POST.get("go") == "yes":
                services.prove_application(application=found, by=found.person.public_id)
            else:
                services.disown_application(application=found, by=found.person.public_id)
            return HttpResponseRedirect(reverse("assemblies:was_it_you", args=[token]))
        except services.Refused:
            late = True
    context = {"row": found, "waits": waits and not late, "late": late,
               "counts": not waits and found.state != Application.State.UNCOUNTED}  # fmt: skip
    return show(request, "assemblies/was_it_you", context)


@allow("anyone")
def welcome(request: HttpRequest) -> HttpResponse:
    """For a new member: how we work together, in the reader's edition and language."""
    return show(request, "assemblies/welcome")


@allow("anyone")
def signed_out(request: HttpRequest) -> HttpResponse:
    """After signing out: what a meeting's room kept on the device is taken away."""
    return show(request, "assemblies/signed_out")


@allow("centre_staff")
def panel(request: HttpRequest) -> HttpResponse:
    """Is an interview or selection panel mixed enough? Nothing is kept."""
    form = PanelCheckForm(request.POST or None)
    roles, nations = centre.role_groups(ended=False), centre.nations(ended=False)
    names, found = dict([*roles, *nations]), None
    if request.method == "POST" and form.is_valid():
        rows, wrong = panel_check.read(form.cleaned_data["people"], _known_words())
        if wrong or not rows:
            form.add_error("people", _("Line %s: we need role group, nation, yes or no.") % (wrong or [1])[0])
        else:
            found = panel_check.check(rows, roles=[code for code, _name in roles], nations=[c for c, _n in nations])
            found["findings"] = [(code, names.get(what, what)) for code, what in found["findings"]]
    context = {"form": form, "found": found, "roles": [name for _code, name in roles],
               "nations": [name for _code, name in nations]}  # fmt: skip
    return show(request, "assemblies/panel", context, status=422 if form.errors else 200)


def _known_words() -> list[dict[str, str]]:
    """For role group, nation and first time: what somebody may write, as code, in English or in their language."""
    found: list[dict[str, str]] = [{}, {}, {}]
    for language in (get_language(), "en-gb"):
        with override(language):
            for words, rows in zip(found, (centre.role_groups(), centre.nations(), YES_NO.items()), strict=True):
                words |= {word: code for code, name in rows for word in (code, str(name).casefold())}
    return found
