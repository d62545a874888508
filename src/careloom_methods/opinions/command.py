"""`./careloom opinions --votes CSV[.gz] [--statements CSV] [--groups CSV] [--seed S] [--json]`."""

import argparse
import json
import os
from typing import Any

from careloom_methods.asking import Asking
from careloom_methods.errors import MethodError


def _options(argv: list[str]) -> argparse.Namespace:
    asked = Asking(prog="careloom opinions", description="Opinion groups and common ground from a file of votes.")
    asked.add_argument("--votes", required=True, help="CSV or CSV.gz: long (participant, statement, vote) or wide")
    asked.add_argument("--statements", help="CSV with the column 'moderated': -1 counts as rejected")
    asked.add_argument("--groups", help="CSV (participant, group): use these groups, and the lists of Polis exactly")
    asked.add_argument("--equal-voice", help="CSV (participant, group): each of these groups counts the same")
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--own-use", action="store_true", help="show groups under ten people too; never publish that")
    asked.add_argument("--json", action="store_true")
    return asked.parse_args(argv)


def main(argv: list[str]) -> int:
    """0 on success; raises MethodError on bad input."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one thread: least work, and the same bits everywhere
    options = _options(argv)
    from careloom_methods.opinions.analysis import analyse
    from careloom_methods.opinions.publish import published
    from careloom_methods.opinions.reading import read_groups, read_votes

    if options.seed < 0:
        raise MethodError("seed", "The seed is a whole number from 0.", seed=options.seed,
                          suggestion="Leave it out, or write 0.")  # fmt: skip
    votes = read_votes(options.votes, statements=options.statements)
    groups = read_groups(options.groups) if options.groups else None
    if groups is not None and not set(groups) & set(votes.people):
        raise MethodError("groups_of_others", "Nobody in the file of groups has voted.", file=options.groups,
                          suggestion="Use the same numbers of people in both files.")  # fmt: skip
    respondents = read_groups(options.equal_voice) if options.equal_voice else None
    result = analyse(votes, groups=groups, seed=options.seed)
    found = published(result, respondents=respondents, everything=options.own_use)
    print(json.dumps(found, ensure_ascii=False, sort_keys=True) if options.json else _in_words(found))
    return 0


def _in_words(found: dict[str, Any]) -> str:
    lines = [f"{found['people']} people, {found['statements']} statements, {found['votes']} votes.", found["sentence"]]
    lines += [f"Group {g['id']}: {g.get('size', 'hidden to protect people')}" for g in found["groups"]]
    rows = {row["id"]: row for row in found["statement_results"]}
    for word, name in (("agree", "Agreed by most"), ("disagree", "Disagreed by most")):
        lines += [f"{name}: {s} ({rows[s][word]} of {sum(rows[s][w] for w in ('agree', 'disagree', 'pass'))} people, "
                  f"{rows[s]['sure']})" for s in found["headlines"][word]]  # fmt: skip
    check = found["slate_check"]
    lines.append(f"A list for everybody: {', '.join(found['slate'])}. {check['served']} of {check['people']} people "
                 f"agreed with at least one of them.")  # fmt: skip
    return "\n".join(lines)
