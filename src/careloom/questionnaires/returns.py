"""For staff: write down what somebody says; read answers, translate them, open their files."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from careloom.questionnaires import chrome, fields, queries, services
from careloom.questionnaires.forms import EnterForm, TranslationForm
from careloom.questionnaires.models import Answer, AnswerSet, Attachment, Questionnaire, Translation
from careloom.questionnaires.views import answer_page, name_of, published_or_404, twin_of, words_of
from careloom.questionnaires.words import FIRST, Twin
from careloom.ui.access import allow
from careloom.ui.pages import show

PER_PAGE = 25
FILTERS = ("channel", "edition", "language", "role_group", "nation")


def twin_label(twin: Twin) -> str:
    """A twin's name as people know it."""
    said = chrome.words_for(twin)
    return said["language-name"] + (f" – {said['easy-name']}" if twin[0] == "easy" else "")


@allow("centre_staff")
def enter(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin to write down an answer for somebody: how they told us, and who helped."""
    version = published_or_404(slug)
    twins = [(name_of(t), twin_label(t)) for t in queries.twins_promised(version.questionnaire)]
    form = EnterForm(request.POST or None, twins=twins)
    if request.method == "POST" and form.is_valid():
        words = words_of(version, twin_of(form.cleaned_data["twin"]))
        return answer_page(request, version, words, for_group=form.cleaned_data["for_group"])
    context = {"form": form, "version": version, "questionnaire": version.questionnaire}
    return show(request, "questionnaires/enter", context, status=422 if form.errors else 200)


@allow("analyst")
def returns(request: HttpRequest, slug: str) -> HttpResponse:
    """Answers that came in, the newest first, with filters in the address."""
    questionnaire = get_object_or_404(Questionnaire, slug=slug)
    chosen = {name: request.GET[name] for name in FILTERS if request.GET.get(name)}
    rows = queries.sent(questionnaire).filter(**chosen).order_by("-pk")
    if "files" in request.GET:
        rows = rows.filter(files__isnull=False).distinct()
    page = Paginator(rows.only("public_id", "sent_at", "people", *FILTERS), PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {"questionnaire": questionnaire, "page": page, "chosen": chosen, "query": query.urlencode(),
               "choices": {name: queries.values_there(questionnaire, name) for name in FILTERS[:3]},
               "totals": queries.totals(questionnaire)}  # fmt: skip
    return show(request, "questionnaires/returns", context)


@allow("analyst")
def one_return(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """One answer as it was given, with translations beside it; equality answers are never here."""
    found = get_object_or_404(AnswerSet.objects.select_related("version__questionnaire"), public_id=public_id,
                              version__questionnaire__slug=slug)  # fmt: skip
    form = TranslationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = get_object_or_404(Answer, pk=form.cleaned_data["answer"], answer_set=found)
        services.translate(
            answer=answer, language=form.cleaned_data["language"], text=form.cleaned_data["text"],
            translator=form.cleaned_data["translator"], by=request.user.person.public_id,  # type: ignore[union-attr]
        )  # fmt: skip
        messages.success(request, _("The translation is kept beside the original."))
        return HttpResponseRedirect(request.path)
    context = {"found": found, "questionnaire": found.version.questionnaire, "form": form, **_told(found)}
    return show(request, "questionnaires/one_return", context, status=422 if form.errors else 200)


def _told(found: AnswerSet) -> dict[str, Any]:
    twin = (found.edition, found.language)
    promised = queries.twins_promised(found.version.questionnaire)
    words = words_of(found.version, twin if twin in promised else FIRST)
    definition, values = queries.definition_of(found.version), queries.answers(found)
    rows = [{"text": words.say(f"q.{q.id}"), "lines": fields.shown(q, values[q.id], words)}
            for q in definition.questions.values() if q.id in values]  # fmt: skip
    texts = list(found.answers.exclude(text="").order_by("pk"))
    said: dict[int, list[Translation]] = {}
    for made in Translation.objects.filter(answer__in=texts).order_by("language"):
        said.setdefault(made.answer_id, []).append(made)
    free = [{"answer": a, "text": words.say(f"q.{a.question}"), "translations": said.get(a.pk, [])}
            for a in texts if a.question.partition(".")[0] not in _files(found)]  # fmt: skip
    return {"rows": rows, "texts": free, "files": list(found.files.all()), "direction_of": words.direction}


def _files(found: AnswerSet) -> set[str]:
    return {q.id for q in queries.definition_of(found.version).questions.values() if q.kind == "file"}


@allow("analyst")
def file(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """A file that came with an answer, to save; never shown in place."""
    kept = get_object_or_404(Attachment, public_id=public_id, answer_set__isnull=False, questionnaire__slug=slug)
    answer = HttpResponse(services.read_file(kept=kept), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{kept.public_id}.{kept.kind}"'
    return answer
