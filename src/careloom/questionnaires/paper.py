"""A questionnaire on paper: its file for the command, and the PDF of each twin with a fresh serial."""

import base64
import secrets
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from careloom.questionnaires import chrome, codes, equality, group, queries
from careloom.questionnaires.models import Picture, Version
from careloom.questionnaires.views import published_or_404, twin_of
from careloom.ui.access import allow
from careloom.ui.pages import show

COPIES = 30  # that one address may print in a quarter of an hour; each costs about a tenth of a second


def file_of(version: Version) -> dict[str, Any]:
    """The whole questionnaire as the one file that `./careloom paper` reads: same ids, same codes, all its twins."""
    form, words = version.questionnaire, {}
    for edition, language in queries.twins_promised(form):
        twin = (edition, language)
        name = f"{language}-easy" if edition == "easy" else language
        drawn = _pictures(version, language) if edition == "easy" else {}
        words[name] = {**drawn, **chrome.words_for(twin), "p.group": chrome.words_for(twin)["start-group"],
                       **queries.texts(version, twin)}  # fmt: skip
    pages = [{**page, "questions": list(_written_out(page["questions"], _nation(version)))}
             for page in version.definition["pages"]]  # fmt: skip
    found = {"form": form.slug, "version": version.number, "pages": pages, "words": words,
             "return_to": settings.RETURN_ADDRESS, "letters": True}  # fmt: skip
    return {**found, "group_page": group.PAGE} if form.for_groups else found


def _pictures(version: Version, language: str) -> dict[str, str]:
    """Pictures of the Easy Read twin, as the file carries them."""
    shown = {key: at.rstrip("/").rpartition("/")[2] for key, at in queries.pictures(version, language).items()}
    kept = dict(Picture.objects.filter(public_id__in=shown.values()).values_list("public_id", "content"))
    drawn = {key: bytes(kept[name]) for key, name in shown.items() if name in kept}
    return {f"{key}.picture": base64.b64encode(content).decode() for key, content in drawn.items()}


def _nation(version: Version) -> str:
    asked = queries.definition_of(version).meaning("nation")
    return asked.id if asked else ""


def _written_out(questions: list[Mapping[str, Any]], nation: str) -> Iterator[Mapping[str, Any]]:
    for question in questions:
        if question["kind"] == "equality":
            yield from equality.questions(question, nation)
        else:
            yield question


@allow("anyone")
def paper(request: HttpRequest, slug: str, twin: str) -> HttpResponse:
    """One copy to print, with a serial of its own; `large` print or `for=group` where asked."""
    from careloom_methods.paper import form_of, pdf, serial

    if codes.too_many(request, "paper", most=COPIES):
        return show(request, "questionnaires/wait", {"slug": slug}, status=429)
    codes.wrong_code(request, "paper")
    version = published_or_404(slug)
    edition, language = twin_of(twin)
    for_group = "for" in request.GET
    if (edition, language) not in queries.twins_promised(version.questionnaire):
        raise Http404
    if for_group and not version.questionnaire.for_groups:
        raise Http404
    edition = "large" if "large" in request.GET and edition == "standard" else edition
    made = form_of(file_of(version), edition=edition, language=language, group=for_group)
    answer = HttpResponse(pdf(made, [serial(secrets.randbelow(32**8))]), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{slug}-{twin}.pdf"'
    answer["Cache-Control"] = "no-store"  # a copy is one person's: its serial must not be handed to a second one
    return answer
