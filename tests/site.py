"""The real site in processes of its own, for tests that crash it, crowd it or open it in a browser.

It serves the database of the tests, so it needs a transactional test: what a test writes, the site
sees, and the other way round.
"""

import email
import email.policy
import fcntl
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import copy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from django.conf import settings
from django.db import connection

ROOT = Path(settings.BASE_DIR)
START_SECONDS = 40
STOP_SECONDS = 15
LINK = re.compile(r"https?://\S+")


def _plain_text(mail: EmailMessage) -> str:
    return mail.get_body(("plain",)).get_content()


# Of a mail in two forms, `get_content` gives the plain text.
_contents = copy(email.policy.default.content_manager)
_contents.get_handlers = {**_contents.get_handlers, "multipart/alternative": _plain_text}
MAILS = email.policy.default.clone(content_manager=_contents)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def database_url() -> str:
    """The address of the database that this test process uses."""
    used = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{used['NAME']}?init_command={quote(used['OPTIONS']['init_command'])}"
    return f"postgres://{used['USER']}@{used['HOST']}:{used['PORT']}/{used['NAME']}"


class Process:
    """A program of the site, with its output in a file."""

    def __init__(self, command: list[str], env: dict[str, str], log: Path):
        self.command, self.env, self.log = command, env, log
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for pytest, which then stops the site.
            )

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self.process is None:
            return
        self.process.send_signal(how)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None


class Site:
    """The site as it is run: a web process or more, the worker, and its mail in a folder.

    `url` is what a visitor uses: the first web process, or with `proxied` the `wire` before it,
    which a test can cut. `web` holds the web processes and `urls` their own addresses.
    """

    def __init__(
        self,
        home: Path,
        *,
        webs: int = 1,
        proxied: bool = False,
        host: str = "127.0.0.1",
        **environment: str,
    ):
        self.home = home
        self.mail_dir = home / "mail"
        self.mail_dir.mkdir(parents=True, exist_ok=True)
        self.has_worker = True
        self.ports = [free_port() for _ in range(webs)]
        # Passkeys are for hosts with a name: localhost.
        self.urls = [f"http://{host}:{port}" for port in self.ports]
        self.wire = Wire(self.ports[0]) if proxied else None
        self.url = f"http://127.0.0.1:{self.wire.port}" if self.wire else self.urls[0]
        self.env = {
            **os.environ,
            "SITE_URL": self.url,
            "LIVE_ORIGINS": ",".join({self.url, *self.urls}),
            "DATABASE_URL": database_url(),
            # The test's own: over Redis what a test does with the verbs rings here too.
            "CACHE_PREFIX": settings.CACHE_PREFIX,
            # One slash more than in other addresses: django-environ takes the first one off.
            "EMAIL_URL": f"filemail:///{self.mail_dir}",
            "RATE_LIMITS": "false",
            "TWO_STEP": "false",
            # Tests write faster than people do.
            "COMMENTS_MOST_A_MINUTE": "10000",
            "COMMENTS_FASTEST": "0",
            "SECRET_KEY": settings.SECRET_KEY,
            "DEBUG": "false",
            **environment,
        }
        self.web = [
            Process(self._serve(port), self.env, home / f"web{n}.log")
            for n, port in enumerate(self.ports)
        ]
        worker = [
            sys.executable,
            "manage.py",
            "worker",
            "--interval",
            "0.2",
        ]
        self.worker = Process(worker, self.env, home / "worker.log")

    @staticmethod
    def _serve(port: int) -> list[str]:
        return [
            *(sys.executable, "-m", "uvicorn", "debate.asgi:application"),
            *("--host", "127.0.0.1", "--port", str(port)),
            *("--ws", "websockets-sansio", "--ws-per-message-deflate", "false"),
            *("--ws-max-size", "1024", "--no-proxy-headers"),
        ]

    def start(self, *, worker: bool = True) -> None:
        if self.wire:
            self.wire.start()
        for process in self.web:
            process.start()
        self.has_worker = worker
        if worker:
            self.worker.start()
        self.wait_until_up()

    def wait_until_up(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        for process, url in zip(self.web, self.urls, strict=True):
            while True:
                with suppress(httpx.HTTPError):
                    if httpx.get(f"{url}/reacties/voorbeeld/", timeout=5).status_code == 405:
                        break
                if not process.is_running or time.monotonic() > deadline:
                    raise RuntimeError(f"The site did not start:\n{process.log.read_text()}")
                time.sleep(0.05)

    def stop(self) -> None:
        """End everything in good order."""
        if self.wire:
            self.wire.stop()
        for process in (*self.web, self.worker):
            process.stop()

    def kill(self) -> None:
        """As when the power fails: every process is gone at once."""
        running = [process for process in (*self.web, self.worker) if process.is_running]
        for process in running:
            process.process.kill()
        for process in running:
            process.stop(signal.SIGKILL)

    def restart(self) -> None:
        """The same site on the same ports, after `kill` or in good order."""
        for process in (*self.web, self.worker):
            process.stop()
        for process in self.web:
            process.start()
        if self.has_worker:
            self.worker.start()
        self.wait_until_up()

    def client(self, which: int = 0, **kwargs) -> httpx.Client:
        """A browser without scripts: it keeps cookies and says that its requests are our own."""
        return httpx.Client(
            base_url=self.urls[which] if len(self.urls) > 1 else self.url,
            headers={"Sec-Fetch-Site": "same-origin", "User-Agent": "Mozilla/5.0 test"},
            timeout=60,
            **kwargs,
        )

    def mails(self, to: str | None = None) -> list[EmailMessage]:
        """The mails that were sent, oldest first; only those to one address, if given."""
        files = sorted(self.mail_dir.glob("*.log"), key=lambda path: path.stat().st_mtime_ns)
        mails = [
            email.message_from_bytes(part, policy=MAILS)
            for path in files
            for part in re.split(rb"(?m)^-{79}\n", path.read_bytes())
            if part.strip()
        ]
        return [mail for mail in mails if to is None or to in mail["To"]]

    def mailed_link(self, to: str, seconds: float = 15) -> str:
        """The link in the last mail to this address, once it is there."""
        deadline = time.monotonic() + seconds
        while not (mails := self.mails(to)):
            if time.monotonic() > deadline:
                raise AssertionError(f"no mail to {to}; the worker said:\n{self.worker_log()}")
            time.sleep(0.05)
        return LINK.search(mails[-1].get_content())[0]

    def worker_log(self) -> str:
        return self.worker.log.read_text() if self.worker.log.exists() else ""

    def log(self) -> str:
        """Return the output of the web processes, for a test to show or to search for errors."""
        return "".join(process.log.read_text() for process in self.web if process.log.exists())


class Wire:
    """A TCP proxy that a test can cut, freeze and mend, as networks do."""

    def __init__(self, target: int):
        self.target = target
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = self.listener.getsockname()[1]
        self.state = "whole"
        self.pairs: set[tuple[socket.socket, socket.socket]] = set()
        self.lock = threading.Lock()
        self.flowing = threading.Event()
        self.flowing.set()

    def start(self) -> None:
        threading.Thread(target=self._accept, name="wire", daemon=True).start()

    def cut(self) -> None:
        """Existing connections die, and new ones are refused as soon as they open."""
        self.state = "cut"
        self.flowing.set()
        self._drop_all()

    def freeze(self) -> None:
        """Nothing passes and nothing is told: connections hang, and new ones get no answer."""
        self.state = "frozen"
        self.flowing.clear()

    def mend(self) -> None:
        """All is well for new connections; those that hung go on where they were."""
        self.state = "whole"
        self.flowing.set()

    def stop(self) -> None:
        self.state = "stopped"
        self.flowing.set()
        self.listener.close()
        self._drop_all()

    def _drop_all(self) -> None:
        with self.lock:
            pairs, self.pairs = self.pairs, set()
        for pair in pairs:
            _abort(*pair)

    def _accept(self) -> None:
        while self.state != "stopped":
            try:
                visitor, _ = self.listener.accept()
            except OSError:
                return
            if self.state == "cut":
                _abort(visitor)
                continue
            threading.Thread(target=self._join, args=(visitor,), daemon=True).start()

    def _join(self, visitor: socket.socket) -> None:
        self.flowing.wait()
        try:
            server = socket.create_connection(("127.0.0.1", self.target), timeout=5)
        except OSError:
            _abort(visitor)
            return
        server.settimeout(None)
        pair = (visitor, server)
        with self.lock:
            if self.state in ("cut", "stopped"):
                _abort(*pair)
                return
            self.pairs.add(pair)
        for source, sink in (pair, pair[::-1]):
            threading.Thread(target=self._pour, args=(source, sink, pair), daemon=True).start()

    def _pour(self, source: socket.socket, sink: socket.socket, pair) -> None:
        try:
            while data := source.recv(65536):
                self.flowing.wait()
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            with self.lock:
                self.pairs.discard(pair)
            _abort(*pair)


def _abort(*sockets: socket.socket) -> None:
    """Close at once with a reset, as a connection that breaks."""
    for one in sockets:
        with suppress(OSError):
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        with suppress(OSError):
            one.close()


_of_session: list[Site] = []


def collected(root: Path) -> dict[str, str]:
    """The settings of a site that serves the static files collected in `root`."""
    return {"STATIC_ROOT": str(root), "STATIC_FROM_SOURCE": "false"}


@pytest.fixture(autouse=True)
def _alone(request) -> None:
    """Stop the site's worker for a test that commits and asks for no site: it would do its work."""
    marker = request.node.get_closest_marker("django_db")
    commits = "transactional_db" in request.fixturenames or (
        marker and marker.kwargs.get("transaction")
    )
    if commits and "site" not in request.fixturenames:
        for site in _of_session:
            site.worker.stop()


@pytest.fixture(scope="session")
def _static_root(tmp_path_factory) -> Path:
    """The static files as production has them: style sheets in one piece, packed, named anew."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    root = shared / "static"
    with (shared / "static.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not root.exists():
            unfinished = shared / "static-unfinished"
            environment = {**os.environ, **collected(unfinished), "DEBUG": "false"}
            command = [sys.executable, "manage.py", "collectstatic", "--no-input", "-v", "0"]
            subprocess.run(command, cwd=ROOT, env=environment, check=True)
            unfinished.rename(root)
    return root


@pytest.fixture(scope="session")
def _site(django_db_setup, _static_root, tmp_path_factory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("site"), proxied=True, **collected(_static_root))
    site.start()
    _of_session.append(site)
    yield site
    _of_session.remove(site)
    site.stop()


@pytest.fixture
def site(_site: Site, transactional_db) -> Site:
    """The site, running with its worker behind a wire that can be cut; started once a session."""
    _site.wire.mend()
    for mail in _site.mail_dir.iterdir():
        mail.unlink()
    if not all(process.is_running for process in _site.web):
        _site.restart()
    elif not _site.worker.is_running:
        _site.worker.start()
    return _site


@pytest.fixture
def make_site(transactional_db, _static_root, tmp_path) -> Iterator[Callable[..., Site]]:
    """Start a site of the test's own, with other settings: `make_site(COMMENTS_GUESTS="hold")`."""
    sites: list[Site] = []

    def make(*, worker: bool = True, **kwargs) -> Site:
        site = Site(tmp_path / f"site{len(sites)}", **collected(_static_root), **kwargs)
        sites.append(site)
        site.start(worker=worker)
        return site

    yield make
    for site in sites:
        site.stop()
