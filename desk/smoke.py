"""Tries `make run` as a person would: start it, look at two pages, stop it."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time

from desk.environment import ROOT

START_SECONDS = 300.0
STOP_SECONDS = 30.0
PAGES = ("/", "/sign-in")


def free_port() -> int:
    """Give a port that nobody listens at now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def status(port: int, page: str) -> int:
    """Give the status of a page, 0 where nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(connection):
        connection.request("GET", page)
        return connection.getresponse().status
    return 0


def try_pages(process: subprocess.Popen[bytes], port: int) -> str:
    """Wait for the first page, then open the others; give what went wrong, or nothing."""
    end = time.monotonic() + START_SECONDS
    while status(port, PAGES[0]) != 200:
        if process.poll() is not None:
            return f"make run ended with exit code {process.returncode}"
        if time.monotonic() > end:
            return f"no answer after {START_SECONDS:.0f} seconds"
        time.sleep(0.5)
    found = {page: status(port, page) for page in PAGES}
    return "" if set(found.values()) == {200} else f"pages answered {found}"


def try_stop(process: subprocess.Popen[bytes], port: int) -> str:
    """Ask it to stop; give what went wrong, or nothing."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return "it did not stop when asked to"
    return "it left something listening" if status(port, "/") else ""


def main() -> int:
    """Try it on an empty folder and a free port; give the exit code."""
    port = free_port()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        env = os.environ | {"PORT": str(port), "PATCHWORK_INSTANCE": folder}
        process = subprocess.Popen(
            ["make", "--no-print-directory", "run"], cwd=ROOT, env=env, start_new_session=True
        )
        fault = try_pages(process, port)
        ready = time.monotonic() - started
        fault = try_stop(process, port) or fault
    print(f"make run: {fault}" if fault else f"make run: two pages after {ready:.0f} s, stopped")
    return 1 if fault else 0


if __name__ == "__main__":
    sys.exit(main())
