"""Reading 35,000 records in each format, in CPU seconds; for RIS beside rispy alone, in the same run."""

import json
import random
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from careloom_methods import records
from careloom_methods.records.record import Record

NUMBER = 35_000
WORDS = ["care", "carers", "breaks", "home", "support", "rural", "wales", "staff", "time", "people", "voice", "money"]


def made(number: int, seed: int = 1) -> list[Record]:
    """Made-up records with abstracts of 150 words."""
    chance = random.Random(seed)

    def words(count: int) -> str:
        return " ".join(chance.choices(WORDS, k=count)).capitalize()

    return [
        Record(id=f"k{n}", type="article", title=words(10), authors=["Evans, Non", "Price, Catrin"], year=2000 + n % 26,
               journal=words(3), volume=str(n % 40), issue="2", pages="1-9", doi=[f"10.5555/b.{n}"],
               abstract=words(150), keywords=["care", "carers"]) for n in range(number)
    ]  # fmt: skip


def spent(work: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds of one call, and what it gave."""
    begin = time.process_time()
    got = work()
    return time.process_time() - begin, got


def main() -> None:
    """One row a format."""
    import rispy

    rows = []
    batch = made(NUMBER)
    for name in [*records.WRITERS, "xlsx"]:
        data = records.write(batch, name)
        seconds, got = spent(lambda d=data: records.read(d))
        row = {"what": f"read {name}", "records": len(got.records), "refused": len(got.refused),
               "cpu_s": round(seconds, 2), "megabytes": round(len(data) / 1e6, 1),
               "peer": "", "peer_cpu_s": None}  # fmt: skip
        if name == "ris":
            text = data.decode()
            row["peer"] = f"rispy {version('rispy')}"
            row["peer_cpu_s"] = round(spent(lambda t=text: rispy.loads(t))[0], 2)
        rows.append(row)
    if "--json" in sys.argv:
        print(json.dumps(rows))
        return
    for row in rows:
        beside = f"   {row['peer']} alone {row['peer_cpu_s']} s" if row["peer"] else ""
        print(f"{row['what']:18} {row['records']:6} records {row['megabytes']:6} MB {row['cpu_s']:7.2f} s CPU{beside}")


if __name__ == "__main__":
    main()
