"""sortition-algorithms (GPL) in a process of its own: it is only run, through its own functions, never copied from.

Standard input: {people, quotas, seats, solver, rule, seconds}; standard output: {cpu_s, smallest}. It ends
itself after so many CPU seconds (then nothing is printed). Its solver and ours never meet in one process.
"""

import json
import math
import resource
import sys
import time


def main() -> None:
    """Run the peer's rule once and say what it took."""
    asked = json.load(sys.stdin)
    import sortition_algorithms as other
    from sortition_algorithms.committee_generation import find_distribution_leximin, find_distribution_maximin

    quotas, rows = asked["quotas"], asked["people"]
    features, _, _ = other.read_in_features(list(quotas[0]), quotas)
    settings = other.Settings(id_column="id", columns_to_keep=[])
    people, _ = other.read_in_people(list(rows[0]), rows, features, settings)
    find = find_distribution_leximin if asked["rule"] == "leximin" else find_distribution_maximin
    begin = time.process_time()
    limit = math.ceil(begin) + asked["seconds"]  # what loading took is not counted
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    panels, weights, _ = find(features, people, asked["seats"], [], asked["solver"])
    spent = time.process_time() - begin
    on = {row["id"]: 0.0 for row in rows}
    for panel, weight in zip(panels, weights, strict=True):
        for person in panel:
            on[person] += weight
    print(json.dumps({"cpu_s": spent, "smallest": min(on.values())}))


if __name__ == "__main__":
    main()
