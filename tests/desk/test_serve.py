"""Serving: the address, the programs that are started, and their end."""

import os
import signal
import socket
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from desk import revival, serve
from desk.address import Address, check_free, read_address
from desk.children import Stopping, find_dead, start, stop, wait_until
from desk.trouble import Trouble

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    "print('deaf', flush=True); time.sleep(60)",
]


@pytest.fixture
def taken_port():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen(1)
        yield other.getsockname()[1]


def test_a_taken_port_says_how_to_serve_elsewhere(taken_port):
    with pytest.raises(Trouble) as caught:
        check_free(Address("127.0.0.1", taken_port), "run")
    assert str(caught.value) == (
        f"Port {taken_port} is taken: PORT=8123 make run serves elsewhere."
    )


def test_a_free_port_is_fine(taken_port):
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        free = trial.getsockname()[1]
    check_free(Address("127.0.0.1", free), "run")
    assert free != taken_port


def test_an_unknown_host_is_named():
    with pytest.raises(Trouble, match="no-such-host.invalid"):
        check_free(Address("no-such-host.invalid", 8000), "run")


@pytest.mark.parametrize("port", ["0", "65536", "eight", "-1", "80.5"])
def test_a_wrong_port_is_named(port):
    with pytest.raises(Trouble, match="write a number from 1 to 65535"):
        read_address({"PORT": port})


def test_nothing_set_means_this_machine_at_8000():
    assert read_address({}) == Address("127.0.0.1", 8000)
    assert read_address({"PORT": "", "HOST": ""}) == Address("127.0.0.1", 8000)


@pytest.mark.parametrize(
    ("host", "bind", "url"),
    [
        ("127.0.0.1", "127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("0.0.0.0", "0.0.0.0:8000", "http://127.0.0.1:8000"),
        ("[::1]", "[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_an_address_is_written_for_gunicorn_and_for_people(host, bind, url):
    address = read_address({"HOST": host})
    assert (address.bind, address.url) == (bind, url)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "patchwork.example.org"])
def test_the_demonstration_is_served_to_this_machine_only(host):
    with pytest.raises(Trouble, match="Anyone can sign in to the demonstration"):
        serve.check_place(Address(host, 8000), demonstration=True)


def test_the_demonstration_and_real_use_live_in_different_folders(tmp_path, monkeypatch):
    monkeypatch.setattr(serve, "ROOT", tmp_path)
    address = Address("127.0.0.1", 8123)
    demonstration = serve.settle({}, address, demonstration=True)
    real = serve.settle({}, address, demonstration=False)
    assert demonstration["PATCHWORK_INSTANCE"] != real["PATCHWORK_INSTANCE"]
    assert demonstration["PATCHWORK_BASE_URL"] == "http://127.0.0.1:8123"
    assert (demonstration["PATCHWORK_DEMONSTRATION"], real["PATCHWORK_DEMONSTRATION"]) == ("1", "0")


def test_settings_of_the_person_stay(tmp_path):
    given = {"PATCHWORK_INSTANCE": str(tmp_path / "mine"), "WEB_CONCURRENCY": "5"}
    settled = serve.settle(given, Address("127.0.0.1", 8000), demonstration=False)
    assert given.items() <= settled.items()
    assert (tmp_path / "mine").is_dir()


def test_real_use_never_shows_open_sign_ins_whatever_is_set(tmp_path):
    given = {"PATCHWORK_INSTANCE": str(tmp_path), "PATCHWORK_DEMONSTRATION": "1"}
    settled = serve.settle(given, Address("127.0.0.1", 8000), demonstration=False)
    assert settled["PATCHWORK_DEMONSTRATION"] == "0"


def test_every_child_is_ended_even_a_stubborn_one():
    stubborn = subprocess.Popen(STUBBORN, stdout=subprocess.PIPE, start_new_session=True)
    deaf = serve.Child("stubborn", stubborn)
    assert stubborn.stdout.readline() == b"deaf\n"
    willing = start("willing", SLEEPER, os.environ)
    stop([willing, deaf], patience=0.5)
    stubborn.stdout.close()
    assert willing.process.returncode == -signal.SIGTERM
    assert stubborn.returncode == -signal.SIGKILL


def test_grandchildren_end_with_the_child():
    script = (
        "import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', "
        "'import time; time.sleep(60)'], stdout=subprocess.DEVNULL); print(p.pid, flush=True)"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, start_new_session=True
    )
    pid = int(parent.stdout.readline())
    parent.stdout.close()
    parent.wait(timeout=30)
    stop([serve.Child("parent", parent)])
    assert is_gone(pid)


def is_gone(pid):
    for _ in range(200):
        try:
            with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
                if file.read().rpartition(")")[2].split()[0] == "Z":
                    return True
        except FileNotFoundError:
            return True
        time.sleep(0.05)
    return False


def test_a_child_that_dies_stops_the_other_and_is_named(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(serve, "answers", lambda address: False)
    dying = start("web server", [sys.executable, "-c", "raise SystemExit(7)"], os.environ)
    living = start("job worker", SLEEPER, os.environ, lasting=True)
    code = serve.attend([dying, living], Address("127.0.0.1", 1), {}, Stopping())
    stop([living, dying])
    assert code == 1
    assert capsys.readouterr().err == (
        "The web server ended by itself (exit code 7), "
        "so everything is stopped; the lines above say why.\n"
    )
    assert living.process.returncode == -signal.SIGTERM


def test_a_worker_that_keeps_dying_ends_all_after_the_fifth_time(capsys, monkeypatch):
    monkeypatch.setattr(serve, "answers", lambda address: False)
    monkeypatch.setattr(revival, "FIRST_PAUSE_SECONDS", 0.01)
    living = start("web server", SLEEPER, os.environ)
    dying = [sys.executable, "-c", "raise SystemExit(7)"]
    worker = start("job worker", dying, os.environ, lasting=True)
    code = serve.attend([living, worker], Address("127.0.0.1", 1), {}, Stopping())
    stop([living, worker])
    assert code == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[:4] == [
        f"The job worker ended by itself (exit code 7); it starts again in {pause} s."
        for pause in ("0.01", "0.02", "0.04", "0.08")
    ]
    assert lines[4:] == [
        "The job worker ended 5 times within a minute (exit code 7), "
        "so everything is stopped; the lines above say why."
    ]
    assert living.process.returncode == -signal.SIGTERM


def test_waiting_ends_when_somebody_asks_for_the_end():
    child = start("sleeper", SLEEPER, os.environ)
    stopping = Stopping()
    stopping(signal.SIGTERM)
    wait_until(lambda: False, [child], stopping)
    assert find_dead([child]) is None
    stop([child])


class BehindHttps(BaseHTTPRequestHandler):
    """Answers like an installation with an https address: plain requests are sent there."""

    def do_GET(self):
        self.send_response(200 if self.headers["X-Forwarded-Proto"] == "https" else 302)
        self.end_headers()

    def log_message(self, *words):
        """Keep quiet."""


def test_an_installation_with_an_https_address_is_seen_to_answer():
    # Bug: make serve took the redirect to https for silence and stopped after a minute.
    server = HTTPServer(("127.0.0.1", 0), BehindHttps)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        assert serve.answers(Address("127.0.0.1", server.server_port))
    finally:
        server.shutdown()
        server.server_close()


def test_an_instance_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Trouble, match="PATCHWORK_INSTANCE: the folder .* cannot be made"):
        serve.make_folder(tmp_path / "file" / "below")


@pytest.mark.walk
def test_a_database_that_does_not_answer_gets_one_line_without_its_password(tmp_path):
    env = {
        **os.environ,
        "PATCHWORK_INSTANCE": str(tmp_path),
        "DATABASE_URL": "postgresql://somebody:hush@127.0.0.1:1/none",
    }
    ran = subprocess.run(
        [sys.executable, "-m", "desk.ready"], env=env, capture_output=True, text=True
    )
    last = ran.stderr.strip().splitlines()[-1]
    assert ran.returncode == 1
    assert last.startswith("DATABASE_URL: the database does not answer: ")
    assert "hush" not in ran.stderr
    assert "Traceback" not in ran.stderr
