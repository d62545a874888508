"""Asking for paper or a call."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from careloom.listening import services
from careloom.listening.forms import PaperForm
from careloom.listening.models import PaperRequest
from careloom.listening.views.survey import survey
from careloom.ui.access import allow
from careloom.ui.pages import show


@allow("anyone")
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a paper copy, large print, Easy Read, or a call."""
    questionnaire = survey(slug)
    form = PaperForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        services.ask_for_paper(
            questionnaire=questionnaire, way=given["way"], edition="easy" if given["way"] == "easy" else "standard",
            language=(get_language() or "en").split("-")[0], copies=given["copies"],
            contact={"name": given["name"], "address": given["address"]},
        )  # fmt: skip
        messages.success(request, _("Thank you. We will send it, or call you, within three working days."))
        return HttpResponseRedirect(reverse("listening:paper", args=[slug]))
    context = {"form": form, "questionnaire": questionnaire}
    return show(request, "listening/paper", context, status=422 if form.errors else 200)


@allow("centre_staff")
def sent_paper(request: HttpRequest, slug: str, paper_id: str) -> HttpResponse:
    """A request for paper is done."""
    if request.method != "POST":
        raise Http404
    asked = get_object_or_404(PaperRequest, public_id=paper_id, questionnaire__slug=slug, done_at__isnull=True)
    services.paper_sent(request=asked, by=str(request.user.person.public_id))  # type: ignore[union-attr]
    messages.success(request, _("Done. We deleted the address."))
    return HttpResponseRedirect(reverse("listening:paper_desk", args=[slug]))
