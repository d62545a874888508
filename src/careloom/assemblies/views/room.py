"""The meeting itself, phone first: small, without script, and a note sent twice is one note."""

import uuid
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.assemblies import post, queries, services
from careloom.assemblies.forms import IdeaForm, NoteForm, PulseForm
from careloom.assemblies.models import Action, Meeting, Membership, Outcome, Paper
from careloom.assemblies.words import question_in, refusal
from careloom.involvement import services as paying
from careloom.involvement.views.taking_part import reader
from careloom.ui.access import allow
from careloom.ui.pages import show


def _seat(request: HttpRequest, meeting: Meeting) -> Membership | None:
    rows = Membership.objects.filter(assembly__in=meeting.assemblies.all(), person=reader(request))
    return rows.filter(state=Membership.State.MEMBER).first()


@allow("signed_in")
def meeting(request: HttpRequest, meeting_id: str) -> HttpResponse:
    """For members: the question, my table, the agenda, papers, notes. For others: its subject and what came of it."""
    found = get_object_or_404(Meeting.objects.select_related("question", "opportunity"), public_id=meeting_id)
    mine, go = _seat(request, found), request.POST.get("go", "")
    note = NoteForm(request.POST if go == "note" else None, initial={"once": uuid.uuid4().hex}, auto_id="note-%s")
    pulse = PulseForm(request.POST if go == "pulse" else None, auto_id="pulse-%s")
    idea = IdeaForm(request.POST if go == "idea" else None, auto_id="idea-%s")
    if request.method == "POST" and mine is not None:
        form: Any = {"note": note, "pulse": pulse, "idea": idea}.get(go)
        try:
            if (form is None or form.is_valid()) and _do(request, found, go, form):
                if go in ("note", "pulse"):
                    paying.note_form_time(form=go, about=found.public_id, opened=request.POST.get("opened", ""))
                messages.success(request, _("Thank you. We wrote it down."))
                return HttpResponseRedirect(reverse("assemblies:meeting", args=[found.public_id]))
        except services.Refused as wrong:
            if form is None:
                messages.error(request, refusal(wrong))
            else:
                form.add_error(None, refusal(wrong))
    context: dict[str, Any] = {
        "meeting": found, "mine": mine, "agenda": found.agenda.select_related("plan_item").order_by("order"),
        "outcomes": found.outcomes.order_by("pk"), "opened": request.POST.get("opened") or paying.opened_now(),
        "themes": queries.themes_cited(found) if found.state == Meeting.State.CLOSED else [],
        "question": question_in(found.question, easy=getattr(request, "edition", "") == "easy"),
    }  # fmt: skip
    open_room = mine is not None and found.state == Meeting.State.OPEN
    if mine is not None:
        there = reader(request).pk in queries.who_was_there(found)
        context |= {"tables": queries.my_table(found, mine.public_id), "note": note, "pulse": pulse, "idea": idea,
                    "papers": queries.papers_for(found, getattr(request, "edition", "standard")), "there": there,
                    "notes": found.notes.order_by("round", "table", "pk"), "ideas": found.ideas.order_by("pk"),
                    "actions": found.actions.select_related("owner").order_by("due_on"),
                    "agreed": found.notes_agreed.filter(person=reader(request)).exists()}  # fmt: skip
    if open_room and "kept" in request.GET:  # the copy for a phone without connection: nothing of anybody else
        context |= {"kept": True, "notes": [], "actions": [], "outcomes": []}
    answer = show(request, "assemblies/meeting", context, status=422 if request.method == "POST" else 200)
    if open_room:
        answer["X-Careloom-Room"] = "open"  # see away.js
    return answer


@allow("anyone")
def away(request: HttpRequest) -> HttpResponse:
    """The script that opens a room again while there is no connection; it may only serve the pages of meetings."""
    script = Path(__file__).parent.parent / "static" / "assemblies" / "away.js"
    return HttpResponse(script.read_bytes(), content_type="text/javascript")


@allow("signed_in")
def paper(request: HttpRequest, meeting_id: str, number: int, kind: str) -> HttpResponse:
    """One edition of a paper to keep or print: PDF, large letters, or a file. For members and their leads."""
    found = get_object_or_404(Meeting, public_id=meeting_id)
    led = queries.assemblies_for(request.user).filter(meetings=found).exists()
    if _seat(request, found) is None and not led:
        raise Http404
    row = get_object_or_404(Paper, pk=number, meeting=found)
    if kind == "file" and row.file:
        answer = HttpResponse(bytes(row.file), content_type=post.TYPES.get(row.file_kind, "application/octet-stream"))
        answer["Content-Disposition"] = f'attachment; filename="paper-{row.pk}.{row.file_kind}"'
        answer["X-Content-Type-Options"] = "nosniff"
        return answer
    if kind not in ("pdf", "large") or not row.text:
        raise Http404
    return HttpResponse(post.paper(row, large=kind == "large"), content_type="application/pdf")


@allow("signed_in")
def action(request: HttpRequest, meeting_id: str, number: int) -> HttpResponse:
    """What I said I would do is done."""
    if request.method != "POST":
        raise Http404
    row = get_object_or_404(Action.objects.select_related("meeting"), pk=number, meeting__public_id=meeting_id,
                            owner=reader(request))  # fmt: skip
    services.finish_action(action=row, by=reader(request).public_id)
    messages.success(request, _("Thank you. We wrote it down."))
    return HttpResponseRedirect(reverse("assemblies:mine"))


def _do(request: HttpRequest, found: Meeting, go: str, form: Any) -> bool:
    person = reader(request)
    if go == "note":
        given = form.cleaned_data
        services.keep_note(meeting=found, round_number=given["round"], table=given["table"], words=given["words"],
                           once=given["once"])  # fmt: skip
    elif go == "pulse":
        reading = form.cleaned_data.pop("reading")
        given = {name: int(value) for name, value in form.cleaned_data.items()}
        if services.give_pulse(meeting=found, person=person, **given) and reading:
            paying.note_minutes(form="papers", about=found.public_id, minutes=reading)
    elif go == "idea":
        services.add_idea(meeting=found, words=form.cleaned_data["words"], by=person.public_id)
    elif go == "notes-agreed":
        services.agree_notes(meeting=found, person=person, by=person.public_id)
    elif go == "agree":
        outcome = get_object_or_404(Outcome, public_id=request.POST.get("outcome", ""), meeting=found)
        services.agree_outcome(outcome=outcome, person=person, by=person.public_id)
    else:
        return False
    return True
