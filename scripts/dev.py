"""The demo for who works on it: DEBUG is on, and what changes is seen at the next look.

Static files are read anew by the server. For code and templates it is started again, since both are
kept in memory, and so is what was made with them.
"""

import argparse
import os
import signal
import subprocess
import sys
from pathlib import Path

from watchfiles import watch

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = {"tests", "tools"}
MILLISECONDS_TO_LOOK = 1000
SECONDS_TO_STOP = 8


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args().port
    for how in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(how, signal.default_int_handler)
    process, is_first = start(port), True
    try:
        for changes in watch(*watched(), rust_timeout=MILLISECONDS_TO_LOOK, yield_on_timeout=True):
            if changes:
                names = sorted({str(Path(path).relative_to(ROOT)) for _kind, path in changes})
                print(f"\n{', '.join(names)}: starting again", flush=True)
                stop(process)
                process, is_first = start(port, "--verbosity=0"), False
            elif is_first and process.poll() is not None:
                # It never ran, such as for want of its port. What fails later can be mended.
                return process.returncode
    except KeyboardInterrupt:
        pass
    finally:
        stop(process)
    return 0


def start(port: int, *more: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "manage.py", "demo", f"--port={port}", *more],
        cwd=ROOT,
        env=os.environ | {"DEBUG": "true", "STATIC_FROM_SOURCE": "true"},
        start_new_session=True,  # Ctrl-C is for us, who then end it
    )


def watched() -> list[Path]:
    """The rooms, wherever they are, and their templates."""
    rooms = {path.parent for path in ROOT.glob("*/__init__.py")}
    return [ROOT / "templates", *(room for room in rooms if room.name not in LEFT_OUT)]


def stop(process: subprocess.Popen) -> None:
    """End the server in good order."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


if __name__ == "__main__":
    sys.exit(main())
