"""One meeting for those who lead it: before, during, after. What is not done yet stands in words."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careloom.assemblies import post, queries, services
from careloom.assemblies.forms import (
    ActionForm,
    AgendaForm,
    CloseForm,
    InclusionForm,
    OutcomeForm,
    PaperForm,
    PlannerForm,
    QuestionForm,
)  # fmt: skip
from careloom.assemblies.models import Assembly, Idea, Invitation, Meeting, Outcome, PlanItem
from careloom.assemblies.words import TWINS, checks, form_minutes, refusal, role
from careloom.involvement import queries as involvement
from careloom.involvement import services as paying
from careloom.involvement.views.taking_part import reader
from careloom.people.models import Person
from careloom.ui.access import allow
from careloom.ui.pages import show

TABLE, ROUNDS = 6, 3  # people at a table, rounds of a meeting


def _forms(request: HttpRequest, go: str, owners: list[tuple[int, str]], meeting: Meeting) -> dict[str, Any]:
    plain: dict[str, Any] = {"question": QuestionForm, "paper": PaperForm,
                             "inclusion": InclusionForm, "outcome": OutcomeForm}  # fmt: skip
    made = {name: form(request.POST if go == name else None, request.FILES or None, auto_id=f"{name}-%s")
            for name, form in plain.items()}  # fmt: skip
    made["planner"] = PlannerForm(request.POST if go == "planner" else None, people=owners, auto_id="planner-%s")
    items = PlanItem.objects.filter(assembly__in=meeting.assemblies.all()).order_by("-pk")
    plan = list(items.values_list("public_id", "words"))
    made["agenda"] = AgendaForm(request.POST if go == "agenda" else None, plan=plan, auto_id="agenda-%s")
    themes = queries.themes_to_cite() if meeting.state == Meeting.State.OPEN else []
    made["close"] = CloseForm(request.POST if go == "close" else None, themes=themes, auto_id="close-%s")
    made["action"] = ActionForm(request.POST if go == "action" else None, owners=owners, auto_id="action-%s")
    return made


@allow("assembly_lead")
def prepare(request: HttpRequest, nation: str, slug: str, meeting_id: str) -> HttpResponse:
    """The checks, and a form for each thing that is still to do."""
    found = queries.for_nation(nation, slug)
    meeting = get_object_or_404(found.meetings.select_related("question", "opportunity"), public_id=meeting_id)
    go = request.POST.get("go", "")
    members = list(queries.members_of(meeting.assemblies.all()))
    me = reader(request)
    forms = _forms(request, go, [(me.pk, me.name), *((m.person_id, m.person.name) for m in members)], meeting)
    if request.method == "POST" and (go not in forms or forms[go].is_valid()):
        try:
            _do(request, found, meeting, go, forms[go].cleaned_data if go in forms else {})
            return HttpResponseRedirect(reverse("assemblies:prepare", args=[nation, slug, meeting_id]))
        except services.Refused as wrong:
            if go in forms:
                forms[go].add_error(None, refusal(wrong))
            else:
                messages.error(request, refusal(wrong))
    context = _context(found, meeting) | {"forms": forms}
    return show(request, "assemblies/prepare", context, status=422 if request.method == "POST" else 200)


def _context(found: Assembly, meeting: Meeting) -> dict[str, Any]:
    there = queries.who_was_there(meeting)
    coming = [{"person": b.person, "there": b.person_id in there} for b in involvement.coming(meeting.opportunity)]
    before, after = checks(queries.before(meeting)), checks(queries.after(meeting))
    invitations = meeting.invitations.select_related("person").order_by("person__name")
    asked = queries.minutes_asked(meeting)
    names = dict(TWINS)
    papers = [{"paper": p, "edition": names.get(p.twin, p.twin)}
              for p in meeting.papers.defer("file").order_by("title", "twin")]  # fmt: skip
    return {
        "assembly": found, "meeting": meeting, "before": before, "after": after, "coming": coming,
        "ready": all(c["done"] for c in before), "finished": all(c["done"] for c in after), "invitations": invitations,
        "by_hand": [i for i in invitations if not i.told_at and not i.answer and not queries.by_mail(i.person)],
        "needs": involvement.needs_of_those_who_come(meeting.opportunity), "asked": asked,
        "pulse": queries.pulse_of(meeting), "themes": queries.themes_cited(meeting),
        "agenda": meeting.agenda.select_related("plan_item").order_by("order"), "papers": papers,
        "ideas": meeting.ideas.order_by("pk"), "outcomes": meeting.outcomes.order_by("pk"),
        "actions": meeting.actions.select_related("owner").order_by("due_on"),
        "form_minutes": form_minutes(asked["each"]),
        "all_minutes": asked["meeting"] + asked["papers"] + asked["forms"],
        "short": [role(r) for r in queries.short_of_quorum(meeting)] if there else [], "rounds": len(meeting.tables),
        "access": involvement.bookings_about(meeting.public_id), "joint": meeting.assemblies.count() > 1,
        "planners": meeting.planners.select_related("person", "assembly").order_by("assembly", "pk"),
    }  # fmt: skip


@allow("assembly_lead")
def by_post(request: HttpRequest, nation: str, slug: str, meeting_id: str, invitation_id: str) -> HttpResponse:
    """One invitation to print, with the papers in the reader's own edition: for post, and to read out on the phone."""
    meeting = get_object_or_404(queries.for_nation(nation, slug).meetings, public_id=meeting_id)
    rows = Invitation.objects.select_related("meeting__question", "person")
    found = get_object_or_404(rows, public_id=invitation_id, meeting=meeting)
    return HttpResponse(post.invitation(found), content_type="application/pdf")


def _do(request: HttpRequest, found: Assembly, meeting: Meeting, go: str, given: dict[str, Any]) -> None:
    by = reader(request).public_id
    simple: dict[str, Any] = {"question": services.agree_question, "paper": services.keep_paper,
                              "outcome": services.keep_outcome, "open": services.open_meeting}  # fmt: skip
    if go in simple:
        simple[go](meeting=meeting, by=by, **given)
    elif go == "agenda":
        item = PlanItem.objects.filter(public_id=given.pop("plan_item") or "-").first()
        services.add_agenda(meeting=meeting, by=by, plan_item=item, **given)
    elif go == "inclusion":
        services.check_inclusion(about=meeting.public_id, by=by, **given)
    elif go == "action":
        services.keep_action(meeting=meeting, words=given["words"], due_on=given["due_on"], by=by,
                             owner=Person.objects.get(pk=given["owner"]))  # fmt: skip
    elif go == "planner":
        services.add_planner(meeting=meeting, assembly=found, coordinator=given["coordinator"], by=by,
                             person=Person.objects.get(pk=given["person"]))  # fmt: skip
    elif go == "seat":
        services.seat_tables(meeting=meeting, by=by, tables=_tables(meeting))
    elif go == "there":
        _note_who_was_there(request, meeting, by)
    elif go == "close":
        services.close_meeting(meeting=meeting, by=by, because=queries.agreed_themes(given["themes"]))
        messages.success(request, _("The meeting is closed. What came of it is on the Assembly's page."))
    else:
        _do_one(request, meeting, go, by)


def _do_one(request: HttpRequest, meeting: Meeting, go: str, by: str) -> None:
    """Buttons: for everyone at once, or about one row that the page names."""
    if go == "invite":
        address = request.build_absolute_uri("/").rstrip("/")
        n = services.invite_members(meeting=meeting, by=by, address=address)
        messages.success(request, ngettext("%d person was invited.", "%d people were invited.", n) % n)
    elif go == "claims":
        n = paying.raise_claims(opportunity=meeting.opportunity, by=by)
        messages.success(request, ngettext("%d claim was written.", "%d claims were written.", n) % n)
    elif go == "outcome-told":
        outcome = get_object_or_404(Outcome, public_id=request.POST.get("outcome", ""), meeting=meeting)
        services.mark_outcome_told(outcome=outcome, by=by)
    elif go == "told":
        row = get_object_or_404(Invitation, public_id=request.POST.get("invitation", ""), meeting=meeting)
        services.mark_invited(invitation=row, by=by)
    elif go == "drop":
        idea = get_object_or_404(Idea, pk=request.POST.get("idea", "0"), meeting=meeting)
        services.drop_idea(idea=idea, reason=request.POST.get("reason", ""), by=by)


def _tables(meeting: Meeting) -> list[list[list[str]]]:
    coming = {b.person_id for b in involvement.coming(meeting.opportunity)}
    rows = [m for m in queries.members_of(meeting.assemblies.all()) if m.person_id in coming]
    tables = max(1, -(-len(rows) // TABLE))
    from careloom_methods.lottery import seat  # its package is heavy: loaded when tables are asked for

    if not rows:
        return [[[]] for _round in range(ROUNDS)]
    return seat([(m.public_id, m.role_group) for m in rows], tables=tables, rounds=ROUNDS, seed=str(meeting.pk)).rounds


def _note_who_was_there(request: HttpRequest, meeting: Meeting, by: str) -> None:
    keys = {int(text) for text in request.POST.getlist("there") if text.isdecimal()}
    minutes = {b.person_id: meeting.minutes if b.person_id in keys else 0
               for b in involvement.coming(meeting.opportunity)}  # fmt: skip
    paying.save_attendance(opportunity=meeting.opportunity, day=timezone.localtime(meeting.begins_at).date(),
                           minutes=minutes, by=by)  # fmt: skip
