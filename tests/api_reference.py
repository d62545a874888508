"""The reference page of the API, written from its description: `python -m tests.api_reference`."""

from pathlib import Path

import django

from tests.rules import tree

FILE: Path = tree.ROOT / "docs/reference/api.md"
HEAD = """# The API

Written by `python -m tests.api_reference` from the description at `/api/v1/openapi.json`; a test holds both together.
Every refusal has one shape: `{"error": {"code", "message", "values"}}`. A code stays the same; the sentence may change.
"""


def page() -> str:
    """The whole page."""
    from careloom.showing.api.explained import explained

    lines = [HEAD]
    for group in explained():
        lines.append(f"## {group['tag']}\n")
        for route in group["routes"]:
            token = " (with a token)" if route["writes"] else ""
            lines.append(f"### {route['summary']}{token}\n\n`{route['method']} {route['path']}`\n\n{route['says']}\n")
            if route["inputs"]:
                lines += ["| takes | where | must | holds | says |", "|---|---|---|---|---|"]
                lines += [f"| `{i['name']}` | {i['where']} | {'yes' if i['must'] else ''} | {i['holds'].replace('|', 'or')} | {i['says']} |"
                          for i in route["inputs"]]  # fmt: skip
                lines.append("")
            lines.append(f"Answers: {', '.join(route['answers'])}.\n")
    return "\n".join(lines)


if __name__ == "__main__":
    django.setup()
    FILE.write_text(page())
