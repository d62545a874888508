"""The way into the API: who may, how often, from where, and what an answer looks like when something is wrong."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from careloom.questionnaires import codes
from careloom.ui.access import allow

# Every route of the API. A test holds them against what ninja knows.
READS = ("", "releases/", "tables/", "tables/<slug:name>/", "tables/<slug:name>/<str:row>/", "projects/",
         "projects/<slug:register_id>/", "topics/")  # fmt: skip
WRITES = ("answers/<slug:survey>/", "evidence/", "gaps/")
MOST = {"anyone": 3_000, "token": 1_000}  # requests from one address in a quarter of an hour


class Refused(Exception):
    """Something cannot be done: an HTTP status, a code that stays the same, a sentence, and values."""

    def __init__(self, status: int, code: str, message: str | Promise, **values: Any) -> None:
        super().__init__(code)
        self.status, self.code, self.message, self.values = status, code, message, values


def wrong(refused: Refused) -> HttpResponse:
    """Every refusal has the same shape."""
    error = {"code": refused.code, "message": str(refused.message), "values": refused.values}
    answer = JsonResponse({"error": error}, status=refused.status, json_dumps_params={"ensure_ascii": False})
    if refused.status == 429:
        answer["Retry-After"] = str(codes.WINDOW)
    if refused.status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


def _views() -> Mapping[str, Callable[..., HttpResponse]]:
    from careloom.showing.api.application import views

    return views


def door(route: str, rule: str) -> Callable[..., HttpResponse]:
    """The view of one route. Reads are open to programs on other sites; writes ask for a token, never for a cookie."""

    @allow(rule)
    def view(request: HttpRequest, **parts: Any) -> HttpResponse:
        if rule == "anyone" and request.method == "OPTIONS":
            return _open(HttpResponse(status=204))
        answer = _answer(request, route, rule, parts)
        return _open(answer) if rule == "anyone" else answer

    view.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie opens anything here
    return view


def _answer(request: HttpRequest, route: str, rule: str, parts: dict[str, Any]) -> HttpResponse:
    name = f"api-{rule}"
    if codes.too_many(request, name, most=MOST[rule]):
        return wrong(Refused(429, "too_many", _("You asked very often. Please wait a quarter of an hour.")))
    codes.wrong_code(request, name)
    if "\x00" in request.path:
        return nothing(request)
    if "%00" in request.META.get("QUERY_STRING", ""):  # no database keeps it
        return wrong(Refused(422, "not_text", _("A text holds a sign that no text can hold.")))
    if request.method == "HEAD":
        request.method = "GET"
    answer = _views()[route](request, **parts)
    if answer.status_code == 405:
        refused = wrong(Refused(405, "not_this_way", _("This address does not do that."), asked=request.method))
        refused["Allow"] = answer["Allow"]
        return refused
    return answer


def _open(answer: HttpResponse) -> HttpResponse:
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    return answer


@allow("anyone")
def description(request: HttpRequest) -> HttpResponse:
    """The description of the API, for programs: OpenAPI 3.1."""
    from careloom.showing.api.application import described

    return _open(JsonResponse(described(), json_dumps_params={"ensure_ascii": False, "indent": 1}))


@allow("anyone")
def nothing(request: HttpRequest) -> HttpResponse:
    """An address that the API does not have."""
    return _open(wrong(Refused(404, "not_found", _("There is nothing at this address."))))


nothing.csrf_exempt = True  # type: ignore[attr-defined]
