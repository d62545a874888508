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
from careloom.questionnaires.chrome import words_for
from careloom.questionnaires.queries import twins_promised
from careloom.ui.access import allow
from careloom.ui.pages import show

EDITIONS = {"easy": "easy", "large": "large"}


@allow("anyone")
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for a paper copy, large print, Easy Read, or a call."""
    questionnaire = survey(slug)
    if questionnaire.is_over():
        return show(request, "listening/paper", {"questionnaire": questionnaire, "form": None})
    twins, asked = twins_promised(questionnaire), request.GET.get("twin", "").partition("-")
    spoken = {language: words_for(("standard", language))["language-name"] for _edition, language in twins}
    initial = {"language": asked[0] if asked[0] in spoken else (get_language() or "en").split("-")[0],
               "way": "easy" if asked[2] == "easy" else "paper"}  # fmt: skip
    form = PaperForm(request.POST or None, twins=twins, names=spoken, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        services.ask_for_paper(
            questionnaire=questionnaire, way=given["way"], edition=EDITIONS.get(given["way"], "standard"),
            language=given["language"], copies=given["copies"],
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
    asked = get_object_or_404(PaperRequest, public_id=paper_id, questionnaire__slug=slug)
    services.paper_sent(request=asked, by=str(request.user.person.public_id))  # type: ignore[union-attr]
    messages.success(request, _("Done. We deleted the address."))
    return HttpResponseRedirect(reverse("listening:paper_desk", args=[slug]))
