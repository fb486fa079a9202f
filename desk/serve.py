"""Serves Patchwork: database, web server and job worker, until somebody stops it."""

import http.client
import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from desk.address import Address, check_free, read_address
from desk.children import Child, Stopping, find_dead, start, stop, wait_until
from desk.environment import PYTHON, ROOT
from desk.revival import watch, what_happened
from desk.trouble import Trouble

START_SECONDS = 60.0
NOBODY_YET = """\
This installation is for real use; it lives in {instance}.
The first administrator is made in a second terminal, in this folder:
  {variables}.venv/bin/python -m flask administrators invite EMAIL"""


def main(arguments: list[str], environment: Mapping[str, str]) -> int:
    """Serve until stopped; give the exit code."""
    demonstration = "--demonstration" in arguments
    address = read_address(environment)
    check_place(address, demonstration)
    env = settle(environment, address, demonstration)
    stopping = Stopping().listen()
    make_ready(env, stopping, demonstration)
    children = [] if stopping.signal else start_all(address, env)
    try:
        return attend(children, address, env, stopping)
    finally:
        stop(children)


def check_place(address: Address, demonstration: bool) -> None:
    """Refuse an address that is taken, or that would show the open demonstration to others."""
    if demonstration and not address.loopback:
        raise Trouble(
            f"Anyone can sign in to the demonstration, so it is not served at {address.host}: "
            "leave HOST out, or use make serve, which has no open sign-ins."
        )
    check_free(address, "run" if demonstration else "serve")


def settle(env: Mapping[str, str], address: Address, demonstration: bool) -> dict[str, str]:
    """Give the children's environment: what is set stays, the rest follows from the address."""
    folder = ROOT / "instance" / "demonstration" if demonstration else ROOT / "instance"
    settled = {
        "PATCHWORK_INSTANCE": str(folder),
        "PATCHWORK_BASE_URL": address.url,
        "WEB_CONCURRENCY": "2",
        "PYTHONUNBUFFERED": "1",
        **({"PATCHWORK_LOG_LEVEL": "WARNING"} if demonstration else {}),
        **env,
        "PATCHWORK_DEMONSTRATION": "1" if demonstration else "0",
    }
    make_folder(Path(settled["PATCHWORK_INSTANCE"]))
    return settled


def make_folder(folder: Path) -> None:
    """Make the instance folder, or say why it cannot be."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble(
            f"PATCHWORK_INSTANCE: the folder {folder} cannot be made ({error.strerror}); "
            "name one that can be written to."
        ) from None


def make_ready(env: Mapping[str, str], stopping: Stopping, demonstration: bool) -> None:
    """Bring the database up to date, unless somebody asks for the end; or say that it failed."""
    print("Making the database ready.", flush=True)
    command = [PYTHON, "-m", "desk.ready"]
    child = start("database", [*command, sign_ins(env)] if demonstration else command, env)
    wait_until(lambda: False, [child], stopping)
    stop([child])
    if child.process.returncode and not stopping.signal:
        raise Trouble("The database could not be made ready; the lines above say why.")


def sign_ins(env: Mapping[str, str]) -> str:
    """Give the file that lists as whom one can sign in to the demonstration."""
    return str(Path(env["PATCHWORK_INSTANCE"]) / "sign-ins.txt")


def start_all(address: Address, env: Mapping[str, str]) -> list[Child]:
    """Start the web server and the job worker."""
    gunicorn = [PYTHON, "-m", "gunicorn", "wsgi:app", "--bind", address.bind]
    gunicorn += ["--worker-class", "gthread", "--threads", "4", "--graceful-timeout", "10"]
    gunicorn += ["--timeout", "60", "--log-level", "warning", "--no-control-socket"]
    return [
        start("web server", gunicorn, env),
        # A run of its own is taken up again, so its death is no reason to send people away.
        start("job worker", [PYTHON, "-m", "portal.worker"], env, lasting=True),
    ]


def attend(
    children: list[Child], address: Address, env: Mapping[str, str], stopping: Stopping
) -> int:
    """Say where to look once it answers, then watch until somebody stops it or a child is lost."""
    end = time.monotonic() + START_SECONDS
    if watch(lambda: answers(address) or time.monotonic() > end, children, stopping):
        if not answers(address):
            raise Trouble("The web server started but does not answer; the lines above say why.")
        print(welcome(address, env), flush=True)
        watch(lambda: False, children, stopping)
    dead = find_dead(children)
    if stopping.signal or dead is None:
        print("\nStopping.", flush=True)
        return 0
    print(
        f"{what_happened(dead)}, so everything is stopped; the lines above say why.",
        file=sys.stderr,
    )
    return 1


def answers(address: Address) -> bool:
    """Tell whether the app and its database answer."""
    connection = http.client.HTTPConnection(address.host, address.port, timeout=5)
    try:
        # As a proxy with https would ask: an https installation sends others there first.
        connection.request("GET", "/health", headers={"X-Forwarded-Proto": "https"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def welcome(address: Address, env: Mapping[str, str]) -> str:
    """Give the lines to print once Patchwork answers."""
    lines = ["", f"Patchwork is at {env['PATCHWORK_BASE_URL']}   (Ctrl-C stops it)"]
    if env["PATCHWORK_DEMONSTRATION"] == "1":
        lines.append(Path(sign_ins(env)).read_text(encoding="utf-8").rstrip())
    else:
        lines.append(first_administrator(env))
    return "\n".join(lines)


def first_administrator(env: Mapping[str, str]) -> str:
    """Say how the first administrator is made, with the settings that differ from the usual."""
    instance = env["PATCHWORK_INSTANCE"]
    usual = {"PATCHWORK_INSTANCE": str(ROOT / "instance")}
    names = ("PATCHWORK_INSTANCE", "PATCHWORK_BASE_URL")
    told = [f"{name}={env[name]} " for name in names if env[name] != usual.get(name)]
    return NOBODY_YET.format(instance=instance, variables="".join(told))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:], os.environ))
    except Trouble as trouble:
        sys.exit(str(trouble))
