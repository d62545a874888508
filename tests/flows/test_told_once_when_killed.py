"""A worker that is killed three times in the middle of telling people: each is told once, and nobody is left out."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.rules.tree import ROOT

# The walk of `./careloom bench telling`, with few people: workers are real processes, killed with -9.
SMALL = """
import json, sys
from benchmarks import telling
telling.PEOPLE, telling.ENTRIES = 300, 600
telling.setup(sys.argv[1])
from django.core.management import call_command
from django.db import connection
call_command("migrate", verbosity=0)
telling.fill()
connection.close()
print(json.dumps(telling.tell(sys.argv[1]) | telling.checked(sys.argv[1])))
"""


def test_everybody_is_told_once_by_workers_that_were_killed(tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
           "DJANGO_SETTINGS_MODULE": "careloom.site.settings"}  # fmt: skip
    done = subprocess.run([sys.executable, "-c", SMALL, str(tmp_path)], env=env, cwd=ROOT, capture_output=True, text=True,
                          check=False, timeout=900)  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert len(found["killed_at"]) == 3
    assert (found["people"], found["messages_each"], found["tellings"]) == (300, [1], 300)
    assert found["told_entries"] == found["voices_cited"] == 300 - found["letters_ready"]
    assert found["mails"] == found["mail_readers"] == 90  # three of five who have an account want a mail
