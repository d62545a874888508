"""A person's own applications, seats and invitations; another's address is not found."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.assemblies import letters, queries, services
from careloom.assemblies.forms import HelpForm, InvitationForm
from careloom.assemblies.models import Application, Invitation, Membership
from careloom.assemblies.words import STEPS, refusal, role
from careloom.involvement import letters as paper
from careloom.involvement import queries as involvement
from careloom.involvement import services as paying
from careloom.involvement.views.taking_part import reader
from careloom.ui.access import allow
from careloom.ui.pages import show


@allow("signed_in")
def mine(request: HttpRequest) -> HttpResponse:
    """What I applied for, my seat, my first weeks, my invitations."""
    person = reader(request)
    every = list(queries.applications_of(person))
    unproved = [a for a in every if a.state == Application.State.UNPROVED]
    applications = [{"row": a, "chance": letters.in_hundred(a.chance) if a.chance is not None else ""}
                    for a in every if a not in unproved]  # fmt: skip
    seats = []
    for seat in queries.memberships_of(person):
        done = {step.step for step in seat.steps.all()}
        steps = [{"step": slug, "words": words, "done": slug in done} for slug, words in STEPS.items()]
        seats.append({"seat": seat, "role": role(seat.role_group), "steps": steps})
    invitations = Invitation.objects.filter(person=person).select_related("meeting").order_by("-meeting__begins_at")
    context = {"applications": applications, "unproved": unproved, "seats": seats, "invitations": invitations[:10],
               "actions": queries.actions_of(person)}  # fmt: skip
    return show(request, "assemblies/mine", context)


@allow("signed_in")
def seat(request: HttpRequest, seat_id: str) -> HttpResponse:
    """Yes or no to a seat; a step of the first weeks."""
    if request.method != "POST":
        raise Http404
    found = get_object_or_404(Membership.objects.select_related("assembly"), public_id=seat_id, person=reader(request))
    by, go = reader(request).public_id, request.POST.get("go", "")
    if go == "accept":
        services.accept_seat(membership=found, by=by)
        messages.success(request, _("Welcome. Below is what happens in your first weeks."))
    elif go == "decline":
        services.decline_seat(membership=found, by=by)
        messages.success(request, _("Thank you for telling us. You lose nothing by it."))
    elif go == "leave":
        services.end_term(membership=found, by=by)
        messages.success(request, _("You left the Assembly. Thank you for your time."))
    elif go in STEPS:
        services.do_induction_step(membership=found, step=go, by=by)
    return HttpResponseRedirect(reverse("assemblies:mine"))


@allow("signed_in")
def withdraw(request: HttpRequest, application_id: str) -> HttpResponse:
    """Take my application back."""
    if request.method != "POST":
        raise Http404
    found = get_object_or_404(Application, public_id=application_id, person=reader(request))
    services.withdraw(application=found, by=reader(request).public_id)
    messages.success(request, _("We took your application back. You can apply again another time."))
    return HttpResponseRedirect(reverse("assemblies:mine"))


@allow("signed_in")
def was_it_me(request: HttpRequest, application_id: str) -> HttpResponse:
    """Yes or no to an application that somebody sent with my address; being signed in shows who I am."""
    if request.method != "POST":
        raise Http404
    person = reader(request)
    found = get_object_or_404(Application.objects.select_related("recruitment", "person"), public_id=application_id,
                              person=person)  # fmt: skip
    try:
        if request.POST.get("go") == "yes":
            services.prove_application(application=found, by=person.public_id)
        else:
            services.disown_application(application=found, by=person.public_id)
        messages.success(request, _("Thank you. We wrote it down."))
    except services.Refused as wrong:
        messages.error(request, refusal(wrong))
    return HttpResponseRedirect(reverse("assemblies:mine"))


@allow("signed_in")
def letter(request: HttpRequest, application_id: str, kind: str) -> HttpResponse:
    """My answer as a letter."""
    found = get_object_or_404(Application.objects.exclude(letter=""), public_id=application_id, person=reader(request))
    title, lines = _("Your application"), [paper.Line(part) for part in found.letter.split("\n\n")]
    if kind == "txt":
        return HttpResponse(paper.as_text(title, lines), content_type="text/plain; charset=utf-8")
    large = found.person.preferred_format in ("large", "easy")
    made = paper.as_pdf(title, lines, language=letters.language_of(found), size=16 if large else 12)
    return HttpResponse(made, content_type="application/pdf")


@allow("signed_in")
def invitation(request: HttpRequest, invitation_id: str) -> HttpResponse:
    """Answer an invitation: coming or not, Welsh or not, needs right or not; ask for help to be booked."""
    rows = Invitation.objects.select_related("meeting__opportunity", "meeting__question", "person")
    found = get_object_or_404(rows, public_id=invitation_id, person=reader(request))
    go, by, once = request.POST.get("go", ""), reader(request).public_id, uuid.uuid4().hex
    opened = request.POST.get("opened") or paying.opened_now()
    before = {"answer": found.answer, "welsh": found.welsh, "needs_are_right": bool(found.needs_confirmed_at)}
    form = InvitationForm(request.POST if go == "answer" else None, initial=before, auto_id="answer-%s")
    needed = HelpForm(request.POST if go == "help" else None, initial={"once": once}, auto_id="help-%s")
    if go in ("answer", "help"):
        sent = form if go == "answer" else needed
        try:
            if sent.is_valid():
                if go == "answer":
                    services.answer_invitation(invitation=found, by=by, **sent.cleaned_data)
                    paying.note_form_time(form="invitation", about=found.meeting.public_id, opened=opened)
                else:
                    services.ask_for_help(invitation=found, by=by, **sent.cleaned_data)
                messages.success(request, _("Thank you. We wrote it down."))
                return HttpResponseRedirect(reverse("assemblies:invitation", args=[found.public_id]))
        except services.Refused as wrong:
            sent.add_error(None, refusal(wrong))
    asked = involvement.bookings_about(found.meeting.public_id).filter(person=found.person)
    context = {"invitation": found, "form": form, "help": needed, "asked": asked,
               "needs": found.person.access_needs.order_by("need"), "opened": opened}  # fmt: skip
    return show(request, "assemblies/invitation", context, status=422 if request.method == "POST" else 200)
