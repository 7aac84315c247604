"""The server: the database opened, the port bound, the pages served until somebody says stop."""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from threading import Event, Thread

import uvicorn

from argmap.service import admin, bundled, hub, rooms
from argmap.service.hub import Hub
from argmap.service.quota import Quota
from argmap.service.refusals import NoDatabase
from argmap.service.shelf import Shelf, open_shelf
from argmap.web.app import create_app
from argmap.web.limits import Limits

_LOG = logging.getLogger(__name__)
_TRIES = 20
_HOUR = 3600.0
_GRACE = 1
"""Seconds that open requests get when the server stops."""

_MOST_CONNECTIONS = hub.MOST + 1_500
"""Every listener has one for as long as the page is open, and browsers keep others for a while after an answer."""

_MOST_FILES = 4_096
"""How many files the server may have open, where the system lets it: a connection is one."""


class Unservable(Exception):
    """The server cannot start: a sentence that says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a server for everybody takes on, and after how many days it forgets a map that nobody uses; None: no bound."""

    maps: int | None = None
    bytes: int | None = None
    map_bytes: int | None = None
    forget_after: int | None = None


@dataclass(frozen=True, slots=True)
class Server:
    """A server whose port is bound and whose database is open, ready to run; with the usual limits unless told.

    `public` is the address at which other devices reach it, where it is known: rooms are told to people with it.
    """

    shelf: Shelf
    socket: socket.socket
    host: str
    limits: Limits | None = None
    public: str | None = None
    forget_after: int | None = None

    @classmethod
    def prepare(
        cls,
        host: str,
        port: int | None,
        usual: int,
        database: str,
        others: bool,
        bounds: Bounds | None = None,
    ) -> Server:
        """Open the database and bind the port. Without a port the usual one; with `others`, else a free one near it.

        Raises `Unservable`.
        """
        bound = _bind(host, usual if port is None else port, _TRIES if others and port is None else 1)
        try:
            told = bounds or Bounds()
            shelf = open_shelf(database, Quota(told.maps, told.bytes, told.map_bytes))
        except NoDatabase as problem:
            bound.close()
            raise Unservable(str(problem)) from None
        return cls(shelf, bound, host, forget_after=told.forget_after)

    @property
    def address(self) -> str:
        """The address of the front page."""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}.get(self.host, self.host)  # noqa: S104
        host = f"[{host}]" if ":" in host and not host.startswith("[") else host
        return f"http://{host}:{self.port}/"

    @property
    def port(self) -> int:
        """The port that it listens on."""
        found: int = self.socket.getsockname()[1]
        return found

    @property
    def demo(self) -> str:
        """The address of the bundled map that is shown first."""
        return f"{self.address}maps/{bundled.OPENING}"

    def run(self) -> None:
        """Serve until interrupted; open connections are waited for a second and then cut."""
        logging.basicConfig(format="%(levelname)s %(message)s")
        _allow_files()
        app = create_app(self.shelf, self.limits, self.public, self.forget_after)
        config = uvicorn.Config(
            app,
            access_log=False,
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=_GRACE,
            timeout_keep_alive=15,
            # Behind no proxy, anybody could say to come from anywhere.
            proxy_headers="FORWARDED_ALLOW_IPS" in os.environ,
            h11_max_incomplete_event_size=64 * 1024,
            limit_concurrency=_MOST_CONNECTIONS,
            lifespan="off",
        )
        logging.getLogger("uvicorn.error").addFilter(_is_news)
        # An interrupt is how one asks it to stop.
        with closing(self.shelf), forgetting(self.shelf, days=self.forget_after), suppress(KeyboardInterrupt):
            Stopping(config, app.state.site.hub).run(sockets=[self.socket])


class Stopping(uvicorn.Server):
    """A server that ends its streams when it stops, rather than wait for them to end by themselves."""

    def __init__(self, config: uvicorn.Config, listeners: Hub) -> None:
        super().__init__(config)
        self._listeners = listeners

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop listening, end what is open."""
        self._listeners.close()
        await super().shutdown(sockets)


def _allow_files() -> None:
    """Ask the system for as many open files as the connections need: many give a process 1,024 unless it asks."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # not on Windows, which has no such bound

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = _MOST_FILES if hard == resource.RLIM_INFINITY else min(_MOST_FILES, hard)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _is_news(record: logging.LogRecord) -> bool:
    """Whether a line belongs in the log: that a request was cut off because the server stops is what was asked for."""
    return record.exc_info is None or not isinstance(record.exc_info[1], asyncio.CancelledError)


@contextmanager
def forgetting(shelf: Shelf, every: float = _HOUR, days: int | None = None) -> Iterator[None]:
    """Meanwhile the names of rooms are erased when their time has come: looked at now, and every hour again.

    With `days` the maps are deleted, too, that nobody has opened or changed for so long.
    """
    over = Event()

    def work() -> None:
        while not over.is_set():
            forget(shelf, days)
            over.wait(every)

    # A daemon, so that a process that is told to end does not wait for it.
    worker = Thread(target=work, name="forgetting", daemon=True)
    worker.start()
    try:
        yield
    finally:
        over.set()
        worker.join(_GRACE)


def forget(shelf: Shelf, days: int | None = None) -> None:
    """Erase the names, and the maps, whose time has come. A database that does not answer is asked again the next time."""
    try:
        count = rooms.forget_due(shelf)
        maps = admin.forget(shelf, days) if days is not None else 0
    except NoDatabase as problem:
        _LOG.warning("Names and maps whose time has come could not be erased yet: %s", problem)
    else:
        if count:
            _LOG.info("Names erased in %d rooms: their time had come.", count)
        if maps:
            _LOG.info("%d maps deleted that nobody had opened or changed for %d days.", maps, days)


def _bind(host: str, port: int, tries: int) -> socket.socket:
    for candidate in range(port, min(port + tries, 65536)):
        try:
            family, kind, protocol, _, address = socket.getaddrinfo(
                host or None, candidate, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )[0]
            made = socket.socket(family, kind, protocol)
        except OSError as error:
            raise Unservable(f"'{host}' is no address to listen on: {error.strerror or error}.") from None
        try:
            # On Windows the first would let two servers share a port; elsewhere it lets one start again at once.
            alone = getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR)
            made.setsockopt(socket.SOL_SOCKET, alone, 1)
            made.bind(address)
            made.listen(512)
        except OSError as error:
            made.close()
            if error.errno == errno.EADDRINUSE and candidate + 1 < port + tries:
                continue
            raise Unservable(_unbound(host, candidate, error)) from None
        return made
    raise Unservable(f"No port from {port} on is free: say another one with --port.")


def _unbound(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use: say another one, such as --port {port + 1}."
    if error.errno == errno.EACCES:
        return f"Port {port} is not yours to use: say one above 1023 with --port."
    return f"argmap cannot listen on {host}:{port}: {error.strerror or error}."
