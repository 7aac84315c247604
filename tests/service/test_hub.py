from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest

from argmap.model import Node
from argmap.model.operations import AddNode
from argmap.service import admin, news, publication, sharing
from argmap.service.hub import Full, Hub, Listener, Pace, Told
from argmap.service.news import News, Stamp
from argmap.service.numbers import Numbers
from argmap.service.refusals import NoDatabase
from argmap.service.sharing import Access
from argmap.service.shelf import Outcome, Press, Shelf, open_shelf
from argmap.store.tables import MapRow
from tests.web.asgi import run

PATIENCE = 20
BUSY = Pace(look=0.02, beat=PATIENCE * 2, keys=0.02)
ASLEEP = Pace(look=PATIENCE * 2, beat=PATIENCE * 2, keys=PATIENCE * 2)
"""Nothing is noticed but what is told."""


def add(shelf: Shelf, access: Access) -> int:
    def build(_map: object, numbers: Numbers) -> Outcome:
        return Outcome(AddNode(Node(numbers.give("n"), "claim", "One more.")))

    return shelf.change(access, Press.fresh(), build).revision


async def elsewhere(shelf: Shelf, access: Access, times: int = 1) -> None:
    """Changes made in other threads, as requests are."""
    for _ in range(times):
        await asyncio.to_thread(add, shelf, access)


async def until(told: AsyncIterator[Told], revision: int) -> list[int]:
    """The revisions that are told, up to one."""
    found: list[int] = []
    async with asyncio.timeout(PATIENCE):
        while not found or found[-1] < revision:
            found += [each.stamp.revision for each in (await anext(told)).news]
    return found


async def first(listener: Listener) -> Told:
    async with asyncio.timeout(PATIENCE):
        return await anext(aiter(listener))


async def ended(listener: Listener) -> bool:
    async with asyncio.timeout(PATIENCE):
        async for _ in listener:
            pass
    return True


def test_a_change_of_this_server_is_told_at_once_and_once(shelf: Shelf, town: Access):
    async def listen() -> list[list[int]]:
        hub = Hub(shelf, pace=ASLEEP)
        with hub.listening(town) as one, hub.listening(town) as other:
            told = [aiter(one), aiter(other)]
            waiting = [asyncio.create_task(until(each, 11)) for each in told]
            await elsewhere(shelf, town, 10)
            return list(await asyncio.gather(*waiting))

    assert run(listen()) == [list(range(2, 12))] * 2


def test_what_was_missed_comes_first(shelf: Shelf, town: Access):
    async def listen() -> list[int]:
        hub = Hub(shelf, pace=ASLEEP)
        await elsewhere(shelf, town, 5)
        # The key was looked at before some of them, as it goes.
        with hub.listening(replace(town, revision=6), Stamp(3)) as listener:
            told = aiter(listener)
            found = await until(told, 6)
            await elsewhere(shelf, town)
            return found + await until(told, 7)

    assert run(listen()) == [4, 5, 6, 7]


def test_what_another_process_writes_is_noticed(shelf: Shelf, town: Access, tmp_path: Path):
    other = open_shelf(str(tmp_path / "maps.db"))

    async def listen() -> list[int]:
        hub = Hub(shelf, pace=BUSY)
        with hub.listening(town) as listener:
            await elsewhere(other, town, 3)
            return await until(aiter(listener), 4)

    assert run(listen()) == [2, 3, 4]
    other.close()


def test_a_slow_reader_misses_nothing_and_holds_nothing(shelf: Shelf, town: Access):
    async def listen() -> tuple[list[int], int]:
        hub = Hub(shelf, pace=ASLEEP)
        with hub.listening(town) as slow, hub.listening(town) as quick:
            told = aiter(quick)
            for revision in range(2, 32):
                await elsewhere(shelf, town)
                await until(told, revision)
            waiting = max(len(watched.told) for watched in hub._maps.values())
            return await until(aiter(slow), 31), waiting

    found, waiting = run(listen())
    assert found == list(range(2, 32))
    assert waiting <= 1


def test_what_is_new_is_worked_out_once_for_all(shelf: Shelf, town: Access, monkeypatch: pytest.MonkeyPatch):
    asked: list[Stamp] = []
    since = news.since

    def counted(shelf: Shelf, map_id: str, at: Stamp) -> object:
        asked.append(at)
        return since(shelf, map_id, at)

    monkeypatch.setattr(news, "since", counted)

    async def listen() -> list[Told]:
        hub = Hub(shelf, pace=ASLEEP)
        with hub.listening(town) as one, hub.listening(town) as other:
            waiting = [asyncio.create_task(first(each)) for each in (one, other)]
            await elsewhere(shelf, town)
            async with asyncio.timeout(PATIENCE):
                return list(await asyncio.gather(*waiting))

    one, other = run(listen())
    assert one is other
    assert asked == [Stamp(1)]


def test_a_sign_of_life_when_nothing_happens(shelf: Shelf, town: Access):
    async def listen() -> Told:
        hub = Hub(shelf, pace=Pace(look=PATIENCE, beat=0.01))
        with hub.listening(town) as listener:
            return await first(listener)

    assert run(listen()) == Told((), Stamp(1))


@pytest.mark.parametrize("pace", [ASLEEP, BUSY])
def test_who_may_no_longer_listen_is_told_so(shelf: Shelf, town: Access, tmp_path: Path, pace: Pace):
    # By this server at once; when another process did it, after a while.
    other = shelf if pace is ASLEEP else open_shelf(str(tmp_path / "maps.db"))
    made = sharing.share(shelf, town, "view")
    assert made.key is not None
    reader = sharing.enter(shelf, town.map, made.key)

    async def listen() -> tuple[bool, list[int]]:
        hub = Hub(shelf, pace=pace)
        with hub.listening(reader) as gone, hub.listening(town) as stays:
            await asyncio.to_thread(sharing.revoke, other, town, made.id)
            await ended(gone)
            await elsewhere(shelf, town)
            return gone.revoked, await until(aiter(stays), 2)

    assert run(listen()) == (True, [2])
    if other is not shelf:
        other.close()


def test_the_key_is_looked_at_before_anything_is_told(shelf: Shelf, town: Access, tmp_path: Path):
    other = open_shelf(str(tmp_path / "maps.db"))
    made = sharing.share(shelf, town, "view")
    assert made.key is not None
    reader = sharing.enter(shelf, town.map, made.key)

    async def listen() -> list[Told]:
        hub = Hub(shelf, pace=ASLEEP)
        with hub.listening(reader) as listener:
            await asyncio.to_thread(sharing.revoke, other, town, made.id)
            await elsewhere(shelf, town)
            async with asyncio.timeout(PATIENCE):
                told = [each async for each in listener]
            assert listener.revoked
            return told

    assert run(listen()) == []
    other.close()


def test_a_link_that_ends_ends_its_streams_and_no_others(shelf: Shelf, town: Access):
    made = sharing.share(shelf, town, "view", days=1)
    reader = sharing.enter(shelf, town.map, made.key)
    now = shelf.clock()

    async def listen() -> tuple[bool, bool]:
        hub = Hub(shelf, pace=Pace(look=0.01, beat=60, keys=60))
        with hub.listening(reader) as gone, hub.listening(town) as stays:
            shelf.clock = lambda: now + timedelta(days=1)
            await ended(gone)
            return gone.revoked, stays.revoked

    assert run(listen()) == (True, False)


@pytest.mark.parametrize("how", ["taken back", "hidden"])
def test_a_map_that_is_public_no_more_ends_the_streams_of_strangers(shelf: Shelf, town: Access, how: str):
    publication.publish(shelf, town)
    stranger = sharing.enter(shelf, town.map, None)

    async def listen() -> tuple[bool, bool]:
        hub = Hub(shelf, pace=ASLEEP)
        with hub.listening(stranger) as gone, hub.listening(town) as stays:
            if how == "hidden":
                await asyncio.to_thread(admin.hide, shelf, town.map)
            else:
                await asyncio.to_thread(publication.withdraw, shelf, town)
            await ended(gone)
            return gone.revoked, stays.revoked

    assert run(listen()) == (True, False)


def test_a_map_that_is_gone_ends_it(shelf: Shelf, town: Access):
    async def listen() -> bool:
        hub = Hub(shelf, pace=BUSY)
        with hub.listening(town) as listener:
            with shelf.database.writing() as connection:
                connection.execute(MapRow.__table__.delete())  # type: ignore[attr-defined]
            await ended(listener)
            return listener.revoked

    assert run(listen())


def test_what_changes_in_a_room_is_told_without_a_revision(
    shelf: Shelf, town: Access, monkeypatch: pytest.MonkeyPatch
):
    async def listen() -> Told:
        hub = Hub(shelf, pace=ASLEEP)
        with hub.listening(town) as listener:
            waiting = asyncio.create_task(first(listener))
            await asyncio.sleep(0)
            monkeypatch.setattr(news, "stamps", lambda _shelf, ids: {each: Stamp(1, 4) for each in ids})
            await asyncio.to_thread(shelf.tell, town.map)
            return await waiting

    assert run(listen()) == Told((News(Stamp(1, 4)),), Stamp(1, 4))


def test_a_map_that_is_less_far_than_was_said_is_asked_about_once(
    shelf: Shelf, town: Access, monkeypatch: pytest.MonkeyPatch
):
    asked: list[Stamp] = []
    since = news.since

    def counted(shelf: Shelf, map_id: str, at: Stamp) -> object:
        asked.append(at)
        return since(shelf, map_id, at)

    monkeypatch.setattr(news, "since", counted)

    async def listen() -> list[Told]:
        hub = Hub(shelf, pace=ASLEEP)
        # As if another copy of the database had taken the place of the one in which the key was looked up.
        with hub.listening(replace(town, revision=9), Stamp(8)) as listener:
            told = aiter(listener)
            found = [await anext(told)]
            waiting = asyncio.create_task(until(told, 2))
            await asyncio.sleep(0.1)
            await elsewhere(shelf, town)
            await waiting
            return found

    assert run(listen()) == [Told((News(Stamp(1), reload=True),), Stamp(1))]
    assert asked == [Stamp(8), Stamp(1), Stamp(1)]


def test_it_is_bounded(shelf: Shelf, town: Access):
    async def listen() -> None:
        hub = Hub(shelf, most=3, most_of_map=2, pace=ASLEEP)
        third = replace(town, map="another")
        with hub.listening(town):
            with hub.listening(town), pytest.raises(Full), hub.listening(town):
                pass
            with (
                hub.listening(third),
                hub.listening(town),
                pytest.raises(Full),
                hub.listening(replace(town, map="a third")),
            ):
                pass
            assert len(hub) == 1
        assert len(hub) == 0
        assert hub._maps == {}

    run(listen())


def test_closing_ends_all_and_lets_nobody_in(shelf: Shelf, town: Access):
    async def listen() -> None:
        hub = Hub(shelf, pace=ASLEEP)
        with hub.listening(town) as one, hub.listening(town) as other:
            waiting = [asyncio.create_task(ended(each)) for each in (one, other)]
            await asyncio.sleep(0)
            hub.close()
            assert await asyncio.gather(*waiting) == [True, True]
            assert not one.revoked
        with pytest.raises(Full), hub.listening(town):
            pass

    run(listen())


def test_a_database_that_fails_ends_a_stream_and_it_can_be_resumed(
    shelf: Shelf, town: Access, monkeypatch: pytest.MonkeyPatch
):
    async def listen() -> tuple[bool, list[int]]:
        hub = Hub(shelf, pace=ASLEEP)
        with hub.listening(town) as listener:
            with monkeypatch.context() as patched:

                def fails(*_: object) -> None:
                    raise NoDatabase("The database does not answer.")

                patched.setattr(news, "since", fails)
                await elsewhere(shelf, town)
                await ended(listener)
            with hub.listening(replace(town, revision=2), listener.seen) as again:
                return listener.revoked, await until(aiter(again), 2)

    assert run(listen()) == (False, [2])


def test_changes_from_many_threads_are_all_told(shelf: Shelf, town: Access):
    def write() -> None:
        for _ in range(10):
            add(shelf, town)

    async def listen() -> list[list[int]]:
        hub = Hub(shelf, pace=ASLEEP)
        with hub.listening(town) as one, hub.listening(town) as other:
            waiting = [asyncio.create_task(until(aiter(each), 41)) for each in (one, other)]
            threads = [Thread(target=write) for _ in range(4)]
            for thread in threads:
                thread.start()
            return list(await asyncio.gather(*waiting))

    assert run(listen()) == [list(range(2, 42))] * 2
