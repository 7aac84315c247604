from __future__ import annotations

import pytest

from argmap.web import reach


@pytest.mark.parametrize(
    ("sources", "told"),
    [
        (["192.168.1.20"], ("192.168.1.20",)),
        # A tunnel and a bridge of containers beside the school's network.
        (["10.8.0.2", "172.17.0.1", "192.168.1.20"], ("192.168.1.20", "10.8.0.2", "172.17.0.1")),
        (["141.20.1.7", "10.0.0.5"], ("10.0.0.5", "141.20.1.7")),
        (["169.254.3.4", "141.20.1.7"], ("141.20.1.7", "169.254.3.4")),
        (["127.0.0.1", "0.0.0.0", None], ()),
        ([], ()),
    ],
)
def test_the_address_of_a_private_network_comes_first(
    monkeypatch: pytest.MonkeyPatch, sources: list[str | None], told: tuple[str, ...]
):
    waiting = iter([*sources, *[None] * len(reach._TOWARDS)])
    monkeypatch.setattr(reach, "_source", lambda _: next(waiting))
    assert reach.addresses() == told


def test_nothing_is_sent_to_find_out(monkeypatch: pytest.MonkeyPatch):
    import socket

    def sent(*_: object) -> None:
        raise AssertionError("something was sent")

    for name in ("send", "sendto", "sendall"):
        monkeypatch.setattr(socket.socket, name, sent, raising=False)
    assert all(each.count(".") == 3 for each in reach.addresses())
