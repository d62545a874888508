"""A report of themes as parts of a document, for Word and PDF."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from careloom.listening.models import ThemeReport
from careloom.listening.reports import shaped
from careloom.ui.documents import Part


def number(value: int | None) -> str:
    """A count, or why it is not there."""
    return _("hidden") if value is None else str(value)


def parts_of(report: ThemeReport, *, easy: bool = False) -> list[Part]:
    """Everything the page says, in its order."""
    page = shaped.page(report)
    data = page["data"]
    day = report.published_at or report.made_at
    found = [
        Part("title", data["name"]),
        Part("text", _("What people said. People read the answers, and two people agreed on each of these themes.")),
        Part("text", _("%(returns)s returns, speaking for %(people)s people. Numbers are rounded to the nearest 5. "
                       "Numbers under 10 are hidden, to protect people.") % data),
        Part("text", _("Published on %(day)s. Number on the thread: %(entry)s")
             % {"day": date_format(day), "entry": report.entry_id or "–"}),
    ]  # fmt: skip
    found += _easy_themes(page) if easy else _themes(page)
    found.append(Part("heading", _("What no theme holds"), 2))
    found.append(Part("text", _("Answers without a theme: %(none)s. Not read yet: %(unread)s. Set aside because nobody "
                                "should have to read them: %(aside)s.") % page["left"]))  # fmt: skip
    if page["small"]:
        found.append(Part("heading", _("Said in a small group, and in no large one"), 2))
        found += [Part("text", name) for name in page["small"]]
    if page["quoted"]:
        found.append(Part("heading", _("Whose words stand here"), 2))
        rows = [[row["name"], str(row["quotes"]), number(row["returns"])] for row in page["quoted"]]
        found.append(Part("table", _("Whose words stand here"), rows=rows,
                          head=[_("Role group"), _("Quotes"), _("Returns")]))  # fmt: skip
    return found + _how(page)


def _easy_themes(page: dict[str, Any]) -> list[Part]:
    found = []
    for row in page["themes"]:
        found.append(Part("heading", row["easy_name"], 2))
        if row["returns"] is not None:
            found.append(Part("text", _("About %(n)s answers said this.") % {"n": row["returns"]}))
        found += [Part("quote", q["words"]) for q in row["quotes"][:1]]
    return found


def _themes(page: dict[str, Any]) -> list[Part]:
    views = page["data"]["views"]
    stances = [_("For"), _("Against"), _("Both for and against")]
    head = [_("Theme"), _("Returns"), _("People"), *(stances if views else [])]
    rows = [[number(r.get(key)) if key != "name" else r[key] for key in
             ["name", "returns", "people", *(["for", "against", "both"] if views else [])]]
            for r in page["themes"]]  # fmt: skip
    found = [Part("heading", _("Themes"), 2), Part("table", _("Themes"), head=head, rows=rows)]
    for table in page["groups"]:
        if table["heads"]:
            found.append(Part("heading", table["title"], 2))
            rows = [[r["theme"]["name"], *(_cell(cell) for cell in r["cells"])] for r in table["rows"]]
            found.append(Part("table", table["title"], head=[_("Theme"), *table["heads"]], rows=rows))
    for row in page["themes"]:
        found += [Part("heading", row["name"], 2), Part("text", row["definition"])]
        found.append(Part("text", row["agreed_in_words"]))
        for quote in row["quotes"]:
            found.append(Part("quote", quote["words"]))
            if quote["translation"]:
                by = {"words": quote["translation"], "who": quote["translator"]}
                found.append(Part("quote", _("%(words)s (translated by %(who)s)") % by))
            found.append(Part("text", ", ".join(part for part in (quote["role"], quote["nation"]) if part)))
    return found


def _cell(cell: dict[str, Any]) -> str:
    """A count; with a share and its interval where there is one."""
    told = ", ".join(f"{one['name']}: {number(one['value'])}" for one in cell.get("stances", ()))
    return "; ".join(part for part in (_share(cell), told) if part)


def _share(cell: dict[str, Any]) -> str:
    if cell.get("low") is None or cell["returns"] is None:
        return number(cell["returns"])
    return _("%(n)s (%(share)s in 100, between %(low)s and %(high)s)") % {
        "n": cell["returns"], **{k: round(cell[k] * 100) for k in ("share", "low", "high")}}  # fmt: skip


def _how(page: dict[str, Any]) -> list[Part]:
    data, taken = page["data"], page["data"]["take_up"]
    return [
        Part("heading", _("How we worked"), 2),
        Part("text", _("%(twice)s answers were read by two people, %(single)s by one.") % data),
        Part("text", _("A machine made suggestions and people decided. Of %(offered)s suggestions people took "
                       "%(taken)s and refused %(refused)s. In %(changed)s answers they chose another theme instead.")
             % {**taken, "offered": taken["taken"] + taken["refused"]}),
        Part("text", _("This is an open survey, not a sample. An interval says how far a share might move if other "
                       "people of the same group had answered; it says nothing about people who never answer.")),
    ]  # fmt: skip
