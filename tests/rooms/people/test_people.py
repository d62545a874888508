"""Roles, consent and preferences; equality data kept apart."""

import pytest
from cryptography.fernet import InvalidToken
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from careloom.people import queries, services
from careloom.people.models import EqualityData
from careloom.people.rules import RULES
from careloom.thread.models import Entry
from tests import make

pytestmark = pytest.mark.django_db


def test_a_national_lead_leads_one_nation_only() -> None:
    megan = make.megan()
    assert RULES["national_lead"](megan, {"nation": "wales"})
    assert not RULES["national_lead"](megan, {"nation": "scotland"})
    assert not RULES["national_lead"](make.stranger(), {"nation": "wales"})


def test_a_role_that_ended_opens_nothing() -> None:
    rosa = make.rosa()
    assert RULES["centre_staff"](rosa, {})
    services.end_role(grant=rosa.person.roles.get(), by="system")
    del rosa._open_roles
    assert not RULES["centre_staff"](rosa, {})


def test_a_role_is_held_once() -> None:
    rosa = make.rosa()
    with pytest.raises(IntegrityError), transaction.atomic():
        services.grant_role(person=rosa.person, role=make.Role.ENGAGEMENT_LEAD, by="system")


def test_the_last_word_on_consent_counts_and_the_history_stays() -> None:
    grace = make.person()
    assert not queries.consents_to(grace, "newsletter")
    for given in (True, False, True):
        services.change_consent(
            person=grace, purpose="newsletter", given=given, wording="v1", channel="web", by=grace.public_id
        )
    assert queries.consents_to(grace, "newsletter")
    assert grace.consents.count() == 3


def test_welsh_goes_too_until_a_preference_is_known_and_then_it_is_followed() -> None:
    grace = make.person(nation="wales")
    assert queries.languages_to_send(grace) == ["cy", "en-gb"]
    services.set_preferences(
        person=grace, preferred_format="easy", preferred_language="en-gb", needs=["A lift"], by=grace.public_id
    )
    assert queries.languages_to_send(grace) == ["en-gb"]
    assert [need.need for need in grace.access_needs.all()] == ["A lift"]


def test_equality_data_is_unreadable_in_the_table_and_every_read_is_on_the_trace(equality_key) -> None:  # type: ignore[no-untyped-def]
    grace = make.person()
    reader = make.account("Amir", role=make.Role.EQUALITY_READER).person
    services.store_equality_data(person=grace, values={"disability": "yes"}, by=grace.public_id)
    assert b"disability" not in bytes(EqualityData.objects.get().sealed)
    assert equality_key.stat().st_mode & 0o077 == 0
    found = services.read_equality_data(person=grace, purpose="balance of the Assembly", reader=reader)
    assert found == {"disability": "yes"}
    assert Entry.objects.get(event="equality.read").values == {"purpose": "balance of the Assembly"}


def test_nobody_else_reads_equality_data(equality_key) -> None:  # type: ignore[no-untyped-def]
    grace = make.person()
    services.store_equality_data(person=grace, values={"disability": "yes"}, by=grace.public_id)
    with pytest.raises(PermissionDenied):
        services.read_equality_data(person=grace, purpose="curiosity", reader=make.rosa().person)


def test_a_new_key_reads_old_rows_and_without_the_key_nobody_does(equality_key) -> None:  # type: ignore[no-untyped-def]
    grace = make.person()
    reader = make.account("Amir", role=make.Role.EQUALITY_READER).person
    services.store_equality_data(person=grace, values={"a": 1}, by=grace.public_id)
    assert services.rotate_equality_key(by="system") == 1
    equality_key.write_bytes(equality_key.read_bytes().split()[0])
    assert services.read_equality_data(person=grace, purpose="test", reader=reader) == {"a": 1}
    equality_key.unlink()
    with pytest.raises(InvalidToken):
        services.read_equality_data(person=grace, purpose="test", reader=reader)
