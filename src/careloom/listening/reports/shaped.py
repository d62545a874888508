"""A report's data as a page needs it: rows with names, in the reader's language."""

from typing import Any

from django.utils.translation import gettext as _

from careloom.listening.models import ThemeReport
from careloom.listening.queries.coding import quotes

Row = dict[str, Any]
SHARES = (("value", "share"), ("low", "low"), ("high", "high"))


def edition_names() -> dict[str, str]:
    """Editions in words."""
    return {"standard": _("Standard"), "easy": _("Easy Read")}


def names_of(data: dict[str, Any]) -> dict[str, dict[str, str]]:
    """{dimension: {code: name}}."""
    unsaid = {"not-said": _("did not say")}
    return {"role": dict(data["roles"]) | unsaid, "nation": dict(data["nations"]) | unsaid,
            "edition": edition_names() | unsaid}  # fmt: skip


def titles() -> dict[str, str]:
    """Dimensions in words."""
    return {"role": _("By role group"), "nation": _("By nation"), "edition": _("By edition")}


def page(report: ThemeReport) -> dict[str, Any]:
    """{'themes': rows, 'bars': rows, 'groups': tables, 'quoted': rows, 'small', 'open': names, 'left', 'data'}."""
    data, shown = report.data, quotes.shown(report.codebook)
    ids = {public: (pk, guid) for public, pk, guid in report.codebook.themes.values_list("public_id", "pk", "guid")}
    nobody = (0, "")
    themes = [{**row, "quotes": _named(shown.get(ids.get(row["id"], nobody)[0], []), data), **_agreed(row),
               "guid": ids.get(row["id"], nobody)[1]} for row in data["themes"] if row["agreed"]]  # fmt: skip
    return {
        "data": data, "themes": themes, "groups": [_table(data, themes, d) for d in ("role", "nation", "edition")],
        "bars": [{"label": row["name"], "value": row["returns"], "hidden": row["returns"] is None} for row in themes],
        "quoted": _quoted(data, themes),
        "small": [row["name"] for row in themes if row["only_small"]],
        "open": [row["name"] for row in data["themes"] if not row["agreed"]],
        "left": {name: _about(data[name]) for name in ("none", "unread", "aside")},
    }  # fmt: skip


def _about(count: int | None) -> str:
    """A rounded number in words, or that it is small."""
    return _("fewer than 10") if count is None else _("about %(n)s") % {"n": count} if count else "0"


def _named(found: list[dict[str, Any]], data: dict[str, Any]) -> list[dict[str, Any]]:
    names = names_of(data)
    return [{**q, "role": names["role"].get(q["role"], ""), "nation": names["nation"].get(q["nation"], "")}
            for q in found]  # fmt: skip


def _quoted(data: dict[str, Any], themes: list[Row]) -> list[Row]:
    """Whose words stand here, beside how many answered: role group, quotes, returns. Nothing where nobody is quoted."""
    quoted: dict[str, int] = {}
    for row in themes:
        for quote in row["quotes"]:
            quoted[quote["role"]] = quoted.get(quote["role"], 0) + 1
    if not quoted:
        return []
    names = names_of(data)["role"]
    rows = [{"name": names[code], "quotes": quoted.get(names[code], 0), "returns": data.get("by_role", {}).get(code)}
            for code in names if code in data.get("by_role", {})]  # fmt: skip
    unsaid = sum(n for name, n in quoted.items() if name not in {row["name"] for row in rows})
    return rows + ([{"name": _("role group not shown"), "quotes": unsaid, "returns": None}] if unsaid else [])


def _agreed(row: dict[str, Any]) -> dict[str, str]:
    """Agreement in words; the limits 0.80 and 0.667 are Krippendorff's own convention."""
    if row["alpha"] is None:
        words = {
            "nobody_twice": _("No answer with this theme was read by two people."),
            "no_variation": _("Both readers always gave it or never gave it, so agreement cannot be worked out."),
        }
        return {"agreed_in_words": words.get(row["alpha_why"], "")}
    if row["alpha"] >= 0.8:
        return {"agreed_in_words": _("The two readers agreed well.")}
    if row["alpha"] >= 0.667:
        return {"agreed_in_words": _("The two readers mostly agreed. Take this theme as a first finding.")}
    return {"agreed_in_words": _("The two readers often saw this otherwise. Be careful with this theme.")}


def _table(data: dict[str, Any], themes: list[dict[str, Any]], dimension: str) -> dict[str, Any]:
    names = names_of(data)[dimension]
    codes = [code for code in names if any(code in row[dimension] for row in themes)]
    rows = [{"theme": row, "cells": [_shown(row[dimension].get(code), code) for code in codes]} for row in themes]
    return {"dimension": dimension, "title": titles()[dimension], "heads": [names[code] for code in codes],
            "rows": rows, "dots": _dots(themes, dimension, names, codes)}  # fmt: skip


def _shown(cell: Row | None, code: str) -> Row:
    return {**(cell or {"returns": None}), "code": code, "stances": _stances(cell)}


def _stances(cell: Row | None) -> list[Row]:
    """For, against and both in words, where the question asks for views."""
    names = {"for": _("for"), "against": _("against"), "both": _("both")}
    return [{"name": names[stance], "value": value} for stance, value in ((cell or {}).get("stances") or {}).items()]


def _dots(themes: list[Row], dimension: str, names: dict[str, str], codes: list[str]) -> list[Row]:
    """For each of the three largest themes and each group: the share of 100 with its interval."""
    found = []
    for row in themes[:3]:
        for code in codes:
            cell = row[dimension].get(code) or {}
            if cell.get("low") is not None:  # the others stand in the table, as hidden or too few
                share = {key: round(100 * cell[part]) for key, part in SHARES}
                found.append({"label": f"{row['name']}: {names[code]}", "hidden": False,
                              "text": _("%(n)s in 100") % {"n": share["value"]}, **share})  # fmt: skip
    return found
