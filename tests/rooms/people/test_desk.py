"""Staff keep people, roles, accounts and partners; whoever runs the machine can always begin."""

import re
from datetime import date
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client

from careloom.centre.services import load_defaults
from careloom.people import first_link, queries, services
from careloom.people.models import Account, Contact, Organisation, Person, RoleGrant, SignedCopy
from careloom.thread.models import Entry
from tests import make

pytestmark = pytest.mark.django_db
ONCE = "the key of one form"


@pytest.fixture
def ada() -> Account:
    """The administrator."""
    load_defaults(by="system")
    return make.account("Ada", role=make.Role.ADMINISTRATOR)


@pytest.fixture
def desk(ada: Account) -> Client:
    """Her browser."""
    return browser(ada)


def browser(account: Account) -> Client:
    """Signed in with a second key."""
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client = Client(headers={"host": "localhost"})
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_somebody_is_added_once_given_a_role_and_let_in(desk: Client) -> None:
    sent = {"once": ONCE, "name": "Sam", "email": "Sam@example.org", "nation_code": "wales", "role_group": "carer"}
    answers = [desk.post("/desk/people/new/", sent) for _ in range(2)]
    sam = Person.objects.get(name="Sam")
    assert [answer.status_code for answer in answers] == [302, 302]
    address = f"/desk/people/{sam.public_id}/"
    assert "They have no account." in desk.get(address).content.decode()
    desk.post(address + "account/", {"go": "open"})
    for _ in range(2):
        desk.post(address + "role/", {"role": "national_lead", "nation_code": "wales"})
    account = Account.objects.get(person=sam)
    assert account.email == "sam@example.org" and queries.holds_role(account, {"national_lead"}, "wales")
    assert sam.roles.count() == 1 and not queries.holds_role(account, {"national_lead"}, "scotland")
    page = desk.get("/desk/people/?words=sam&role=national_lead").content.decode()
    assert "Sam" in page and "National lead" in page and "Ada" not in page
    said = Entry.objects.filter(subject=sam.public_id).values_list("event", flat=True)
    assert sorted(said) == ["account.opened", "person.known", "role.granted"]


def test_what_was_typed_stays_when_an_address_is_taken(desk: Client, ada: Account) -> None:
    answer = desk.post("/desk/people/new/", {"once": ONCE, "name": "Sam", "phone": "01234", "email": ada.email.upper()})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Somebody else signs in with this address." in page
    assert 'value="Sam"' in page and 'value="01234"' in page and not Person.objects.filter(name="Sam").exists()


def test_a_changed_address_is_the_one_to_sign_in_with(desk: Client) -> None:
    tom = make.account("Tom")
    address = f"/desk/people/{tom.person.public_id}/change/"
    assert desk.post(address, {"once": ONCE, "name": "Tom", "email": ""}).status_code == 422  # he could not sign in any more
    desk.post(address, {"once": ONCE, "name": "Tom", "email": "New@example.org", "phone": "07"})
    tom.refresh_from_db()
    assert tom.email == "new@example.org" and tom.emailaddress_set.get().email == "new@example.org"
    assert Person.objects.get(pk=tom.person_id).phone == "07"


def test_a_closed_account_opens_nothing_and_comes_back_as_it_was(desk: Client) -> None:
    rosa = make.rosa()
    hers, address = browser(rosa), f"/desk/people/{rosa.person.public_id}/account/"
    assert hers.get("/desk/organisations/").status_code == 200
    desk.post(address, {"go": "close"})
    assert hers.get("/desk/organisations/").status_code == 302
    desk.post(address, {"go": "open"})
    hers.force_login(rosa, backend="django.contrib.auth.backends.ModelBackend")
    assert hers.get("/desk/organisations/").status_code == 200


def test_the_last_administrator_stays_one(desk: Client, ada: Account) -> None:
    grant = ada.person.roles.get()
    address = f"/desk/people/{ada.person.public_id}/role/{grant.pk}/end/"
    page = desk.post(address, follow=True).content.decode()
    assert "Make another person an administrator first." in page and queries.roles_now(ada.person).exists()
    desk.post(f"/desk/people/{ada.person.public_id}/account/", {"go": "close"})
    ada.refresh_from_db()
    assert ada.is_active  # nor can she lock herself out
    other = make.account("Ben", role=make.Role.ADMINISTRATOR)
    desk.post(address)
    assert not queries.roles_now(ada.person).exists() and queries.roles_ever(ada.person) == [grant]
    assert desk.get("/desk/people/").status_code == 403 and queries.roles_now(other.person).exists()


def test_a_person_sees_what_they_allowed_and_when(ada: Account) -> None:
    tom = make.account("Tom")
    for given in (True, False):
        services.change_consent(person=tom.person, purpose="newsletter", given=given, wording="v1", channel="web", by="system")
    client = Client(headers={"host": "localhost"})
    client.force_login(tom, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/me/").content.decode()
    assert "The newsletter" in page and "Before:" in page and "/me/newsletter/" in page


def test_a_partner_has_a_part_contacts_agreements_and_shared_work(desk: Client) -> None:
    tom = make.person("Tom")
    fields = {"once": ONCE, "name": "Riverside", "kind": "charity", "carer_led": "yes", "part": "Brings carers together"}
    for _ in range(2):
        desk.post("/desk/organisations/new/", fields)
    known = Organisation.objects.get()
    assert (known.carer_led, known.user_led) == (True, None)
    address = f"/desk/organisations/{known.public_id}/"
    forms: list[dict[str, Any]] = [
        {"add": "contact", "contact-who": tom.email, "contact-what_for": "Meetings"},
        {"add": "copy", "copy-title": "Together", "copy-says": "Each tells the other first.",
         "copy-kept_at": "Cabinet 2", "copy-from_on": "2026-01-01", "copy-until_on": "2026-12-31"},
        {"add": "work", "work-title": "A day for carers", "work-address": "/projects/", "work-on": "2026-05-01"},
    ]  # fmt: skip
    for form in forms * 2:
        assert desk.post(address, form).status_code == 302
    page = desk.get(address).content.decode()
    assert all(words in page for words in ("Tom", "Meetings", "Each tells the other first.", "Cabinet 2", "A day for carers"))
    assert (Contact.objects.count(), SignedCopy.objects.count(), known.shared_work.count()) == (1, 1, 1)
    assert "Riverside" not in desk.get("/partners/").content.decode()  # not before somebody says so
    desk.post(address + "change/", fields | {"is_public": "on"})
    public = Client(headers={"host": "localhost"}).get("/partners/").content.decode()
    assert "Brings carers together" in public and "A day for carers" in public
    assert "Tom" not in public and "Cabinet 2" not in public
    services.erase_person(person=tom, by="system")
    assert not Contact.objects.exists()


@pytest.mark.parametrize("form", [
    {"add": "contact", "contact-who": "nobody@example.org", "contact-what_for": "Meetings"},
    {"add": "copy", "copy-title": "T", "copy-says": "S", "copy-kept_at": "K",
     "copy-from_on": "2026-02-30"},
    {"add": "copy", "copy-title": "T", "copy-says": "S", "copy-kept_at": "K",
     "copy-from_on": "2026-02-02", "copy-until_on": "2026-01-01"},
    {"add": "work", "work-title": "W", "work-address": "javascript:alert(1)", "work-on": "2026-02-02"},
])  # fmt: skip
def test_a_partner_record_takes_nothing_that_cannot_be(desk: Client, form: dict[str, str]) -> None:
    known = services.know_organisation(name="Riverside", by="system")
    answer = desk.post(f"/desk/organisations/{known.public_id}/", form)
    assert answer.status_code == 422 and not Entry.objects.filter(event__in=["contact.named", "signed_copy.kept", "work.shared"]).exists()
    kept = next(value for name, value in form.items() if name != "add")
    assert kept in answer.content.decode()


def test_an_agreement_that_ends_soon_waits_on_the_desk(desk: Client, ada: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    from careloom.people import desk as room

    known = services.know_organisation(name="Riverside", by="system")
    services.keep_signed_copy(organisation=known, title="T", says="S", kept_at="K", from_on=date(2026, 1, 1),
                            until_on=date(2026, 3, 1), by="system")  # fmt: skip
    make.rosa()
    for day, shown in ((date(2025, 12, 1), False), (date(2026, 2, 1), True), (date(2026, 3, 2), False)):
        monkeypatch.setattr("django.utils.timezone.localdate", lambda day=day: day)
        assert bool(room.tasks(ada)) is shown
    assert room.tasks(make.stranger()) == []


def test_lists_of_people_and_bodies_ask_the_same_however_many(desk: Client, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in (2, 40):
        for n in range(number):
            who = services.get_to_know(name=f"P{number}-{n}", email=f"p{number}-{n}@example.org", by="system")
            services.open_account(person=who, by="system")
            services.grant_role(person=who, role="coder", by="system")
            services.know_organisation(name=f"O{number}-{n}", part="Part", is_public=True, by="system")
        for address in ("/desk/people/", "/desk/organisations/", "/partners/"):
            with CaptureQueriesContext(connection) as asked:
                assert desk.get(address).status_code == 200
            counts.append(len(asked))
    assert counts[:3] == counts[3:]


def test_one_command_begins_a_centre_of_ones_own(settings: Any, tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    settings.FOLDER, settings.DEMO = tmp_path, False
    call_command("admin", "Kim@example.org", name="Kim")
    link = re.search(r"http://127.0.0.1:8000(/sign-in/\S+)", capsys.readouterr().out)
    assert link
    kim = Account.objects.get(email="kim@example.org")
    assert RoleGrant.objects.get().person == kim.person and len(queries_of_role_groups()) == 6
    client = Client(headers={"host": "localhost"})
    assert client.get(link[1]).status_code == 200 and client.get(link[1]).status_code == 200  # looking uses nothing up
    assert client.post(link[1]).status_code == 302
    assert client.get("/desk/people/").headers["location"].endswith("/two-factor/")  # a second key first
    again = Client(headers={"host": "localhost"})
    assert "This link was used" in again.post(link[1]).content.decode() and "_auth_user_id" not in again.session  # once
    assert [task["address"] for task in room_tasks(kim)] == ["/desk/people/new/"]  # nobody is there yet but Kim
    call_command("admin", "kim@example.org")  # again: a new link, and nobody twice
    assert Person.objects.count() == RoleGrant.objects.count() == 1


def room_tasks(account: Account) -> list[dict[str, Any]]:
    """What waits for somebody."""
    from careloom.people import desk

    return desk.tasks(account)


def queries_of_role_groups() -> list[tuple[str, str]]:
    """The role groups that the centre began with."""
    from careloom.centre.queries import role_groups

    return role_groups()


def test_a_first_link_ends_with_its_time_and_with_the_account(ada: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    token = first_link.token_for(ada)
    assert first_link.account_of(token) == ada and first_link.account_of(token + "x") is None
    services.let_in(account=ada, active=False, by="system")
    assert first_link.account_of(token) is None
    services.let_in(account=ada, active=True, by="system")
    monkeypatch.setattr(first_link, "SECONDS", -1)
    assert first_link.account_of(token) is None


@pytest.mark.parametrize(("email", "demo", "said"), [("not an address", False, "not an e-mail"), ("a@b.org", True, "demo")])
def test_the_command_refuses_what_cannot_be(email: str, demo: bool, said: str, settings: Any, tmp_path: Any) -> None:
    settings.FOLDER, settings.DEMO = tmp_path, demo
    with pytest.raises(CommandError, match=said):
        call_command("admin", email)
    assert not Person.objects.exists()


def test_a_key_is_rotated_by_a_command(equality_key: Any, capsys: pytest.CaptureFixture[str]) -> None:
    grace = make.person()
    services.store_equality_data(person=grace, values={"a": 1}, by=grace.public_id)
    before = equality_key.read_bytes()
    call_command("keys", "rotate")
    assert "1 rows" in capsys.readouterr().out and equality_key.read_bytes() != before
