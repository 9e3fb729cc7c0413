"""The ground for a benchmark: a site with a database of its own, and servers to be measured."""

import http.client
import json
import os
import re
import resource
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 30
ANSWER_SECONDS = 60.0
REACTION = "Een wijk die samen eet, praat ook samen. " * 9
# The sockets of the site as it is run in production.
UVICORN = "--host 127.0.0.1 --ws websockets-sansio --ws-per-message-deflate false --backlog 4096"
UVICORN += " --loop uvloop --http httptools --log-level error --no-access-log"
UVICORN += " --timeout-graceful-shutdown 1"


def raise_file_limit() -> int:
    """As many open sockets as this user may have; the children inherit it."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    return most


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def cpu_seconds(pid: int) -> float:
    """The processor time of a process and the kernel for it, over all its threads (Linux)."""
    return time.clock_gettime((~pid << 3) | 2)


def memory_bytes(pid: int) -> int:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * resource.getpagesize()


class Site:
    """An article in a database of its own. `environment` is what a server of it needs."""

    def __init__(self, home: Path, **environment: str):
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "debate.settings",
            "PYTHONPATH": str(ROOT),
            "VAR_DIR": str(home),
            "DATABASE_URL": f"sqlite:///{home / 'site.sqlite3'}",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "SITE_URL": self.origin,
            "REDIS_URL": "",
            "RATE_LIMITS": "false",
            # Faster than people write, and before the site would hold a flood.
            "COMMENTS_MOST_A_MINUTE": "1000000",
            "COMMENTS_FASTEST": "0",
            "EMAIL_URL": "dummymail://",
            "LOG_LEVEL": "CRITICAL",
            **environment,
        }
        article = self.publish()
        self.environment["BENCH_ARTICLE"] = str(article["pk"])
        self.page = f"/opinie/{article['slug']}/"
        self.socket = f"/live/artikel/{article['pk']}/"
        self.frame = article["frame"]  # one message, as the readers get it

    def publish(self, *reactions: int) -> dict:
        """Make the article, or publish more reactions under it from outside the servers."""
        done = subprocess.run(
            [sys.executable, "-m", "tools.bench.prepare", *map(str, reactions)],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            check=True,
        )
        article = json.loads(done.stdout)
        self.version = article["version"]
        return article


@contextmanager
def a_site(**environment: str) -> Iterator[Site]:
    with tempfile.TemporaryDirectory(prefix="weerwoord-bench-") as home:
        yield Site(Path(home), **environment)


class Server:
    """One uvicorn process with `tools.bench.<name>:application` in it."""

    def __init__(self, site: Site, name: str, port: int | None = None, redis: str = ""):
        self.site, self.name, self.redis = site, name, redis
        self.port = port or site.port
        self.version = site.version

    def __enter__(self) -> "Server":
        command = [sys.executable, "-m", "uvicorn", f"tools.bench.{self.name}:application"]
        self.process = subprocess.Popen(
            [*command, *UVICORN.split(), "--port", str(self.port)],
            cwd=ROOT,
            env=self.site.environment | {"REDIS_URL": self.redis},
            start_new_session=True,
        )
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                self.state()
                return self
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    self.__exit__()
                    raise RuntimeError(f"{self.name} did not start") from None
                time.sleep(0.05)

    def __exit__(self, *error) -> None:
        self.process.kill()
        self.process.wait()

    @property
    def cpu(self) -> float:
        return cpu_seconds(self.process.pid)

    @property
    def memory(self) -> int:
        return memory_bytes(self.process.pid)

    def state(self) -> dict:
        return self._ask("GET", "state")

    def ring(self, reaction: str = REACTION) -> dict:
        """Make it tell all readers of one reaction more; says when, and under which version."""
        if self.name == "live_site":
            answer = self._ask("POST", "ring", reaction)
            self.site.version = answer["version"]
            return answer
        # The same message, without what it stands for.
        self.version += 1
        text = re.sub(r'(?<="version": )\d+', str(self.version), self.site.frame)
        return {"version": self.version} | self._ask("POST", "ring", text)

    def _ask(self, method: str, name: str, body: str = "") -> dict:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_SECONDS)
        try:
            connection.request(method, f"/bench/{name}", body.encode())
            return json.loads(connection.getresponse().read())
        finally:
            connection.close()
