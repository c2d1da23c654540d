"""Waves that an older version began are gone on with, and say nothing worse of the company than they did."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from shopper.engine.journey import Journey
from shopper.engine.stating import expect_stated
from shopper.errors import ReplayDiffers
from shopper.journal.events import Kind
from shopper.model import Outcome
from shopper.programme.sentences import Quoted

from .worlds import World


def play(world: World, judge: str = "") -> Journey:
    journey = world.journey(world.process(blocking=True))
    journey.open("quick", "price")
    journey.say("How much is the kettle?")
    if judge:
        journey.note(judge, Outcome.FAILED, "It was wrong.")
    else:
        expect_stated(journey, Quoted("warranty"))
    return journey


def noted_as(world: World, judge: str) -> None:
    """The notes as the journal of a version that called them so has them."""
    for n, row in enumerate(world.store.rows):
        if row.kind is Kind.NOTE:
            body: dict[str, Any] = json.loads(json.dumps(dict(row.body)))
            body["judge"] = body["args"]["judge"] = judge
            world.store.rows[n] = replace(row, body=body)


def test_a_step_that_was_noted_under_its_former_name_is_replayed_and_told_under_its_own() -> None:
    world = World()
    play(world)._append()
    noted_as(world, "accuracy")
    journey = play(world)
    assert [failure.judge for failure in journey.finish()] == ["incomplete"]
    assert sum(row.kind is Kind.NOTE for row in world.store.rows) == 1
    assert len(world.received) == 1


def test_what_somebodys_own_step_notes_as_wrong_stays_so() -> None:
    world = World()
    play(world, "accuracy").hear()
    assert [failure.judge for failure in play(world, "accuracy").finish()] == ["accuracy"]


def test_another_judge_than_was_noted_is_a_difference() -> None:
    world = World()
    play(world)._append()
    noted_as(world, "slow")
    with pytest.raises(ReplayDiffers):
        play(world)
