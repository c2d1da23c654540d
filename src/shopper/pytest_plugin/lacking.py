"""What cannot be played since an extra of this package is not installed: refused; a company to practise on is shopped
without it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest

from ..engine.extras import Missing, missing, without
from ..engine.probe import Probe
from ..errors import Refused
from ..settings.models import Settings
from .stories import Story

Stories = Sequence[tuple[pytest.Item, Story]]


@dataclass(frozen=True, slots=True)
class Playable:
    """What can be played here. missing: what is left out, None for nothing; items: those that are left out."""

    settings: Settings
    probes: Mapping[str, Probe]
    stories: Stories
    missing: Missing | None = None
    left_out: tuple[pytest.Item, ...] = ()


def playable(stories: Stories, settings: Settings, probes: Mapping[str, Probe]) -> Playable:
    """Of the sandbox company what its probes can do here.

    Raises Refused, with the command that installs it, where a real company is to be shopped in a channel whose library
    is not there."""
    channels = settings.company.channels
    if not settings.company.sandbox:
        named = dict.fromkeys(cid for _, story in stories for cid in story.channels)
        if (lacks := missing(settings, probes, named)) is not None:
            titles = lacks.titles(settings, settings.company.language or "en")
            raise Refused(
                f"{titles}: what drives this is not installed here. Run: {lacks.install}, or leave out the scenarios "
                "that go there."
            )
        return Playable(settings, probes, stories)
    lacks = missing(settings, probes, [cid for cid, channel in channels.items() if channel.shopped])
    if lacks is None:
        return Playable(settings, probes, stories)
    kinds = {channels[cid].kind for cid in lacks.channels}
    gone = tuple(item for item, story in stories if set(story.channels) & set(lacks.channels))
    return Playable(
        without(settings, lacks),
        {kind: probe for kind, probe in probes.items() if kind not in kinds},
        [(item, story) for item, story in stories if item not in gone],
        lacks,
        gone,
    )
