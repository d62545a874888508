"""Published results: everyone reads the same protected numbers; staff publish."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from careloom.centre.downloads import as_csv
from careloom.centre.queries import nations, role_groups
from careloom.jobs.services import enqueue
from careloom.listening import queries
from careloom.listening.models import Release
from careloom.listening.queries import findings, results
from careloom.listening.views.survey import actor, survey
from careloom.questionnaires import queries as forms
from careloom.questionnaires.models import Questionnaire
from careloom.ui.access import allow
from careloom.ui.pages import show


def _release(slug: str, number: int) -> Release:
    found = results.release(survey(slug), number)
    if found is None:
        raise Http404
    return found


def _read(request: HttpRequest, of: Release) -> list[dict[str, Any]]:
    return results.read(of, getattr(request, "edition", "standard"), get_language() or "en")


def _whole(request: HttpRequest, of: Release) -> dict[str, Any]:
    edition, language = getattr(request, "edition", "standard"), get_language() or "en"
    return {**_context(of.questionnaire, of, _read(request, of)), "who": results.who_answered(of, edition, language),
            "crossed": results.crossed_table(of, edition, language)}  # fmt: skip


def _context(questionnaire: Questionnaire, of: Release | None, questions: list[dict[str, Any]]) -> dict[str, Any]:
    return {"questionnaire": questionnaire, "release": of, "questions": questions,
            "releases": results.releases(questionnaire), "hidden": _("hidden to protect people")}  # fmt: skip


@allow("anyone")
def surveys(request: HttpRequest) -> HttpResponse:
    """Every survey with published results."""
    return show(request, "listening/published", {"surveys": results.published()})


@allow("anyone")
def latest(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest results, or when they will come."""
    questionnaire = survey(slug)
    of = results.release(questionnaire)
    return show(request, "listening/results", _whole(request, of) if of else _context(questionnaire, None, []))


@allow("anyone")
def one_release(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The results as they were published once: an address to cite."""
    of = _release(slug, number)
    return show(request, "listening/results", _whole(request, of))


@allow("anyone")
def question(request: HttpRequest, slug: str, number: int, question: str) -> HttpResponse:
    """One question: overall, by role group and by nation."""
    of = _release(slug, number)
    row = next((q for q in _read(request, of) if q["id"] == question), None)
    if row is None:
        raise Http404
    return show(request, "listening/result", {**_context(of.questionnaire, of, []), "question": row})


@allow("anyone")
def download(request: HttpRequest, slug: str, number: int, question: str, kind: str) -> HttpResponse:
    """The published numbers of one question as CSV or JSON."""
    of = _release(slug, number)
    asked = next((q for q in findings.closed_questions(of.questionnaire) if q.id == question), None)
    if asked is None or kind not in {"csv", "json"}:
        raise Http404
    rows = results.download(of, asked)
    if kind == "csv":
        made_up = "made-up-" if settings.DEMO else ""
        return as_csv(f"{made_up}{slug}-{number}-{question}", results.COLUMNS, rows)
    address = request.build_absolute_uri(reverse("listening:result", args=[slug, number, question]))
    return JsonResponse({
        "survey": of.questionnaire.name, "release": number, "published": of.at.date().isoformat(), "question": question,
        "address": address, "rows": rows, "made_up": settings.DEMO,
        "note": "Counts are rounded to 5; null means fewer than 10 or hidden to protect people.",
    }, json_dumps_params={"ensure_ascii": False})  # fmt: skip


@allow("anyone")
def mix(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """After the close: what if the mix matched."""
    of = _release(slug, number)
    questions = [q for q in _read(request, of) if q["mix"]]
    summary = (of.mix or {}).get("summary") or {}
    names = dict(role_groups()) | dict(nations())
    few = [", ".join(names.get(group[by], group[by]) for by in findings.GROUPS)
           for group in [*summary.get("nobody", ()), *summary.get("too_few", ())]]  # fmt: skip
    context = {**_context(of.questionnaire, of, questions), "summary": summary, "few": sorted(few)}
    return show(request, "listening/mix", context)


@allow("centre_staff")
def publishing(request: HttpRequest, slug: str) -> HttpResponse:
    """What was published, and publishing again: checked in the background."""
    questionnaire = survey(slug)
    if request.method == "POST":
        enqueue(name="listening.release", by=actor(request), arguments={"questionnaire": questionnaire.public_id})
        messages.success(request, _("We check now that nobody can be recognised. It takes a moment."))
        return HttpResponseRedirect(reverse("listening:publishing", args=[slug]))
    context = {**_context(questionnaire, results.release(questionnaire), []), "totals": forms.totals(questionnaire),
               "first": queries.first_timers(questionnaire)}  # fmt: skip
    return show(request, "listening/publishing", context)
