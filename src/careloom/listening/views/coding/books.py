"""Codebooks: which there are, how far each is, and beginning a new one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.jobs.services import enqueue
from careloom.listening.forms.coding import CodebookForm, ShareForm
from careloom.listening.models import Codebook, Reading
from careloom.listening.queries import coding as queries
from careloom.listening.queries.coding.reading import languages
from careloom.listening.services import coding
from careloom.listening.services.coding.refusing import Refused
from careloom.listening.views.coding.shared import actor, asked, book_of, said
from careloom.questionnaires import queries as questionnaires
from careloom.questionnaires.models import Questionnaire
from careloom.questionnaires.words import FIRST
from careloom.ui.access import allow
from careloom.ui.pages import show


@allow("coder")
def books(request: HttpRequest) -> HttpResponse:
    """Every codebook."""
    rows = Codebook.objects.select_related("questionnaire").order_by("-made_at")
    mine = Reading.objects.filter(coder=actor(request)).count()
    return show(request, "listening/coding/books", {"books": rows, "mine": mine})


def _open_questions() -> list[tuple[str, str]]:
    """(survey/question, words) of every open question without a codebook."""
    there = set(Codebook.objects.values_list("questionnaire_id", "question"))
    found = []
    surveys = Questionnaire.objects.exclude(state=Questionnaire.State.DRAFT).filter(kind="survey")
    for questionnaire in surveys.order_by("-opens_on")[:20]:
        version = questionnaires.newest(questionnaire)
        if version is None:
            continue
        words = questionnaires.texts(version, FIRST)
        found += [(f"{questionnaire.slug}/{q.id}", f"{questionnaire.name}: {words.get('q.' + q.id, q.id)}")
                  for q in questionnaires.definition_of(version).questions.values()
                  if q.kind == "long" and (questionnaire.pk, q.id) not in there]  # fmt: skip
    return found


@allow("analyst")
def new_book(request: HttpRequest) -> HttpResponse:
    """Begin coding a question."""
    form = CodebookForm(request.POST or None, choices={"question": _open_questions()})
    if request.method == "POST" and form.is_valid():
        slug, _slash, question = form.cleaned_data["question"].partition("/")
        try:
            book = coding.make_codebook(
                questionnaire=Questionnaire.objects.get(slug=slug), question=question, name=form.cleaned_data["name"],
                double_share=form.cleaned_data["double_share"], views=form.cleaned_data["views"], by=actor(request),
            )  # fmt: skip
        except Refused as refused:
            form.add_error("question", said(refused.code))
        else:
            enqueue(name="listening.gather", by=actor(request), arguments={"codebook": book.public_id})
            messages.success(request, _("Begun. We bring the answers in the background."))
            return HttpResponseRedirect(reverse("listening:code_themes", args=[slug, question]))
    return show(request, "listening/coding/new", {"form": form}, status=422 if form.errors else 200)


@allow("coder")
def book(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """How far the coding of one question is."""
    found = book_of(slug, question)
    return show(
        request, "listening/coding/book", _about(found, ShareForm(initial={"double_share": found.double_share}))
    )


def _about(found: Codebook, form: Any) -> dict[str, Any]:
    return {
        "book": found, "asked": asked(found), "progress": queries.progress(found), "take_up": queries.take_up(found),
        "spoken": languages(found), "form": form,
    }  # fmt: skip


@allow("analyst")
def change_share(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """How many answers two people read."""
    found = book_of(slug, question)
    form = ShareForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        coding.set_double_share(codebook=found, share=form.cleaned_data["double_share"], by=actor(request))
        messages.success(request, _("Changed. Answers that two people have read stay so."))
        return HttpResponseRedirect(reverse("listening:code_book", args=[slug, question]))
    return show(request, "listening/coding/book", _about(found, form), status=422 if form.errors else 200)


@allow("analyst")
def look_again(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """Bring answers that came since, and make suggestions from what was coded."""
    found = book_of(slug, question)
    if request.method == "POST":
        for name in ("listening.gather", "listening.suggest"):
            enqueue(name=name, by=actor(request), arguments={"codebook": found.public_id})
        messages.success(request, _("We look for new answers in the background."))
    return HttpResponseRedirect(reverse("listening:code_book", args=[slug, question]))
