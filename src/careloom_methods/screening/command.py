"""`./careloom screen simulate FILE [--json]`: play a finished screening again, and say when it could have stopped."""

import json
from pathlib import Path

from careloom_methods.asking import Asking
from careloom_methods.csv_rows import rows_of
from careloom_methods.errors import MethodError
from careloom_methods.screening.simulating import Replay, simulate

YES, NO = {"1", "yes", "true", "included", "1.0"}, {"0", "no", "false", "excluded", "0.0"}


def main(argv: list[str]) -> int:
    """Print the order, the measures and the stops."""
    parser = Asking(prog="careloom screen", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    play = verbs.add_parser("simulate")
    play.add_argument("file", type=Path, help="CSV: title, abstract, included (1 or 0); id if there is one")
    play.add_argument("--prior-in", help="id of a relevant record that was known before")
    play.add_argument("--prior-out", help="id of a record that was known not to be relevant")
    play.add_argument("--seed", type=int, default=0, help="draws what was not given, and the random order")
    play.add_argument("--json", action="store_true")
    asked = parser.parse_args(argv)
    names, texts, relevant = read(asked.file)
    known = [_place(names, given) for given in (asked.prior_in, asked.prior_out)]
    replay = simulate(texts, relevant, known_in=known[0], known_out=known[1], seed=asked.seed)
    print(json.dumps(replay.as_dict(names), ensure_ascii=False) if asked.json else _in_words(replay, len(names)))
    return 0


def read(file: Path) -> tuple[list[str], list[str], list[bool]]:
    """(ids, texts, relevant?) of a labelled file. Raises what rows_of does, and no_column, bad_answer, same_id."""
    rows = [{key.strip().lower(): value for key, value in row.items()} for row in rows_of(file)]
    for column in ("title", "included"):
        if column not in rows[0]:
            raise MethodError("no_column", f"{file.name} has no column '{column}'.", file=file.name, column=column)
    relevant = []
    for number, row in enumerate(rows, 1):
        said = row["included"].strip().lower()
        if said not in YES | NO:
            raise MethodError("bad_answer", f"Record {number}: 'included' must be 1 or 0.", record=number, said=said)
        relevant.append(said in YES)
    names = [row["id"] for row in rows] if "id" in rows[0] else [str(number) for number in range(len(rows))]
    if len(set(names)) < len(names):
        raise MethodError("same_id", "Two records have the same id.")
    return names, [f"{row['title']} {row.get('abstract', '')}" for row in rows], relevant


def _place(names: list[str], given: str | None) -> int | None:
    if given is not None and given not in names:
        raise MethodError("no_record", f"There is no record '{given}'.", id=given)
    return None if given is None else names.index(given)


def _in_words(replay: Replay, number: int) -> str:
    lines = [f"{number} records. Found after reading 10%: {replay.recall_at_10:.1%}. Reading saved at 95% found:"
             f" {replay.wss_95:.1%}. Loss: {replay.loss:.4f}."]  # fmt: skip
    for stop in replay.stops:
        where = "" if stop.at is None else f" After {stop.at} records; truly found by then: {stop.recall:.1%}."
        lines.append(f"{stop.rule}: {stop.claim}{where}")
    return "\n".join(lines)
