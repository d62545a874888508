"""Who may do what, in sentences. Views name these rules; the middleware asks them."""

from collections.abc import Callable, Mapping
from typing import Any

from careloom.people import queries
from careloom.people.models import RoleGrant

Asked = Mapping[str, Any]
Rule = Callable[[Any, Asked], bool]
Role = RoleGrant.Role
STAFF = {Role.CENTRE_STAFF, Role.NATIONAL_LEAD, Role.ENGAGEMENT_LEAD, Role.ANALYST, Role.CALL_MANAGER,
         Role.PAYMENTS_OFFICER, Role.LEADERSHIP, Role.ADMINISTRATOR}  # fmt: skip
ASSEMBLY_STAFF = {Role.NATIONAL_LEAD, Role.ENGAGEMENT_LEAD, Role.ADMINISTRATOR}


def anyone(user: Any, asked: Asked) -> bool:
    """Everybody, signed in or not."""
    return True


def token(user: Any, asked: Asked) -> bool:
    """A staff tool. No account opens it: the API asks for a token with the right scope before anything else."""
    return True


def signed_in(user: Any, asked: Asked) -> bool:
    """Somebody with an account that is open."""
    return bool(user.is_authenticated and user.is_active)


def holds(*roles: str) -> Rule:
    """Somebody who holds one of these roles, in the nation that the address names, if it names one."""

    def rule(user: Any, asked: Asked) -> bool:
        return signed_in(user, asked) and queries.holds_role(user, set(roles), str(asked.get("nation", "")))

    return rule


def own_nations(user: Any) -> set[str] | None:
    """The nations that a member of staff works for: lists on the desk show no others. None: all of them."""
    return queries.nations_of(user, STAFF)


def works_in(user: Any, nation: str) -> bool:
    """Is this somebody of staff, and for this nation? What lies in no nation is the work of all."""
    return holds(*STAFF)(user, {"nation": nation})


WITHOUT_ACCOUNT = {"anyone", "token"}  # rules that look at no account
RULES: dict[str, Rule] = {
    "anyone": anyone,
    "token": token,
    "signed_in": signed_in,
    "centre_staff": holds(*STAFF),
    "analyst": holds(Role.ANALYST, Role.ENGAGEMENT_LEAD, Role.ADMINISTRATOR),
    "assembly_lead": holds(*ASSEMBLY_STAFF),
    "national_lead": holds(Role.NATIONAL_LEAD, Role.ADMINISTRATOR),
    "engagement_lead": holds(Role.ENGAGEMENT_LEAD, Role.ADMINISTRATOR),
    "call_manager": holds(Role.CALL_MANAGER, Role.ADMINISTRATOR),
    "payments_officer": holds(Role.PAYMENTS_OFFICER, Role.ADMINISTRATOR),
    "leadership": holds(Role.LEADERSHIP, Role.ADMINISTRATOR),
    "administrator": holds(Role.ADMINISTRATOR),
    "coder": holds(Role.CODER, Role.ANALYST, Role.ENGAGEMENT_LEAD, Role.ADMINISTRATOR),
}
