"""What pages and other rooms read about Assemblies."""

from careloom.assemblies.queries.checks import (
    after,
    agreed_themes,
    before,
    entries_of,
    inclusion_checks,
    inclusion_counts,
    minutes_asked,
    outcomes_to_tell,
    planners_missing,
    short_of_quorum,
    themes_to_cite,
)
from careloom.assemblies.queries.meetings import (
    actions_of,
    answers_side_by_side,
    booking_of,
    meetings_of,
    my_table,
    papers_for,
    pulse_of,
    who_was_there,
)
from careloom.assemblies.queries.members import (
    assemblies_for,
    by_mail,
    for_nation,
    member_count,
    members_of,
    memberships_of,
    open_seats_of,
    seats_of,
)
from careloom.assemblies.queries.recruiting import (
    applications_of,
    counts_by_role,
    draws_so_far,
    drop_out_rates,
    empty_seats,
    open_call_of,
    open_calls,
    organisation_quotas,
    people_for_draw,
    people_in_draw,
    quotas_beside_the_pool,
    side_by_side,
)

__all__ = [
    "actions_of", "after", "agreed_themes", "answers_side_by_side", "applications_of", "assemblies_for", "before",
    "booking_of", "by_mail", "counts_by_role", "draws_so_far", "drop_out_rates", "empty_seats", "entries_of",
    "for_nation", "inclusion_checks", "inclusion_counts", "meetings_of", "member_count", "members_of",
    "memberships_of", "minutes_asked", "my_table", "open_call_of", "open_calls", "open_seats_of", "organisation_quotas",
    "outcomes_to_tell", "papers_for", "people_for_draw", "people_in_draw", "planners_missing", "pulse_of",
    "quotas_beside_the_pool", "seats_of", "short_of_quorum", "side_by_side", "themes_to_cite", "who_was_there",
]  # fmt: skip
