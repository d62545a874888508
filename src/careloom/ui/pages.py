"""Showing a page in the edition a person chose."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import select_template


def show(request: HttpRequest, page: str, context: dict[str, Any] | None = None, *, status: int = 200) -> HttpResponse:
    """Draw `page` ('projects/list'): its own Easy Read template if that edition was chosen, else the standard one."""
    names = [f"{page}.html"]
    if getattr(request, "edition", "standard") == "easy":
        names.insert(0, f"{page}.easy.html")
    template = select_template(names)
    return HttpResponse(template.render(context or {}, request), status=status)
