"""Who waits, and how long: the line of questions and the meter of requests."""

from __future__ import annotations

import asyncio

import pytest

from rag.page.line import Line, LineFullError
from rag.page.meter import Meter


def test_those_who_wait_are_told_how_many_are_before_them_and_served_in_order() -> None:
    async def run() -> tuple[list[str], dict[str, list[int]]]:
        line = Line(2, 10, tell_seconds=0.001)
        served: list[str] = []
        told: dict[str, list[int]] = {name: [] for name in "abcde"}
        go = {name: asyncio.Event() for name in "abcde"}

        async def ask(name: str) -> None:
            async with line.join() as place:
                async for before in place.waits():
                    told[name].append(before)
                served.append(name)
                await go[name].wait()

        async def until_last_is_told(before: int) -> None:
            while told["e"][-1:] != [before]:
                await asyncio.sleep(0)

        async with asyncio.timeout(30), asyncio.TaskGroup() as group:
            for name in "abcde":
                group.create_task(ask(name))
            await until_last_is_told(2)
            go["a"].set()
            await until_last_is_told(1)
            go["b"].set()
            await until_last_is_told(0)
            for name in "cde":
                go[name].set()
        return served, told

    served, told = asyncio.run(run())
    assert served == list("abcde")
    assert [list(dict.fromkeys(told[name])) for name in "abcde"] == [[], [], [0], [1, 0], [2, 1, 0]]


def test_a_crowd_is_not_told_of_every_step() -> None:
    async def run() -> int:
        line = Line(1, 100, tell_seconds=60)
        told = 0

        async def ask() -> None:
            nonlocal told
            async with line.join() as place:
                async for _ in place.waits():
                    told += 1
                await asyncio.sleep(0)

        await asyncio.gather(*(ask() for _ in range(50)))
        return told

    assert asyncio.run(run()) == 49


def test_who_leaves_the_line_lets_the_others_up() -> None:
    async def run() -> list[int]:
        line = Line(1, 10)
        first = line.join()
        second, third = line.join(), line.join()
        assert (second.before, third.before) == (0, 1)
        async with second:
            pass  # gave up before its turn
        befores = [third.before]
        async with first:
            pass
        assert third.is_through
        return befores

    assert asyncio.run(run()) == [0]


def test_a_line_that_is_full_says_so() -> None:
    async def run() -> None:
        line = Line(1, 1)
        line.join()
        line.join()
        with pytest.raises(LineFullError, match="1 are waiting"):
            line.join()

    asyncio.run(run())


def test_each_may_ask_so_often_a_minute_and_is_told_how_long_to_wait() -> None:
    now = [0.0]
    meter = Meter(2, clock=lambda: now[0])
    assert meter.take("ada") == 0
    now[0] = 20.0
    assert meter.take("ada") == 0
    assert meter.take("ada") == 40
    assert meter.take("bob") == 0
    now[0] = 60.0
    assert meter.take("ada") == 0
    assert meter.take("ada") == 20
