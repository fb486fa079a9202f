"""The address to serve at: HOST and PORT from the environment."""

import errno
import ipaddress
import socket
from collections.abc import Mapping
from dataclasses import dataclass

from desk.trouble import Trouble


@dataclass(frozen=True)
class Address:
    """A host and port that gunicorn can bind."""

    host: str
    port: int

    @property
    def bind(self) -> str:
        """The address as gunicorn takes it."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def url(self) -> str:
        """The address as a person on this machine types it."""
        anywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104
        return f"http://{Address(anywhere.get(self.host, self.host), self.port).bind}"

    @property
    def loopback(self) -> bool:
        """Whether nobody outside this machine can reach it."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def read_address(environment: Mapping[str, str]) -> Address:
    """Read HOST and PORT, 127.0.0.1 and 8000 where they are not set."""
    host = environment.get("HOST", "").strip("[] ") or "127.0.0.1"
    port = environment.get("PORT", "").strip() or "8000"
    if not port.isdecimal() or not 1 <= int(port) <= 65535:
        raise Trouble(f"PORT is {port!r}; write a number from 1 to 65535.")
    return Address(host, int(port))


def check_free(address: Address, goal: str) -> None:
    """Refuse an address that cannot be served at; `goal` is the make target to try elsewhere."""
    try:
        family, kind, _, _, place = socket.getaddrinfo(
            address.host, address.port, type=socket.SOCK_STREAM
        )[0]
    except socket.gaierror:
        raise Trouble(f"HOST is {address.host!r}, which this machine does not know.") from None
    with socket.socket(family, kind) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(place)
            trial.listen(1)
        except PermissionError:
            raise Trouble(
                f"Port {address.port} is for the administrator of this machine: "
                f"PORT=8123 make {goal} serves elsewhere."
            ) from None
        except OSError as error:
            raise Trouble(why_not(address, goal, error)) from None


def why_not(address: Address, goal: str, error: OSError) -> str:
    """Say in one line why the address could not be had."""
    if error.errno == errno.EADDRINUSE:
        elsewhere = 8123 if address.port != 8123 else 8124
        return f"Port {address.port} is taken: PORT={elsewhere} make {goal} serves elsewhere."
    return f"Cannot serve at {address.bind}: {error.strerror}."
