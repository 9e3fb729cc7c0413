"""The server that `manage.py demo` starts."""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from django.utils import timezone
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from common.worker import make_worker
from debate.demo import loader, server

ROOT = Path(__file__).parent.parent.parent
START_SECONDS = 180


@pytest.mark.parametrize(
    ("url", "is_loopback"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://127.8.8.8", True),
        ("http://localhost:8000", True),
        ("http://[::1]:8000", True),
        ("http://0.0.0.0:8000", False),
        ("http://192.168.1.2:8000", False),
        ("https://localhost.example.org", False),
        ("https://debat.example.org/127.0.0.1", False),
        ("https://127.0.0.1@debat.example.org", False),
        ("", False),
    ],
)
def test_only_this_machine_is_loopback(url, is_loopback):
    assert server.is_loopback(url) == is_loopback


@pytest.mark.django_db
def test_the_worker_outlives_a_failure(monkeypatch):
    worker = make_worker(0.01)
    runs = []

    def run():
        runs.append(1)
        worker.running = len(runs) < 3
        raise OSError("the database is away")

    monkeypatch.setattr(worker, "run", run)
    monkeypatch.setattr(server, "SECONDS_AFTER_FAILURE", 0)
    server._run_worker(worker)

    assert len(runs) == 3


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def command(port: int, var: Path) -> dict:
    """A demo in a process and a database of its own."""
    environment = os.environ | {
        "VAR_DIR": str(var),
        "DATABASE_URL": f"sqlite:///{var / 'demo.sqlite3'}",
        "REDIS_URL": "",
        "SITE_URL": "http://127.0.0.1:8000",
        "EMAIL_URL": "consolemail://",
        "PYTHONUNBUFFERED": "1",
    }
    arguments = [sys.executable, "manage.py", "demo", "--port", str(port)]
    return {"args": arguments, "cwd": ROOT, "env": environment, "text": True}


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """A running demo: its process, its port and the file that its console is written to."""
    port, var = free_port(), tmp_path_factory.mktemp("demo")
    console = var / "console"
    with console.open("w") as out:
        process = subprocess.Popen(**command(port, var), stdout=out, stderr=subprocess.STDOUT)
    try:
        wait_for(r"Ctrl-C ends the demo", console, process)
        yield process, port, console
    finally:
        process.kill()
        process.wait()


def wait_for(pattern: str, console: Path, process: subprocess.Popen) -> re.Match:
    deadline = timezone.now() + timezone.timedelta(seconds=START_SECONDS)
    while not (found := re.search(pattern, console.read_text())):
        assert process.poll() is None, console.read_text()
        assert timezone.now() < deadline, console.read_text()
        # The console is a file, so there is nothing to wait on but time.
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(timeout=0.1)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_the_site_opens_at_both_names_of_this_machine(running, host):
    _, port, _ = running
    site = f"http://{host}:{port}"

    page = httpx.get(f"{site}/opinie/{loader.CROWDED_SLUG}/", timeout=30)

    assert page.status_code == 200
    assert f"ws://{host}:{port}" in page.headers["Content-Security-Policy"]
    with connect(f"ws://{host}:{port}/live/artikel/1/?since=0", origin=site) as live:
        live.send("ping")
        assert live.recv(timeout=30)


@pytest.mark.slow
def test_a_socket_from_elsewhere_is_refused(running):
    _, port, _ = running
    with pytest.raises(InvalidStatus):
        connect(f"ws://127.0.0.1:{port}/live/artikel/1/?since=0", origin="http://127.0.0.1:9")


@pytest.mark.slow
def test_a_guests_mail_is_sent_by_the_worker_and_leads_back(running):
    process, port, console = running
    site = f"http://127.0.0.1:{port}"
    form = {
        "text": "Dit schreef een gast in de demo.",
        "name": "Gast",
        "email": "gast@example.org",
        "key": "0b3e3f0e-4b0f-4b7e-9f38-0123456789ab",
    }
    url = f"{site}/opinie/{loader.CROWDED_SLUG}/reageer/"
    answer = httpx.post(url, data=form, headers={"Sec-Fetch-Site": "same-origin"}, timeout=30)
    assert answer.status_code == 302

    link = wait_for(rf"{site}/reacties/bevestigen/\S+", console, process)[0]

    assert httpx.get(link, timeout=30).status_code == 200


@pytest.mark.slow
def test_a_port_that_is_taken_is_told_in_one_sentence(running, tmp_path):
    _, port, _ = running
    other = subprocess.run(**command(port, tmp_path), capture_output=True, timeout=START_SECONDS)

    assert other.returncode == 1
    assert other.stderr.startswith(f"CommandError: Port {port} cannot be used")
    assert other.stderr.count("\n") == 1
    assert not other.stdout


@pytest.mark.slow
def test_ctrl_c_ends_it_cleanly(running):
    """The last one: it ends what the others use."""
    process, _, console = running

    process.send_signal(signal.SIGINT)

    assert process.wait(timeout=30) == 0
    assert "Traceback" not in console.read_text()
    assert "The demo has ended" in console.read_text()
