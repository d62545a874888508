"""Is there enough evidence to start? Filled from triage, never by hand; a gap goes on to funders, not into a weight."""

from typing import Any

from careloom.evidence.queries import triage
from careloom.priorities.models import Candidate
from careloom_methods.triage import KINDS, STATES

ENOUGH = STATES.index("enough to start")
NOT_LOOKED = STATES[0]


def gates(candidates: list[Candidate]) -> dict[int, dict[str, Any]]:
    """{candidate pk: {"by_kind": {kind: state}, "looked", "ready", "legs"}} from one map of all topics."""
    cells = {row["topic"]: row["cells"] for row in triage.the_map()}
    return {c.pk: _gate(c, cells.get(c.topic, [])) for c in candidates}


def _gate(candidate: Candidate, cells: list[dict[str, Any]]) -> dict[str, Any]:
    """The weakest state of each kind over the nations that the candidate is for."""
    here = [cell for cell in cells if not candidate.nations or cell["nation"] in candidate.nations]
    levels = {kind: [STATES.index(cell["state"]) for cell in here if cell["kind"] == kind] for kind in KINDS}
    by_kind = {kind: STATES[min(found, default=0)] for kind, found in levels.items()}
    at = [STATES.index(state) for state in by_kind.values()]
    ready = sum(n >= ENOUGH for n in at) >= 2 and min(at) >= STATES.index("thin")
    return {"by_kind": by_kind, "looked": any(n > 0 for n in at), "ready": ready,
            "legs": [kind for kind, n in zip(by_kind, at, strict=True) if n == min(at)]}  # fmt: skip
