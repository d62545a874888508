"""The server is killed while people send answers: every answer that was acknowledged is there afterwards."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from tests import machine
from tests.rules.tree import ROOT

WAITS = 200  # people on the waiting list of a form, sent by four at once
SETTINGS = "careloom.site.settings"


def started(folder: Path, port: int) -> subprocess.Popen[bytes]:
    env = {**os.environ, "CARELOOM_FOLDER": str(folder), "CARELOOM_DATABASE_URL": "", "CARELOOM_WORKER": "0",
           "PYTHONPATH": str(ROOT / "src"), "DJANGO_SETTINGS_MODULE": SETTINGS}  # fmt: skip
    server = subprocess.Popen([sys.executable, "-m", "django", "serve", "--port", str(port)], env=env,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)  # fmt: skip
    for _ in range(3000):  # a slow machine may need minutes to load the demo
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/about/", timeout=5)
            return server
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")


def writer(port: int, first: int, taken: list[str], over: threading.Event) -> None:
    """Ask for paper as one person after another; note whoever got the thank-you."""
    for number in range(first, WAITS, 4):
        name = f"Person {number}"
        while not over.is_set():
            try:
                if sent(port, name):
                    taken.append(name)
                    break
            except (OSError, http.client.HTTPException):
                time.sleep(0.2)


def sent(port: int, name: str) -> bool:
    address = f"http://127.0.0.1:{port}/surveys/what-matters/paper/"
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    page = browser.open(address, timeout=10).read().decode()
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    fields |= {"way": "paper", "language": "en", "copies": "1", "name": name, "address": "1 Mill Lane"}
    answer = browser.open(address, urllib.parse.urlencode(fields).encode(), timeout=10).read().decode()
    return "Thank you" in answer


@pytest.mark.slow
def test_every_acknowledged_request_survives_a_killed_server(tmp_path: Path) -> None:
    port, taken, over = machine.free_port(), list[str](), threading.Event()
    server = started(tmp_path, port)
    writers = [threading.Thread(target=writer, args=(port, n, taken, over), daemon=True) for n in range(4)]
    for thread in writers:
        thread.start()
    begun = time.monotonic()
    try:
        while len(taken) < WAITS // 4:
            assert time.monotonic() - begun < 300, "no request is acknowledged"
            time.sleep(0.05)
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
    server = started(tmp_path, port)
    try:
        for thread in writers:
            thread.join(timeout=120)
    finally:
        over.set()
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=30)
    env = {**os.environ, "CARELOOM_FOLDER": str(tmp_path), "CARELOOM_DATABASE_URL": "", "PYTHONPATH": str(ROOT / "src"),
           "DJANGO_SETTINGS_MODULE": SETTINGS}  # fmt: skip
    code = ("import json; from careloom.listening.models import PaperRequest; from careloom.people import sealed;"
            "print(json.dumps([sealed.unseal(bytes(r.sealed))['name'] for r in PaperRequest.objects.all()]))")  # fmt: skip
    kept = json.loads(subprocess.run([sys.executable, "-m", "django", "shell", "-v", "0", "-c", code], env=env,
                                     capture_output=True, text=True, check=True).stdout)  # fmt: skip
    assert len(taken) == WAITS and set(taken) <= set(kept)
