"""Every change about people: one verb a function, one transaction, one trace entry."""

from careloom.people.services.equality import (
    keep_equality_data_of,
    keep_equality_data_of_many,
    read_equality_data,
    read_equality_data_of_many,
    rotate_equality_key,
    store_equality_data,
)
from careloom.people.services.organisations import (
    change_organisation,
    end_contact,
    keep_signed_copy,
    know_organisation,
    name_contact,
    share_work,
)
from careloom.people.services.persons import (
    change_consent,
    change_details,
    erase_again,
    erase_person,
    get_to_know,
    get_to_know_many,
    let_in,
    open_account,
    set_preferences,
)
from careloom.people.services.roles import LastAdministrator, end_role, grant_role

__all__ = [
    "LastAdministrator",
    "change_consent",
    "change_details",
    "change_organisation",
    "end_contact",
    "end_role",
    "erase_again",
    "erase_person",
    "get_to_know",
    "get_to_know_many",
    "grant_role",
    "keep_equality_data_of",
    "keep_equality_data_of_many",
    "keep_signed_copy",
    "know_organisation",
    "let_in",
    "name_contact",
    "open_account",
    "read_equality_data",
    "read_equality_data_of_many",
    "rotate_equality_key",
    "set_preferences",
    "share_work",
    "store_equality_data",
]
