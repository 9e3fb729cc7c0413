"""The whole site in one process on this machine: pages, sockets and the background worker."""

import ipaddress
import logging
import os
import socket
import sys
import threading
import time
from urllib.parse import urlsplit

import uvicorn
from django_tasks_db.management.commands.db_worker import Worker

from common.worker import make_worker, run_worker
from debate.periodic import PERIODIC_TASKS

log = logging.getLogger(__name__)

HOST = "127.0.0.1"
BACKLOG = 4096
POLL_SECONDS = 1
SECONDS_TO_STOP = 3
SECONDS_AFTER_FAILURE = 5


def demo_url(port: int) -> str:
    return f"http://{HOST}:{port}"


def is_loopback(url: str) -> bool:
    """Return True if only this machine can reach `url`."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def restart_with_port(port: int) -> None:
    """Restart this command with settings for this port, unless it has them already.

    Settings are read from the environment before any command runs, and much is derived from them.
    """
    wanted = {
        "SITE_URL": demo_url(port),
        "ALLOWED_HOSTS": f"{HOST},localhost",
        "LIVE_ORIGINS": f"{demo_url(port)},http://localhost:{port}",
        # No second step: the passwords are public anyway.
        "TWO_STEP": os.environ.get("TWO_STEP", "false"),
    }
    if any(os.environ.get(name) != value for name, value in wanted.items()):
        sys.stdout.flush()
        os.execve(sys.executable, sys.orig_argv, os.environ | wanted)


def listen_on_port(port: int) -> socket.socket:
    """Listen on the port. Raises `OSError` when another program has it."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        # Listen now: two sockets that are only bound may share a port.
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def serve_demo(listener: socket.socket) -> None:
    """Run the site and the worker until Ctrl-C."""
    config = uvicorn.Config(
        "debate.asgi:application",
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        # Pages send tiny messages; a larger one is an attempt to fill the memory.
        ws_max_size=1024,
        # The site finds the visitor's address itself, by TRUSTED_PROXIES.
        proxy_headers=False,
        ws_ping_interval=20,
        ws_ping_timeout=20,
        backlog=BACKLOG,
        timeout_graceful_shutdown=SECONDS_TO_STOP,
        # Leave the console to mails and errors.
        access_log=False,
        log_level="warning",
        log_config=None,
    )
    worker = make_worker(POLL_SECONDS)
    thread = threading.Thread(target=_run_worker, args=[worker], name="worker", daemon=True)
    thread.start()
    try:
        uvicorn.Server(config).run(sockets=[listener])
    except KeyboardInterrupt:
        pass  # uvicorn has shut down and passes the signal on
    finally:
        worker.running = False
        thread.join(SECONDS_TO_STOP)


def _run_worker(worker: Worker) -> None:
    while worker.running:
        try:
            run_worker(worker, PERIODIC_TASKS)
        except Exception:
            log.exception("worker.failed restart_in=%ss", SECONDS_AFTER_FAILURE)
            time.sleep(SECONDS_AFTER_FAILURE)
