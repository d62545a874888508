"""Every method is also a command on files: `./careloom lottery …` calls `careloom_methods.lottery.command.main`."""

import importlib
import json
import sys

from careloom_methods.errors import MethodError

COMMANDS = {
    "lottery": "lottery", "opinions": "opinions", "dedupe": "linkage", "triage": "triage", "import-check": "records",
    "paper": "paper", "represent": "representation", "themes": "themes", "ballot": "ballots",
    "screen": "screening",
}  # fmt: skip


def main(argv: list[str]) -> int:
    """0 on success, 2 on bad input with a JSON error on standard error."""
    verb, *rest = argv
    command = importlib.import_module(f"careloom_methods.{COMMANDS[verb]}.command")
    try:
        return int(command.main(rest))
    except MethodError as error:
        print(json.dumps(error.as_dict(), ensure_ascii=False), file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
