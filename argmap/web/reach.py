"""At which addresses other devices on the same network reach this one. Nothing is sent to find out."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

# One address in each private range, and one (of those kept for documentation) beyond all of them. To connect a
# datagram socket sends nothing: the system only chooses the interface by which it would send.
_TOWARDS = ("192.168.255.254", "10.255.255.254", "172.31.255.254", "169.254.255.254", "192.0.2.1")
_ORDER = tuple(map(ipaddress.ip_network, ("192.168.0.0/16", "10.0.0.0/8", "172.16.0.0/12")))


def addresses() -> tuple[str, ...]:
    """The addresses of this machine, those first at which a room full of devices most likely reaches it; often one."""
    found = dict.fromkeys(filter(None, map(_source, _TOWARDS)))
    return tuple(sorted((each for each in found if _reachable(each)), key=_rank))


def local(address: str) -> bool:
    """Whether an address means the very machine on which it is opened, so that no other device reaches anything by it.

    >>> local("http://127.0.0.1:8000/maps/x"), local("http://[::1]"), local("http://localhost"), local("http://192.168.1.20:8000")
    (True, True, True, False)
    """
    host = urlsplit(address).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _source(towards: str) -> str | None:
    """The address that the system would send from; None where no way leads there."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect((towards, 9))
        except OSError:
            return None
        found: str = asking.getsockname()[0]
        return found


def _reachable(host: str) -> bool:
    known = ipaddress.ip_address(host)
    return not (known.is_loopback or known.is_unspecified or known.is_multicast)


def _rank(host: str) -> int:
    """Private ranges first, as home and school networks have them; last what a machine without a network gives itself."""
    known = ipaddress.ip_address(host)
    if known.is_link_local:
        return len(_ORDER) + 1
    return next((number for number, each in enumerate(_ORDER) if known in each), len(_ORDER))
