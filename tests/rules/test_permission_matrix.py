"""Every route, for every kind of reader. A route that this table does not know makes the test fail."""

from typing import Any

import pytest
from django.test import Client

from tests import make
from tests.pages.routes import named_patterns

PUBLIC, OWN, STAFF, ANALYST = "anyone", "signed_in", "centre_staff", "analyst"
# An address for each pattern with parts, in the demo centre.
FILLED = {
    "<slug:slug>": "what-matters", "<str:twin>": "en", "<str:kind>": "csv", "<slug:register_id>": "p01",
    "(?P<kind>csv|json)$": "csv", "^": "", "\\.": ".",
}  # fmt: skip
ONLY_SENT_TO = {"edition/", "demo/sign-in/", "desk/listening/<slug:slug>/paper/<str:paper_id>/"}


def filled(address: str) -> str:
    """The pattern with real parts."""
    for part, text in FILLED.items():
        address = address.replace(part, text)
    return "/" + address


TABLE = {
    "edition/": PUBLIC, "demo/sign-in/": PUBLIC, "": PUBLIC, "style/": PUBLIC, "me/": OWN, "desk/": OWN,
    "topics/": PUBLIC, "^topics\\.(?P<kind>csv|json)$": PUBLIC, "figures/": PUBLIC,
    "^figures\\.(?P<kind>csv|json)$": PUBLIC, "places/": PUBLIC, "^places\\.(?P<kind>csv|json)$": PUBLIC,
    "about/": PUBLIC, "projects/": PUBLIC, "^projects\\.(?P<kind>csv|json)$": PUBLIC,
    "projects/<slug:register_id>/": PUBLIC, "coverage/": PUBLIC, "^coverage\\.(?P<kind>csv|json)$": PUBLIC,
    "ledger/": PUBLIC, "ledger.jsonl": PUBLIC,
    "surveys/": PUBLIC, "surveys/receipt/": PUBLIC, "surveys/return/": PUBLIC, "surveys/<slug:slug>/": PUBLIC,
    "surveys/<slug:slug>/<str:twin>/": PUBLIC, "surveys/<slug:slug>/paper/": PUBLIC,
    "surveys/<slug:slug>/waiting/": PUBLIC, "desk/questionnaires/": STAFF, "desk/questionnaires/<slug:slug>/": STAFF,
    "desk/questionnaires/<slug:slug>/questions/": STAFF, "desk/questionnaires/<slug:slug>/words/<str:twin>/": STAFF,
    "desk/questionnaires/<slug:slug>/preview/<str:twin>/": STAFF,
    "desk/questionnaires/<slug:slug>/answers.<str:kind>": ANALYST,
    "desk/listening/": STAFF, "desk/listening/<slug:slug>/": STAFF,
    "desk/listening/<slug:slug>/paper/<str:paper_id>/": STAFF,
}  # fmt: skip


def routes() -> dict[str, Any]:
    from django.urls import get_resolver

    return {address: route.callback for address, route in named_patterns(get_resolver().url_patterns)}


def unknown(found: dict[str, Any]) -> list[str]:
    """Routes that are neither in the table nor the sign-in library's own."""
    return [a for a, view in found.items() if a not in TABLE and not view.__module__.startswith("allauth.")]


def test_every_route_is_known_and_names_the_rule_of_the_table() -> None:
    found = routes()
    assert unknown(found) == []
    wrong = {a: getattr(found[a], "access_rule", None) for a, rule in TABLE.items()
             if getattr(found[a], "access_rule", None) != rule}  # fmt: skip
    assert wrong == {}


def test_a_planted_route_is_found() -> None:
    assert unknown({"secret/": test_a_planted_route_is_found}) == ["secret/"]


def may(rule: str, role: str, nation: str) -> bool:
    """What the table means, written again without the product's own rules."""
    staff = set(make.Role.values) - {"equality_reader"}
    allowed = {PUBLIC: True, OWN: True, STAFF: role in staff,
               ANALYST: role in {"analyst", "engagement_lead", "administrator"}}  # fmt: skip
    return allowed[rule]


@pytest.mark.django_db
@pytest.mark.parametrize("nation", ["wales", "scotland"])
def test_signed_in_people_open_what_the_table_says(nation: str, settings: Any, demo_centre: None) -> None:
    settings.DEMO = True  # no second factor on the loopback
    wrong = []
    for role in ["", *make.Role.values]:
        client = Client(headers={"host": "localhost"})
        client.force_login(make.account(f"Reader-{role or 'none'}", role=role, nation=nation))
        for address, rule in TABLE.items():
            if address not in ONLY_SENT_TO:
                expected = 200 if may(rule, role, nation) else 403
                answer = client.get(filled(address))
                if answer.status_code != expected and not (
                    expected == 200 and answer.status_code == 302 and "waiting" in address
                ):
                    wrong.append((role, address, answer.status_code))
                if answer.streaming:
                    answer.close()
    assert wrong == []


@pytest.mark.django_db
def test_strangers_are_led_to_sign_in(demo_centre: None) -> None:
    client = Client(headers={"host": "localhost"})
    for address, rule in TABLE.items():
        if address not in ONLY_SENT_TO and "waiting" not in address:
            assert client.get(filled(address)).status_code == (200 if rule == PUBLIC else 302), address


@pytest.mark.django_db
def test_staff_without_a_second_factor_are_led_to_set_one_up(settings: Any) -> None:
    settings.DEMO = False
    client = Client(headers={"host": "localhost"})
    client.force_login(make.rosa())
    answer = client.get("/desk/")
    assert answer.status_code == 302 and "two-factor" in answer["location"]


@pytest.mark.django_db
def test_demo_people_cannot_be_taken_outside_a_demo(settings: Any, demo_centre: None) -> None:
    settings.DEMO = False
    client = Client(headers={"host": "localhost"})
    assert client.post("/demo/sign-in/", {"email": "rosa@demo.example"}).status_code == 404
    settings.DEMO = True
    far = Client(headers={"host": "localhost"}, REMOTE_ADDR="192.0.2.7")
    assert far.post("/demo/sign-in/", {"email": "rosa@demo.example"}).status_code == 404
    assert client.post("/demo/sign-in/", {"email": "rosa@demo.example"}).status_code == 302


@pytest.mark.django_db
def test_a_view_without_a_rule_is_refused(rf: Any) -> None:
    from django.core.exceptions import PermissionDenied

    from careloom.people.middleware import AccessMiddleware

    request = rf.get("/")
    request.user = make.rosa()
    with pytest.raises(PermissionDenied):
        AccessMiddleware(lambda r: None).process_view(request, routes, (), {})  # type: ignore[arg-type,return-value]
