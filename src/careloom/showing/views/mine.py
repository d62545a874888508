"""By code or by account: what came of what I gave, whether it is good enough, how I am told, and stopping."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.questionnaires import codes
from careloom.showing import services, words
from careloom.showing.forms import CodeForm, GuestWishForm, MarkForm, WishForm
from careloom.showing.letters import STOP
from careloom.showing.models import Message, News, Telling, Wish
from careloom.showing.queries import pages, readers
from careloom.showing.views.public import edition_of, row_of
from careloom.thread.ids import id_in
from careloom.thread.meanings import Voice, by_code, voices
from careloom.ui.access import allow
from careloom.ui.pages import show


def _contribution(request: HttpRequest) -> tuple[str, HttpResponse | None]:
    """The contribution of the code that was sent, or the page to show instead. Wrong codes are counted and told alike.

    A wrong code and an old one get the same words: nobody learns what exists.
    """
    if codes.too_many(request, "receipt"):
        return "", show(request, "429", status=429)
    code = request.POST.get("code", "").strip()
    found = by_code(code) if code else None
    if found:
        return found, None
    if code:
        codes.wrong_code(request, "receipt")
    form = CodeForm(request.POST if "code" in request.POST else None)
    if code:
        form.add_error("code", _("We did not find this code. Please look at it again."))
    return "", show(request, "showing/code", {"form": form}, status=422 if "code" in request.POST else 200)


def _voice(contribution: str) -> Voice:
    return voices([contribution]).get(contribution, Voice())


def _rows(tellings: list[Telling], request: HttpRequest) -> list[dict[str, Any]]:
    return [{**row_of(t.news, request), "telling": t, "told": t.message.ended_at if t.message else None,
             "once": uuid.uuid4().hex} for t in tellings]  # fmt: skip


def _mark(request: HttpRequest, tellings: list[Telling], by: str) -> MarkForm:
    """Take the mark that was sent for one of these; the form comes back with its errors."""
    form = MarkForm(request.POST)
    known = {telling.news.public_id: telling for telling in tellings}
    telling = known.get(request.POST.get("news", ""))
    if telling and form.is_valid():
        given = form.cleaned_data
        services.mark_homework(news=telling.news, reader=telling.reader, enough=given["enough"] == "yes", by=by,
                               words=given["words"], once=request.POST.get("once", "")[:80])  # fmt: skip
        messages.success(request, _("Thank you. Your mark counts as a voice: you will hear what came of it."))
    return form


@allow("anyone")
def by_code_page(request: HttpRequest) -> HttpResponse:
    """What came of one contribution, by its code alone; and marking our homework."""
    contribution, instead = _contribution(request)
    if instead:
        return instead
    tellings, form = pages.told_about(contribution), None
    if request.POST.get("go") == "mark":
        form = _mark(request, tellings, "guest")
        tellings = pages.told_about(contribution)
    context = {"rows": _rows(tellings, request), "code": request.POST["code"], "form": form,
               "at": request.POST.get("news", ""), "group": _voice(contribution).group}  # fmt: skip
    return show(request, "showing/by_code", context, status=422 if form and form.errors else 200)


@allow("anyone")
def follow(request: HttpRequest) -> HttpResponse:
    """By code: how often, in which format, and to which address; or not at all."""
    contribution, instead = _contribution(request)
    if instead:
        return instead
    reader, go = pages.reader_of(contribution), request.POST.get("go", "")
    person = reader.startswith("person_")
    wish = Wish.objects.filter(reader=reader).first()
    form = GuestWishForm(request.POST if go == "save" else None, initial=_initial(wish, contribution))
    if go == "stop":
        services.stop_telling(reader=reader, by="guest")
        messages.success(request, _("You get no more messages from us about this. You can always look with your code."))
        wish = Wish.objects.filter(reader=reader).first()
    elif go == "save" and not person and form.is_valid():
        wish = services.set_wish(reader=reader, by="guest", **form.cleaned_data)
        messages.success(request, _("Saved. We will always follow this."))
    context = {"form": form, "code": request.POST["code"], "wish": wish, "person": person,
               "stopped": bool(wish and wish.stopped_at)}  # fmt: skip
    return show(request, "showing/follow", context, status=422 if form.errors else 200)


def _initial(wish: Wish | None, contribution: str) -> dict[str, str]:
    voice = _voice(contribution)
    if wish is None:
        return {"edition": voice.edition, "language": readers.written_in(voice.language)}
    return {"every": wish.every, "edition": wish.edition or voice.edition,
            "language": readers.written_in(wish.language or voice.language)}  # fmt: skip


@allow("anyone")
def handout(request: HttpRequest) -> HttpResponse:
    """By code: one page for the members of a group. It holds what came of it, and nobody's name.

    A code that speaks for one person leads to that person's own page.
    """
    contribution, instead = _contribution(request)
    if instead:
        return instead
    voice = _voice(contribution)
    if not voice.group:
        return by_code_page(request)
    rows = _rows([t for t in pages.told_about(contribution) if t.news.replaced_by_id is None], request)
    context = {"rows": rows, "voice": voice, "code": request.POST["code"]}
    if request.POST.get("go") != "pdf":
        return show(request, "showing/handout", context)
    return _handout_pdf([row["news"] for row in rows], voice, edition_of(request))


def _handout_pdf(news: list[News], voice: Voice, edition: str) -> HttpResponse:
    from django.utils.translation import get_language

    from careloom.involvement.letters import Line, as_pdf
    from careloom.showing import letters

    language = get_language() or "en-gb"
    lines = [Line(voice.group)] if voice.group else []
    lines += [line for one in news for line in letters.lines_of(one, language, edition, again=False)]
    data = as_pdf(letters.title(edition), lines, language=language, size=letters.EASY if edition == "easy" else 12)
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="what-came-of-it.pdf"'
    return answer


@allow("signed_in")
def mine(request: HttpRequest) -> HttpResponse:
    """By account: everything I gave, what came of it, how often I am told, and adding an answer by its code."""
    person: Any = request.user.person  # type: ignore[union-attr]  # signed in
    reader, go = person.public_id, request.POST.get("go", "")
    wish = Wish.objects.filter(reader=reader).first()
    form = WishForm(request.POST if go == "save" else None, initial={"every": wish.every} if wish else None)
    mark, code = None, CodeForm(request.POST if go == "add" else None)
    if go == "save" and form.is_valid():
        services.set_wish(reader=reader, every=form.cleaned_data["every"], by=reader)
    elif go == "stop":
        services.stop_telling(reader=reader, by=reader)
    elif go == "add" and code.is_valid():
        _add(request, code, reader)
    elif go == "mark":
        mark = _mark(request, list(pages.told_to(reader)[:200]), reader)
    wrong = form.errors or code.errors or (mark.errors if mark else None)
    if go and not wrong:
        if go in ("save", "stop"):
            messages.success(request, _("Saved. We will always follow this."))
        return HttpResponseRedirect(reverse("showing:mine"))
    given = list(pages.given_by(reader)[: pages.PER_PAGE])
    context = {
        "gave": [{**row, "state": words.state(row["row"].state)} for row in pages.about(given)],
        "rows": _rows(list(pages.told_to(reader)[: pages.PER_PAGE]), request), "wish_form": form, "code_form": code,
        "stopped": bool(wish and wish.stopped_at), "form": mark, "at": request.POST.get("news", ""),
    }  # fmt: skip
    return show(request, "showing/mine", context, status=422 if wrong else 200)


def _add(request: HttpRequest, form: CodeForm, reader: str) -> None:
    found = None if codes.too_many(request, "receipt") else by_code(form.cleaned_data["code"])
    other = pages.reader_of(found) if found else ""
    if not found or (other.startswith("person_") and other != reader):
        codes.wrong_code(request, "receipt")
        form.add_error("code", _("We did not find this code. Please look at it again."))
        return
    services.join_readers(other=other, reader=reader, by=reader)
    messages.success(request, _("This answer is on your page now."))


@allow("anyone")
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The link in each message. Opening it changes nothing; the button stops the messages."""
    message = get_object_or_404(Message, public_id=id_in(token, STOP) or "-")
    if request.method == "POST":
        services.stop_telling(reader=message.reader, by="guest")
    wish = Wish.objects.filter(reader=message.reader).first()
    return show(request, "showing/stop", {"stopped": bool(wish and wish.stopped_at)})
