"""Every route, for every kind of reader. A route that this table does not know makes the test fail."""

from typing import Any

import pytest
from django.test import Client

from tests import make
from tests.pages.routes import addresses, listed, named_patterns

PUBLIC, NATION = "anyone", "<str:nation>"
# Who may, for each rule; None: everybody who is signed in. Written again without the product's own rules.
MEANING: dict[str, set[str] | None] = {
    "anyone": None, "token": set(), "signed_in": None, "centre_staff": set(make.Role.values) - {"equality_reader", "coder"},
    "analyst": {"analyst", "engagement_lead", "administrator"}, "national_lead": {"national_lead", "administrator"},
    "assembly_lead": {"national_lead", "engagement_lead", "administrator"},
    "engagement_lead": {"engagement_lead", "administrator"}, "call_manager": {"call_manager", "administrator"},
    "payments_officer": {"payments_officer", "administrator"}, "leadership": {"leadership", "administrator"},
    "administrator": {"administrator"}, "coder": {"coder", "analyst", "engagement_lead", "administrator"},
}  # fmt: skip
TABLE: dict[str, str] = {address: rule for room in addresses() for address, rule in room.RULES.items()}
FILLED = {
    address: getattr(room, "FILLED", {}) | {"(?P<kind>csv|json)$": "csv", "^": "", "\\.": "."}
    for room in addresses() for address in room.RULES
}  # fmt: skip
# What an address leads to lies in this nation, though the address does not say so: a role of another one does not open it.
OF_NATION = {address: nation for room in addresses() for address, nation in getattr(room, "OF_NATION", {}).items()}
ONLY_SENT_TO = set(listed("ONLY_SENT_TO"))
pytestmark = pytest.mark.usefixtures("demo_of_module")


def filled(address: str) -> str:
    """The pattern with real parts of the demo centre."""
    for part, text in FILLED[address].items():
        address = address.replace(part, text)
    return "/" + address


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


def may(rule: str, role: str, nation: str, asked: str = "") -> bool:
    """What the table means. `asked`: the nation that the address names; a role of another nation does not open it."""
    allowed = MEANING[rule]
    return allowed is None or (role in allowed and asked in ("", nation))


@pytest.mark.django_db
@pytest.mark.parametrize("nation", ["wales", "scotland"])
def test_signed_in_people_open_what_the_table_says(nation: str, settings: Any) -> None:
    settings.DEMO = True  # no second factor on the loopback
    wrong = []
    for role in ["", *make.Role.values]:
        client = Client(headers={"host": "localhost"})
        client.force_login(make.account(f"Reader-{role or 'none'}", role=role, nation=nation))
        for address, rule in TABLE.items():
            if address not in ONLY_SENT_TO:
                asked = FILLED[address].get(NATION, "") if NATION in address else OF_NATION.get(address, "")
                expected = 200 if may(rule, role, nation, asked) else 403
                answer = client.get(filled(address))
                if answer.status_code != expected and not (
                    expected == 200 and answer.status_code == 302 and "waiting" in address
                ):
                    wrong.append((role, address, answer.status_code))
                if answer.streaming:
                    answer.close()
    assert wrong == []


@pytest.mark.django_db
def test_strangers_are_led_to_sign_in() -> None:
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
def test_demo_people_cannot_be_taken_outside_a_demo(settings: Any) -> None:
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
