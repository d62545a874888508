"""What two compared records are to each other, and whether that is sure enough to be said without asking."""

from dataclasses import dataclass

from careloom_methods.linkage.model import ASK, SAME, Compared, alike
from careloom_methods.linkage.prepared import Prepared

IS_SAME, OTHER_REPORT, ABOUT = "same", "same study, other report", "about it"
NEAR = {"same", "nearly the same", "one inside the other"}


@dataclass(frozen=True)
class Verdict:
    """A relation; `sure` says that we may link without asking."""

    relation: str
    sure: bool


def verdict(a: Prepared, b: Prepared, compared: Compared, *, series: bool = False) -> Verdict | None:
    """The relation of two records, or None. `series`: their title comes back in many issues of one journal."""
    level = compared.levels
    near = level["title"] in NEAR
    one_place = level["pages"] == level["volume"] == "same" and level["authors"] == "same first"
    if a.about != b.about and not one_place:
        fits = (near or level["title"] == "alike") and level["journal"] != "different" and level["year"] != "different"
        return Verdict(ABOUT, near and level["journal"] == "same") if fits else None
    if compared.score >= SAME and level["pages"] != "different":
        return Verdict(IS_SAME, True)
    if series:
        return None
    elsewhere = "different" in (level["journal"], level["volume"]) and level["year"] != "different"
    if near and elsewhere and level["authors"] == "same first":
        sure = level["title"] != "one inside the other" and alike(a.families, b.families) >= 0.5
        return Verdict(OTHER_REPORT, sure) if sure or compared.score >= ASK else None
    return Verdict(IS_SAME, False) if compared.score >= ASK else None
