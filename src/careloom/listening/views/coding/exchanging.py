"""REFI-QDA: out for other tools, and in from them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careloom.listening.forms.coding import FileForm
from careloom.listening.queries.coding import exchange
from careloom.listening.services import coding
from careloom.listening.views.coding.shared import actor, book_of, warned
from careloom.ui.access import allow
from careloom.ui.pages import show

MOST = 60_000_000  # bytes of an uploaded file


def refused_file(code: str, values: dict[str, Any]) -> str:
    """Why a file cannot be read, in words."""
    known = {
        "not_a_zip": _("This is no .qdpx file: it cannot be opened."),
        "zip_too_big": _("This file unpacks to more than we can take."),
        "zip_bomb": _("This file unpacks to far more than it should. We did not open it."),
        "zip_path": _("A part of this file wants to be written somewhere else. We did not open it."),
        "no_project": _("There is no project in this file."), "not_a_project": _("This is no REFI-QDA project."),
        "not_a_codebook": _("This is no REFI-QDA codebook."),
        "unsafe_xml": _("This file holds definitions that we do not read, for safety."),
        "too_deep": _("This file has more levels than any real project."),
    }  # fmt: skip
    if code == "broken_xml":
        told = _("The file is broken at line %(line)s. Nothing was taken from it.") % {"line": values.get("line", 0)}
        texts = values.get("texts", 0)
        return told + " " + ngettext("%(n)s text in it is whole.", "%(n)s texts in it are whole.", texts) % {
            "n": texts} if texts else told  # fmt: skip
    if code == "damaged":
        return _("We could read %(codes)s codes, %(texts)s texts and %(codings)s codings. %(damaged)s parts are "
                 "damaged, for example %(example)s. So nothing was taken from it. Please save the file anew and send "
                 "it again.") % values  # fmt: skip
    return known.get(code, _("We could not read this file.")) + " " + _("Nothing was taken from it.")


@allow("analyst")
def exchanging(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """Take a file in, or choose one to take away."""
    from careloom_methods.errors import MethodError

    book = book_of(slug, question)
    form, found = FileForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        take = coding.import_codebook if str(file.name).lower().endswith(".qdc") else coding.import_project
        if file.size > MOST:
            form.add_error("file", _("This file is larger than 60 MB."))
        else:
            try:
                found = take(codebook=book, data=file.read(), by=actor(request))
            except MethodError as wrong:
                form.add_error("file", refused_file(wrong.code, wrong.values))
    warnings = [warned(*warning) for warning in found.warnings] if found else []
    context = {"book": book, "form": form, "found": found, "warnings": warnings}
    return show(request, "listening/coding/exchange", context, status=422 if form.errors else 200)


def _file(data: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@allow("analyst")
def codes(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """The codebook as .qdc."""
    return _file(exchange.codebook_of(book_of(slug, question)), f"{slug}-{question}.qdc")


@allow("analyst")
def project(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """The whole project as .qdpx."""
    return _file(exchange.project_of(book_of(slug, question)), f"{slug}-{question}.qdpx")
