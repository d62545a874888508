"""The builder for staff: questions, words of every twin, what is missing, preview, publish, answers out."""

from dataclasses import replace
from typing import Any

from csp.constants import SELF
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.questionnaires import authoring, exchange, files, queries, services, words, xlsform, xlsform_in
from careloom.questionnaires.definition import LONGEST, DefinitionError
from careloom.questionnaires.forms import KINDS, DatesForm, FormFileForm, NewForm, QuestionForm
from careloom.questionnaires.models import Questionnaire, SignOff, Version, Wording
from careloom.questionnaires.returns import twin_label
from careloom.questionnaires.views import answer_page, name_of, twin_of, words_of
from careloom.questionnaires.words import FIRST, Twin
from careloom.ui.access import allow
from careloom.ui.pages import show


def _who(request: HttpRequest) -> str:
    return str(request.user.person.public_id)  # type: ignore[union-attr]  # the access rule asks for staff


def _version(slug: str) -> Version:
    found = queries.newest(get_object_or_404(Questionnaire, slug=slug))
    if found is None:
        raise Http404
    return found


def _framing(answer: HttpResponse, directive: str) -> HttpResponse:
    """Let the builder show the preview beside the questions: our own pages only."""
    answer._csp_replace = {directive: [SELF]}  # type: ignore[attr-defined]  # what django-csp reads
    return answer


def _back(name: str, *args: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(f"questionnaires:{name}", args=args))


@allow("centre_staff")
def questionnaires(request: HttpRequest) -> HttpResponse:
    """Every questionnaire, and a form to begin one."""
    form = NewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if Questionnaire.objects.filter(slug=given["slug"]).exists():
            form.add_error("slug", _("This address is taken. Please choose another."))
        else:
            raw, said = authoring.add_question(
                {"pages": []}, page=_("Questions"), kind="long", text=given["first"], options=[])  # fmt: skip
            version = services.make_questionnaire(
                slug=given["slug"], name=given["name"], raw=raw, promised=[twin_of(t) for t in given["twins"]],
                by=_who(request))  # fmt: skip
            services.set_words(version=version, twin=FIRST, texts={"title": given["name"], **said}, by=_who(request))
            return _back("build", given["slug"])
    rows = Questionnaire.objects.order_by("state", "name")
    return show(request, "questionnaires/building", {"form": form, "rows": rows}, status=422 if form.errors else 200)


@allow("centre_staff")
def one(request: HttpRequest, slug: str) -> HttpResponse:
    """What is ready, what is missing, how long it takes, how many answered; publish and close."""
    version = _version(slug)
    faults: list[tuple[str, Any]] = []
    dates = _dates_form(request, version)
    if request.method == "POST":
        if request.POST.get("go") == "publish":
            try:
                services.publish(version=version, by=_who(request))
                messages.success(request, _("Published. It is open now."))
                return _back("build", slug)
            except services.NotReady as wrong:
                faults = wrong.faults
        elif request.POST.get("go") == "close":
            services.close(questionnaire=version.questionnaire, by=_who(request))
            messages.success(request, _("Closed. Nobody can send an answer now."))
            return _back("build", slug)
        elif request.POST.get("go") == "dates" and dates.is_valid():
            services.set_dates(questionnaire=version.questionnaire, by=_who(request), **dates.cleaned_data)
            messages.success(request, _("The dates are kept."))
            return _back("build", slug)
        elif request.POST.get("go") == "version":
            if version.published_at:  # pressed twice, there is one new version
                services.add_version(of=version, raw=version.definition, not_comparable=[], by=_who(request))
            return _back("questions", slug)
    definition, missing = queries.definition_of(version), queries.gaps(version)
    twins = [
        {"name": name_of(t), "label": twin_label(t), "missing": len(missing.get(t, [])),
         "minutes": -(-definition.seconds(t[0]) // 60), "long": definition.seconds(t[0]) > LONGEST}
        for t in queries.twins_promised(version.questionnaire)
    ]  # fmt: skip
    context = {
        "version": version, "questionnaire": version.questionnaire, "twins": twins, "faults": faults,
        "blocked": [(code, twin_label(value[0]) if code == "words" else value) for code, value in faults],
        "totals": queries.totals(version.questionnaire), "first": name_of(FIRST),
        "counts": queries.counts(version.questionnaire, ["channel", "edition", "language"]), "form": dates,
        "not_comparable": _words_of_questions(version, version.not_comparable),
    }  # fmt: skip
    return show(request, "questionnaires/build", context, status=409 if faults else 422 if dates.errors else 200)


def _dates_form(request: HttpRequest, version: Version) -> DatesForm:
    form = version.questionnaire
    sent = request.POST if request.POST.get("go") == "dates" else None
    return DatesForm(sent, initial={"opens_on": form.opens_on, "closes_on": form.closes_on})


def _words_of_questions(version: Version, ids: list[str]) -> list[str]:
    said = queries.texts(version, FIRST, proposed=True) if ids else {}
    return [said.get(f"q.{name}", name) for name in ids]


@allow("centre_staff")
def questions(request: HttpRequest, slug: str) -> HttpResponse:
    """Add, move and take out questions of a version that nobody has seen."""
    version = _version(slug)
    said = _said(version)
    adding = request.POST if request.POST.get("go") == "add" else None
    form, wrong = QuestionForm(adding, choices=_conditions(version, said)), ""
    if request.method == "POST":
        try:
            if _changed(request, version, form):
                return _back("questions", slug)
        except DefinitionError as fault:
            wrong = "; ".join(fault.faults)
        except services.Closed:
            wrong = _("This version is published, so it stays as it is. Make a new version first.")
    kinds = dict(KINDS)
    pages = [
        {"title": said.get(f"p.{page['id']}", page["id"]),
         "rows": [{"id": q["id"], "text": said.get(f"q.{q['id']}", q["id"]), "kind": kinds.get(q["kind"], q["kind"]),
                   "required": q.get("required"), "condition": bool(q.get("when")), "set": q["kind"] == "equality",
                   "options": [said.get(f"q.{q['id']}.o.{code}", code) for code in q.get("options", ())]}
                  for q in page["questions"]]}
        for page in version.definition["pages"]
    ]  # fmt: skip
    twins = [(name_of(t), twin_label(t)) for t in queries.twins_promised(version.questionnaire)]
    look = request.GET.get("look", name_of(FIRST))
    context = {"version": version, "questionnaire": version.questionnaire, "form": form, "pages": pages, "wrong": wrong,
               "twins": twins, "look": look if look in dict(twins) else twins[0][0]}  # fmt: skip
    answer = show(request, "questionnaires/questions", context, status=422 if wrong or form.errors else 200)
    return _framing(answer, "frame-src")


def _changed(request: HttpRequest, version: Version, form: QuestionForm) -> bool:
    go, question = request.POST.get("go", ""), request.POST.get("question", "")
    said: dict[str, str] = {}
    if go == "add":
        if not form.is_valid():
            return False
        pages = {queries.texts(version, FIRST, proposed=True).get(f"p.{p['id']}"): p["id"]
                 for p in version.definition["pages"]}  # fmt: skip
        given = {**_given(form), "page": pages.get(form.cleaned_data["page"], form.cleaned_data["page"])}
        raw, said = authoring.add_question(version.definition, **given)
    elif go == "out":
        raw = authoring.take_out(version.definition, question)
    else:
        raw = authoring.move(version.definition, question, 1 if go == "down" else -1)
    services.change_questions(version=version, raw=raw, by=_who(request))
    if said:
        services.set_words(version=version, twin=FIRST, texts=said, by=_who(request))
    return True


def _said(version: Version) -> dict[str, str]:
    """Words to know a question by: the first twin's, and Easy Read's for what only Easy Read asks."""
    easy = queries.texts(version, ("easy", FIRST[1]), proposed=True)
    return {**easy, **queries.texts(version, FIRST, proposed=True)}


def _given(form: QuestionForm) -> dict[str, Any]:
    given = dict(form.cleaned_data)
    when = authoring.condition_from(given.pop("only_if", []), given.pop("every", False))
    return {**given, "when": when}


def _conditions(version: Version, said: dict[str, str], before: str = "") -> list[tuple[str, str]]:
    """Choices of the questions that come before one (all of them for a new one), to make a condition of."""
    found: list[tuple[str, str]] = []
    for page in version.definition["pages"]:
        for question in page["questions"]:
            name = question["id"]
            if name == before:
                return found
            text = said.get(f"q.{name}", name)
            found += [(f"{name}={code}", f"{text} – {said.get(f'q.{name}.o.{code}', code)}")
                      for code in question.get("options", ())]  # fmt: skip
    return found


@allow("centre_staff")
def question(request: HttpRequest, slug: str, question: str) -> HttpResponse:
    """Change one question; it keeps its id, so answers and words stay with it."""
    version = _version(slug)
    said = _said(version)
    where = [(page, q) for page in version.definition["pages"] for q in page["questions"] if q["id"] == question]
    if not where:
        raise Http404
    (page, raw), wrong = where[0], ""
    choices = _conditions(version, said, question) if authoring.can_show(raw.get("when")) else []
    initial = authoring.as_given(raw, said, said.get(f"p.{page['id']}", page["id"]))
    form = QuestionForm(request.POST or None, initial=initial, choices=choices)
    if request.method == "POST" and form.is_valid():
        given = _given(form) | ({} if choices else {"when": raw.get("when")})
        try:
            new, texts = authoring.change_question(version.definition, question, given, said)
            services.change_questions(version=version, raw=new, by=_who(request))
            services.set_words(version=version, twin=FIRST, texts=texts, by=_who(request))
            return _back("questions", slug)
        except DefinitionError as fault:
            wrong = "; ".join(fault.faults)
        except services.Closed:
            wrong = _("This version is published, so it stays as it is. Make a new version first.")
    context = {"version": version, "questionnaire": version.questionnaire, "form": form, "wrong": wrong,
               "text": said.get(f"q.{question}", question)}  # fmt: skip
    return show(request, "questionnaires/question", context, status=422 if wrong or form.errors else 200)


@allow("centre_staff")
def from_workbook(request: HttpRequest) -> HttpResponse:
    """A questionnaire from an XLSForm workbook: its questions, and its words in every language that it has."""
    form, wrong = FormFileForm(request.POST or None, request.FILES or None), ""
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            if queries.by_slug(given["slug"]):
                raise DefinitionError([_("This address is taken. Please choose another.")])
            raw, said = xlsform_in.load(given["file"].read(xlsform_in.LARGEST + 1))
            version = services.make_questionnaire(slug=given["slug"], name=given["name"], raw=raw, by=_who(request),
                                                  promised=sorted({FIRST, *said}, reverse=True))  # fmt: skip
            for twin, texts in sorted(said.items(), key=lambda pair: pair[0] != FIRST):
                pictures = {key.removesuffix(".picture"): t for key, t in texts.items() if key.endswith(".picture")}
                plain = {key: text for key, text in texts.items() if not key.endswith(".picture")}
                services.set_words(version=version, twin=twin, texts=plain, pictures=pictures, by=_who(request))
            return _back("build", given["slug"])
        except DefinitionError as fault:
            wrong = "; ".join(fault.faults)
    return show(request, "questionnaires/from_workbook", {"form": form, "wrong": wrong},
                status=422 if wrong or form.errors else 200)  # fmt: skip


@allow("centre_staff")
def wording(request: HttpRequest, slug: str, twin: str) -> HttpResponse:
    """The words of one twin beside the first one: write, have checked, and for Easy Read sign off."""
    version, chosen = _version(slug), twin_of(twin)
    if chosen not in queries.twins_promised(version.questionnaire):
        raise Http404
    if request.method == "POST":
        _work_on_words(request, version, chosen)
        return _back("wording", slug, twin)
    first = queries.texts(version, FIRST, proposed=True)
    rows = Wording.objects.filter(version=version, edition=chosen[0], language=chosen[1])
    have = {w.key: w for w in rows}
    keys = services.required_words(version, chosen[0])
    keys += [k for k in first if words.is_hint(k) and k not in keys and chosen[0] == "standard"]
    lints: dict[str, list[words.Lint]] = {}
    if chosen == ("easy", "en"):
        for lint in words.easy_read_lints({k: w.proposed or w.text for k, w in have.items()}):
            lints.setdefault(lint.key, []).append(lint)
    table = [
        {"key": k, "first": first.get(k, ""), "text": (have[k].proposed or have[k].text) if k in have else "",
         "picture": have[k].picture if k in have else "",
         "checked": have[k].checked_by if k in have and not have[k].proposed else "", "lints": lints.get(k, [])}
        for k in keys
    ]  # fmt: skip
    context = {
        "version": version, "questionnaire": version.questionnaire, "twin": twin, "label": twin_label(chosen),
        "rows": table, "is_first": chosen == FIRST, "easy": chosen[0] == "easy", "lang": chosen[1],
        "dir": words.direction(chosen[1]),
        "sign_off": SignOff.objects.filter(version=version, language=chosen[1]).first(),
    }  # fmt: skip
    return _framing(show(request, "questionnaires/wording", context), "frame-src")


def _work_on_words(request: HttpRequest, version: Version, twin: Twin) -> None:
    texts = {key[2:]: str(request.POST[key]) for key in request.POST if key.startswith("w:") and request.POST[key]}
    pictures = _pictures(request) if twin[0] == "easy" else {}
    services.set_words(version=version, twin=twin, texts=texts, pictures=pictures, by=_who(request))
    checker = request.POST.get("checker", "").strip()
    if request.POST.get("go") == "check" and checker:
        done = services.check_words(version=version, twin=twin, checker=checker, by=_who(request))
        messages.success(request, _("Checked: %(n)s texts.") % {"n": done})
    elif request.POST.get("go") == "sign" and checker and not version.sign_offs.filter(language=twin[1]).exists():
        services.sign_easy_read(version=version, language=twin[1], group=checker, by=_who(request))
        messages.success(request, _("Signed off."))
    elif request.POST.get("go") in {"check", "sign"}:
        messages.error(request, _("Please say who checked it. The texts are saved."))
    else:
        messages.success(request, _("Saved. Somebody else checks it now."))


def _pictures(request: HttpRequest) -> dict[str, str]:
    """Addresses of the pictures that came with the words, by key; one that we cannot take is said."""
    found = {}
    for name, sent in request.FILES.items():
        content = sent.read(files.LARGEST_PICTURE + 1) if isinstance(sent, UploadedFile) else b""
        try:
            kept = services.keep_picture(content=content, licence=request.POST.get("licence", ""), by=_who(request))
            found[name.removeprefix("pic:")] = reverse("questionnaires:picture", args=[kept.public_id])
        except ValueError:
            messages.error(request, _("A picture needs to be a PNG, JPEG, GIF or WebP file of at most 1 megabyte, "
                                      "and we need to know where it comes from."))  # fmt: skip
    return found


@allow("centre_staff")
def preview(request: HttpRequest, slug: str, twin: str) -> HttpResponse:
    """The form as it will be, with words that are not checked yet, or are only being typed; nothing is sent."""
    version = _version(slug)
    words_now = words_of(version, twin_of(twin), proposed=True)
    typed = {key[2:]: str(request.POST[key]) for key in request.POST if key.startswith("w:") and request.POST[key]}
    if typed:
        words_now = replace(words_now, own={**words_now.own, **typed})
    answer = answer_page(request, version, words_now, for_group=False, preview=True)
    answer["X-Frame-Options"] = "SAMEORIGIN"
    return _framing(answer, "frame-ancestors")


@allow("analyst")
def download(request: HttpRequest, slug: str, kind: str) -> Any:
    """Answers without equality data: CSV, its metadata, JSON; and the form as XLSForm."""
    version = _version(slug)
    name = f"{slug}-answers"
    if kind == "csv":
        answer: Any = StreamingHttpResponse(exchange.as_csv(version), content_type="text/csv; charset=utf-8")
    elif kind == "json":
        answer = StreamingHttpResponse(exchange.as_json(version), content_type="application/json")
    elif kind == "csv-metadata.json":
        return JsonResponse(exchange.metadata(version, queries.texts(version, FIRST), f"{name}.csv"))
    elif kind == "sav":
        try:
            content = exchange.as_spss(version, queries.texts(version, FIRST))
        except exchange.CannotSpss:
            return show(request, "questionnaires/no_spss", {"questionnaire": version.questionnaire}, status=501)
        answer = HttpResponse(content, content_type="application/x-spss-sav")
    elif kind == "xlsx":
        answer = HttpResponse(xlsform.write(version), content_type=xlsform.CONTENT_TYPE)
        name = f"{slug}-form"
    else:
        raise Http404
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer
