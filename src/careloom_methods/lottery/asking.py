"""What `./careloom lottery` can be asked."""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from careloom_methods.asking import Asking
from careloom_methods.errors import MethodError
from careloom_methods.lottery import drawing, fair

ABOUT = "Draw, or check a draw that was published (`lottery verify RECORD --people CSV --quotas CSV`)."


def asked(argv: list[str]) -> argparse.Namespace:
    """The options. Raises MethodError('usage')."""
    parser = Asking(prog="careloom lottery", description=ABOUT)
    parser.add_argument("--people", required=True, type=Path, help="CSV: an id and one column for each feature")
    parser.add_argument("--quotas", required=True, type=Path, help="CSV: feature,value,min,max (and min_flex,max_flex)")
    parser.add_argument("--number", required=True, metavar="K", help="how many seats; with --each also NAME=K,…")
    parser.add_argument("--rule", default="leximin", help=", ".join(drawing.RULES))
    parser.add_argument("--id", default="", metavar="COL", help="the column of ids (else 'id', else the first)")
    parser.add_argument("--household", default="", metavar="COL,…",
                        help="at most one of those alike in these columns together")  # fmt: skip
    parser.add_argument("--each", default="", metavar="COL", help="one draw for each value of this column, all at once")
    parser.add_argument("--seed", default="0", help="any text; published with the draw")
    parser.add_argument("--panels", type=int, default=0, metavar="M", help="publish M panels, each as likely")
    parser.add_argument("--must-include", nargs="*", default=[], metavar="ID=REASON")
    parser.add_argument("--must-exclude", nargs="*", default=[], metavar="ID=REASON")
    parser.add_argument("--record", type=Path, help="a draw of before (JSON), whose empty seats are drawn again")
    parser.add_argument("--gone", nargs="*", default=[], metavar="ID", help="with --record: who left that panel")
    parser.add_argument("--among", nargs="*", metavar="ID", help="with --record: only these may come in")
    parser.add_argument("--work", type=float, default=fair.MOST, help="stop looking for better after so many steps")
    parser.add_argument("--seconds", type=float, help="stop by the clock too: another machine may find another draw")
    parser.add_argument("--out", type=Path, help="also write the JSON here")
    parser.add_argument("--json", action="store_true")
    found = parser.parse_args(argv)
    found.household = [c for c in found.household.split(",") if c.strip()]
    if bool(found.record) != bool(found.gone):
        parser.error("--record and --gone belong together")
    return found


def seats(text: str) -> dict[str, int]:
    """'35' is {'': 35}; 'Wales=30,Scotland=35' names each. Raises MethodError('number')."""
    found = {}
    for part in text.split(","):
        name, _, number = part.rpartition("=")
        if not number.strip().isdecimal():
            raise MethodError("number", f"'{text}' is no number of seats.", number=text,
                              suggestion="Write a number, or with --each NAME=NUMBER,…")  # fmt: skip
        found[name.strip()] = int(number)
    return found


def reasons(texts: list[str]) -> dict[str, str]:
    """{id: reason} of ID=REASON; the reason is '' where none was given."""
    return {i.strip(): reason.strip() for i, _, reason in (text.partition("=") for text in texts)}


def hurry(seconds: float | None) -> Callable[[], bool] | None:
    """The one clock: off unless it was asked for."""
    if seconds is None:
        return None
    until = time.monotonic() + seconds
    return lambda: time.monotonic() > until
