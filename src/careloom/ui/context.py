"""What every page shows around its content."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language, get_language_bidi, gettext_lazy

NAVIGATION = [
    ("questionnaires:list", gettext_lazy("Have your say")),
    ("conversations:list", gettext_lazy("Conversations")),
    ("assemblies:list", gettext_lazy("Assemblies")),
    ("listening:published", gettext_lazy("Results")),
    ("evidence:library", gettext_lazy("Evidence")),
    ("projects:list", gettext_lazy("Projects")),
    ("showing:everything", gettext_lazy("What came of it")),
    ("centre:about", gettext_lazy("About")),
]


def page(request: HttpRequest) -> dict[str, Any]:
    """The edition, the languages with their address for this page, the navigation."""
    path = request.get_full_path()
    languages = [
        {"code": code, "name": name, "address": translate_url(path, code), "now": code == get_language()}
        for code, name in settings.LANGUAGES
    ]
    return {
        "edition": getattr(request, "edition", "standard"),
        "languages": languages,
        "language": get_language(),
        "direction": "rtl" if get_language_bidi() else "ltr",
        "navigation": NAVIGATION,
        "demo": settings.DEMO,
    }
