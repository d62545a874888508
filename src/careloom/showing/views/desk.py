"""For staff: debts, what to answer, letters and calls, the action log, what groups gave and got back."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.centre import queries as centre
from careloom.people import sealed
from careloom.people.models import Person
from careloom.showing import letters, services, tongues, words
from careloom.showing.forms import PromiseForm, ReplyForm
from careloom.showing.models import Delivery, Message, News, Reply
from careloom.showing.queries import closure as numbers
from careloom.showing.queries import giving, pages
from careloom.showing.updates import services as updates
from careloom.showing.views.public import row_of
from careloom.ui.access import allow
from careloom.ui.pages import show


def _by(request: HttpRequest) -> str:
    return str(request.user.person.public_id)  # type: ignore[union-attr]  # signed in


@allow("centre_staff")
def telling(request: HttpRequest) -> HttpResponse:
    """Who was told, who was not, and what to do next."""
    roles, nations, unsaid = dict(centre.role_groups()), dict(centre.nations()), _("Did not say")
    groups = [
        {**row, "role": roles.get(row["role"], row["role"]) or unsaid,
         "nation": nations.get(row["nation"], row["nation"]) or unsaid} for row in numbers.by_group()
    ]  # fmt: skip
    context = {
        "totals": numbers.totals(), "groups": groups, "ready": pages.ready_messages()[: pages.PER_PAGE],
        "ready_count": pages.ready_messages().count(),
        "to_answer": [row_of(n, request) for n in pages.to_answer()[: pages.PER_PAGE]],
        "again": [row_of(n, request) for n in pages.again_due(date.today())[: pages.PER_PAGE]],
        "marks": [{"mark": m, **row_of(m.news, request), "words": _words_of(m)}
                  for m in pages.not_enough()[: pages.PER_PAGE]],
    }  # fmt: skip
    return show(request, "showing/telling", context)


def _words_of(mark: Any) -> str:
    return str(sealed.unseal(bytes(mark.sealed)).get("words", "")) if mark.sealed else ""


@allow("centre_staff")
def debts(request: HttpRequest) -> HttpResponse:
    """Contributions that nobody was told about within 90 days, the oldest first."""
    page = Paginator(numbers.debts(), 25).get_page(request.GET.get("page"))
    rows = [{**row, "state": words.state(row["row"].state)} for row in pages.about(list(page))]
    context = {"page": page, "rows": rows, "roles": dict(centre.role_groups()), "nations": dict(centre.nations())}
    return show(request, "showing/debts", context)


@allow("centre_staff")
def log(request: HttpRequest) -> HttpResponse:
    """The action log: source, owner, day, closed, told."""
    rows = pages.action_log()
    names = dict(Person.objects.filter(public_id__in=[r["reply"].owner_id for r in rows])
                 .values_list("public_id", "name"))  # fmt: skip
    for row in rows:
        row |= {"owner": names.get(row["reply"].owner_id, ""),
                "said": pages.in_words(row["news"], "standard") if row["news"] else None}  # fmt: skip
    return show(request, "showing/log", {"rows": rows})


@allow("centre_staff")
def promise(request: HttpRequest, news_id: str) -> HttpResponse:
    """Promise an answer by a day; then write it."""
    news = get_object_or_404(News.objects.select_related("entry"), public_id=news_id)
    about = _answered(news)
    form = PromiseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reply = services.promise_reply(about=about, owner_id=_by(request), due_on=form.cleaned_data["due_on"],
                                       by=_by(request))  # fmt: skip
        return HttpResponseRedirect(reverse("showing:reply", args=[reply.public_id]))
    context = {**row_of(news, request), "form": form}
    return show(request, "showing/promise", context, status=422 if form.errors else 200)


def _answered(news: News) -> Any:
    """What a new reply is about: the same thing as the reply that this news is, if it is one."""
    reply = Reply.objects.filter(entry=news.entry_id).select_related("about").first()
    return reply.about if reply else news.entry


@allow("centre_staff")
def reply(request: HttpRequest, reply_id: str) -> HttpResponse:
    """Write a reply in every twin."""
    row = get_object_or_404(Reply.objects.select_related("about"), public_id=reply_id)
    if row.given_at is not None:
        raise Http404
    initial = {"state": row.state, "until": row.until, **ReplyForm.flat(row.words)}
    form = ReplyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.write_reply(reply=row, state=form.cleaned_data["state"], words=form.words(),
                             until=form.cleaned_data["until"], by=_by(request))  # fmt: skip
        messages.success(request, _("Kept. It is told when somebody signs it."))
        return HttpResponseRedirect(request.path)
    news = News.objects.filter(entry=row.about).first()
    context = {"form": form, "reply": row, "missing": services.missing(row), "said": pages.in_words(news, "standard")
               if news else None, "fieldset": [form[name] for name in form.fields]}  # fmt: skip
    return show(request, "showing/reply", context, status=422 if form.errors else 200)


@allow("engagement_lead")
def give(request: HttpRequest, reply_id: str) -> HttpResponse:
    """Sign a reply: it is told to everybody it concerns."""
    row = get_object_or_404(Reply.objects.select_related("about"), public_id=reply_id)
    missing = services.missing(row)
    if request.method == "POST" and not missing:
        services.give_reply(reply=row, by=_by(request))
        messages.success(request, _("Signed. Everybody whose voice is behind it will be told."))
        return HttpResponseRedirect(reverse("showing:telling"))
    twins = [(code, edition, row.words.get(code, {}).get(edition, {})) for code, edition in services.TWINS]
    context = {"reply": row, "missing": missing, "twins": twins,
               "state": words.state(row.state) if row.state else ""}  # fmt: skip
    return show(request, "showing/give", context, status=422 if request.method == "POST" else 200)


@allow("centre_staff")
def message(request: HttpRequest, message_id: str) -> HttpResponse:
    """A letter to post or a call to make: done, or came back."""
    row = get_object_or_404(Message.objects.prefetch_related("tellings"), public_id=message_id)
    if request.method == "POST":
        done = {"told": services.mark_told, "bounced": services.note_bounce}.get(request.POST.get("go", ""))
        if done and done(message=row, by=_by(request)):
            messages.success(request, _("Noted."))
        return HttpResponseRedirect(reverse("showing:telling"))
    person = Person.objects.filter(public_id=row.reader).first()
    news = [telling.news_id for telling in row.tellings.all()]
    context = {"message": row, "person": person, "spoken": [
        {"code": code, "name": tongues.name_of(code), "runs": tongues.runs(code),
         "there": tongues.has_letter(code), "lines": letters.spoken(row, news, code)}
        for code in row.language.split(",")]}  # fmt: skip
    return show(request, "showing/message", context)


@allow("centre_staff")
def letter(request: HttpRequest, message_id: str, language: str) -> HttpResponse:
    """The letter as PDF, in one language, to print and post."""
    row = get_object_or_404(Message.objects.prefetch_related("tellings"), public_id=message_id)
    if language not in row.language.split(","):
        raise Http404
    data = letters.letter(row, [telling.news_id for telling in row.tellings.all()], language)
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{row.public_id}-{language}.pdf"'
    return answer


@allow("centre_staff")
def came_back(request: HttpRequest) -> HttpResponse:
    """A mail came back: note it by the number in its head."""
    number = request.POST.get("number", "").strip().strip("<>").partition("@")[0]
    found = Message.objects.filter(public_id=number).first() if number else None
    if found and services.note_bounce(message=found, by=_by(request)):
        messages.success(request, _("Noted. What it said waits for this person on their page."))
        return HttpResponseRedirect(reverse("showing:telling"))
    delivery = Delivery.objects.filter(public_id=number).first() if number else None
    if delivery and updates.note_bounced(delivery=delivery, by=_by(request)):
        messages.success(request, _("Noted. No newsletter goes there until its owner says yes again."))
        return HttpResponseRedirect(reverse("showing:desk_issues"))
    wrong = request.method == "POST"
    return show(request, "showing/came_back", {"wrong": wrong, "typed": number}, status=422 if wrong else 200)


@allow("centre_staff")
def giving_ledger(request: HttpRequest) -> HttpResponse:
    """What each group and organisation gave, what it got back, and what each role group was paid."""
    return show(request, "showing/giving", {"rows": giving.ledger(), "paid": giving.paid()})
