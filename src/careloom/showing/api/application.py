"""The API as ninja knows it. Imported with the first request."""

import json
from collections.abc import Callable
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser

from careloom.showing.api import reading, writing
from careloom.showing.api.door import Refused, wrong

PREFIX = "/api/v1/"


class Strict(Parser):
    """JSON whose texts every database can keep: no NUL, no half of a sign."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body as plain values. Raises Refused."""
        try:
            text = request.body.decode()
            found = json.loads(text, parse_constant=_no_number)
            json.dumps(found, ensure_ascii=False).encode()
        except (UnicodeError, ValueError, RecursionError):
            raise Refused(400, "not_json", _("We need JSON in UTF-8.")) from None
        if "\\u0000" in text:
            raise Refused(400, "not_text", _("A text holds a sign that no text can hold."))
        return found


def _no_number(text: str) -> None:
    raise ValueError(text)


api = NinjaAPI(
    title="Careloom", version="1", docs_url=None, openapi_url=None, urls_namespace="ninja", parser=Strict(),
    description="Open data and the register for everyone; answers, evidence and gaps from staff tools with a token.",
)  # fmt: skip
api.add_router("", reading.router)
api.add_router("", writing.router)


@api.exception_handler(Refused)
def refused(request: HttpRequest, found: Any) -> HttpResponse:
    """Refused by us."""
    return wrong(cast(Refused, found))


@api.exception_handler(ValidationError)
def not_as_described(request: HttpRequest, found: Any) -> HttpResponse:
    """What was sent does not fit the description; says where."""
    problems = [{"where": [str(part) for part in e["loc"]], "says": str(e["msg"])} for e in found.errors]
    return wrong(Refused(422, "not_as_described", _("What you sent is not as described."), problems=problems))


@api.exception_handler(AuthenticationError)
def no_token(request: HttpRequest, found: Any) -> HttpResponse:
    """There was no token."""
    return wrong(Refused(401, "no_token", _("This needs a token. Staff make one on the desk.")))


@api.exception_handler(HttpError)
def other(request: HttpRequest, found: Any) -> HttpResponse:
    """What ninja itself refuses."""
    return wrong(Refused(found.status_code, "not_json", str(found)))


def _found() -> dict[str, Callable[..., HttpResponse]]:
    routes = cast(list[URLPattern], api.urls[0])
    return {str(route.pattern): route.callback for route in routes if route.name != "api-root"}


views = _found()


def described() -> dict[str, Any]:
    """The OpenAPI description as plain values."""
    return cast(dict[str, Any], json.loads(json.dumps(api.get_openapi_schema(path_prefix=PREFIX))))
