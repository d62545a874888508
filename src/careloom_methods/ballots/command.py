"""`./careloom ballot --ballots FILE --rule R [--seats K | --budget B] [--utility …] [--completion …] [--json]`."""

import argparse
import json
import os
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from typing import Any

from careloom_methods.asking import Asking


def _options(argv: list[str]) -> argparse.Namespace:
    asked = Asking(prog="careloom ballot", description="Count ballots by a rule that was stated before.")
    asked.add_argument("--ballots", required=True, help=".pb (Pabulib), CSV or JSON")
    asked.add_argument("--rule", required=True, help="approval, choose-ten, borda, points, jla, group-tops, schulze, "
                       "bradley-terry, pav, phragmen, equal-shares, greedy")  # fmt: skip
    asked.add_argument("--items", help="CSV: item, cost, kind; for ballots in CSV")
    asked.add_argument("--seats", type=int, help="how many to choose")
    asked.add_argument("--budget", help="how much money there is; a .pb file brings its own")
    asked.add_argument("--utility", default="cardinality", help="cardinality (default) or cost")
    asked.add_argument("--completion", default="none", help="none, greedy, add1, add1-exhaustive, add1u, phragmen")
    asked.add_argument("--quotas", help="CSV: kind, min, max")
    asked.add_argument("--equal-voice", action="store_true", help="every group of voters weighs the same")
    asked.add_argument("--seed", type=int, help="ties fall by lot from this seed; without it, by name")
    asked.add_argument("--out", help="also write the ballots as a .pb file")
    asked.add_argument("--json", action="store_true")
    return asked.parse_args(argv)


def main(argv: list[str]) -> int:
    """0 on success; raises MethodError on bad input."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    options = _options(argv)
    from careloom_methods.ballots import pabulib, reading
    from careloom_methods.ballots.counting import count

    profile = reading.read(options.ballots, items=options.items)
    counted = count(
        profile, options.rule, seats=options.seats,
        budget=pabulib.number(options.budget, "the budget") if options.budget is not None else None,
        utility=options.utility, completion=options.completion, seed=options.seed, equal_voice=options.equal_voice,
        quotas=reading.read_quotas(options.quotas) if options.quotas else None,
    )  # fmt: skip
    if options.out:
        Path(options.out).write_text(pabulib.write(profile), encoding="utf-8")
    found = _plain(asdict(counted))
    found |= found.pop("more") | {"voters": len(profile.ballots), "items": len(profile.items)}
    print(json.dumps(found, ensure_ascii=False, sort_keys=True) if options.json else _in_words(found))
    return 0


def _plain(value: Any) -> Any:
    """Fractions as whole numbers where they are whole, else as numbers with parts."""
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else float(value)
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return asdict(value) if hasattr(value, "__dataclass_fields__") else value


def _in_words(found: dict[str, Any]) -> str:
    lines = [f"{found['voters']} ballots on {found['items']} items, counted by {found['rule']}.",
             "Chosen: " + (", ".join(found["winners"]) or "nothing")]  # fmt: skip
    if found["spent"] is not None:
        lines.append(f"Spent: {found['spent']}")
    for name, tops in found.get("lists", {}).items():
        lines.append(f"{name}: {', '.join(tops)}")
    lines += [f"Tie at {tie['step']}: {', '.join(tie['between'])}. First came {tie['chosen']}, {found['tie_rule']}."
              for tie in found["ties"]]  # fmt: skip
    lines += [f"{out['item']} was left out: it {out['why']}." for out in found["left_out"]]
    return "\n".join(lines)
