"""The paper desk: who asked for copies, copies to print."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.listening import queries, services
from careloom.listening.forms import CopiesForm
from careloom.listening.forms.asking import WAYS
from careloom.listening.models import PaperBatch, PaperRequest
from careloom.listening.queries import paper as printed
from careloom.listening.views.survey import actor, survey
from careloom.people.rules import RULES
from careloom.questionnaires import queries as questionnaires
from careloom.questionnaires.models import Questionnaire, Version
from careloom.questionnaires.returns import twin_label
from careloom.ui.access import allow
from careloom.ui.pages import show

PER_PAGE = 20


def twins_of(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    """(edition:language, name) of everything that can be printed."""
    found = []
    for edition, language in questionnaires.twins_promised(questionnaire):
        found.append((f"{edition}:{language}", twin_label((edition, language))))
        if edition == "standard":
            large = _("%(name)s, large print") % {"name": twin_label((edition, language))}
            found.append((f"large:{language}", large))
    return found


@allow("centre_staff")
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    """Requests, and copies to print."""
    questionnaire, version = survey(slug), questionnaires.published(slug)
    form = CopiesForm(request.POST or None, twins=twins_of(questionnaire), groups=questionnaire.for_groups,
                      initial={key: request.GET[key] for key in ("twin", "copies") if key in request.GET})  # fmt: skip
    if request.method == "POST" and version and form.is_valid():
        return _order(request, version, form)
    page = Paginator(printed.requests_done(questionnaire), PER_PAGE).get_page(request.GET.get("page"))
    batches, names = list(printed.batches(questionnaire)[:PER_PAGE]), dict(twins_of(questionnaire))
    for made in batches:
        made.name = names.get(f"{made.edition}:{made.language}", made.language)  # type: ignore[attr-defined]
    context = {
        "questionnaire": questionnaire, "form": form if version else None, "return_to": settings.RETURN_ADDRESS,
        "reads": RULES["analyst"](request.user, {}),
        "papers": [row | _how(row["request"]) for row in queries.paper_waiting(questionnaire)],
        "page": page, "done": [{"request": row, **_how(row)} for row in page], "batches": batches,
    }  # fmt: skip
    return show(request, "listening/paper_desk", context, status=422 if form.errors else 200)


def _how(asked: PaperRequest) -> dict[str, Any]:
    """What somebody asked for, in words."""
    return {"way": dict(WAYS).get(asked.way, asked.way), "language": twin_label(("standard", asked.language))}


def _order(request: HttpRequest, version: Version, form: CopiesForm) -> HttpResponse:
    given = form.cleaned_data
    edition, _colon, language = given["twin"].partition(":")
    made = services.order_copies(
        version=version, edition=edition, language=language, for_group=given.get("for_group", False),
        copies=given["copies"], by=actor(request),
    )  # fmt: skip
    return HttpResponseRedirect(reverse("listening:batch", args=[version.questionnaire.slug, made.public_id]))


def _batch(slug: str, batch_id: str) -> PaperBatch:
    rows = PaperBatch.objects.select_related("version__questionnaire").defer("version__definition")
    return get_object_or_404(rows, public_id=batch_id, version__questionnaire__slug=slug)


@allow("centre_staff")
def batch(request: HttpRequest, slug: str, batch_id: str) -> HttpResponse:
    """How far the copies are, and the file when it is ready."""
    found = _batch(slug, batch_id)
    questionnaire = found.version.questionnaire
    name = dict(twins_of(questionnaire)).get(f"{found.edition}:{found.language}", found.language)
    context = {"batch": found, "questionnaire": questionnaire, "job": printed.printing_job(found), "name": name}
    return show(request, "listening/batch", context)


@allow("centre_staff")
def batch_file(request: HttpRequest, slug: str, batch_id: str) -> HttpResponse:
    """The copies, to print."""
    found = _batch(slug, batch_id)
    if not found.kind:
        raise Http404
    answer = HttpResponse(bytes(found.content), content_type=f"application/{found.kind}")
    answer["Content-Disposition"] = f'attachment; filename="{slug}-{found.copies}-copies.{found.kind}"'
    answer["Cache-Control"] = "no-store"
    return answer


