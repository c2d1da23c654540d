"""Looks at all frames of a page at once: where one writes, what opens the chat, what is in the way."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Frame, Page

from .entry import Form
from .frames import Place, Places, evaluate
from .script import page_script
from .trail import Seen

_ANSWER_S = 1.0  # a frame that takes longer is waited for while the others are looked at again
_SURVEY = """about => {
  if (!window.__shopper || !__shopper.survey) return "bare";
  __shopper.stir();
  if (about.hints && __shopper.setHints) __shopper.setHints(about.hints);
  return __shopper.survey(about);
}"""


@dataclass(slots=True)
class Survey:
    """What stands on a page, each list best first. others: what is told and never pressed as a launcher (call backs,
    other channels, links that lead away), and what lies in the way. grown: something floats there since the last press.
    lists: conversations that take no words at this moment, only their buttons."""

    boxes: list[Seen] = field(default_factory=list)
    presses: list[Seen] = field(default_factory=list)
    steps: list[Seen] = field(default_factory=list)
    others: list[Seen] = field(default_factory=list)
    lists: list[Seen] = field(default_factory=list)
    form: Form | None = None
    grown: bool = False

    @property
    def all(self) -> list[Seen]:
        """Everything that may be shown to a person, the form among it."""
        form = [Seen("form", self.form.frame, -1, self.form.intro, self.form.score)] if self.form else []
        return [*self.boxes, *form, *self.presses, *self.others]

    @property
    def veil(self) -> Seen | None:
        """What is best pressed to be rid of what lies over the page."""
        ways = [seen for seen in self.others if seen.kind in ("consent", "dismiss")]
        return max(ways, key=lambda seen: (seen.blocks, seen.score), default=None)


class Surveyor:
    """Looks at one page again and again; `close` it. language: the customer's, told by two letters.
    hints: what the chat's parts are."""

    def __init__(self, page: Page, language: str = "", hints: Mapping[str, Any] | None = None) -> None:
        self._page = page
        self._hints = dict(hints) if hints else None
        self._language = language
        self._places = Places()
        self._asked: dict[Frame, asyncio.Task[tuple[Place, Any] | None]] = {}
        self._answering: list[Frame] = []
        self._pressed = False
        self._large: set[Frame] = set()  # those that were large when last looked at, and when something was pressed
        self._marked: set[Frame] = set()

    async def survey(self) -> Survey:
        """What there is now. A frame that does not answer in a second is left out this time."""
        self._places.look()
        # A chat may open in a window of its own.
        frames = [frame for page in self._page.context.pages for frame in page.frames]
        for frame in frames:
            if frame not in self._asked:
                self._asked[frame] = asyncio.create_task(self._look(frame))
        await asyncio.wait(self._asked.values(), timeout=_ANSWER_S)
        seen = Survey()
        large: set[Frame] = set()
        self._answering = []
        for frame, task in list(self._asked.items()):
            if not task.done():
                continue
            del self._asked[frame]
            answer = None if task.cancelled() or task.exception() else task.result()
            if answer is None or frame not in frames:
                continue
            self._answering.append(frame)
            if answer[0].w >= 150 and answer[0].h >= 150:
                large.add(frame)
            self._take(seen, frame, answer[1])
        self._large = large
        seen.grown = seen.grown or bool(large - self._marked)
        for found in (seen.boxes, seen.presses, seen.steps, seen.others):
            found.sort(key=lambda one: -one.score)
        return seen

    async def mark(self) -> None:
        """Something is about to be pressed: what comes up later is fresh."""
        self._marked, self._pressed = set(self._large), True
        await asyncio.gather(*(evaluate(f, "() => { window.__shopper?.mark?.(); }") for f in self._answering))

    async def where(self, seen: Seen) -> tuple[float, float]:
        """Where it stands on the page."""
        place = await self._places.of(seen.frame) or Place()
        return place.x + seen.x, place.y + seen.y

    def close(self) -> None:
        """Wait for nothing any more."""
        for task in self._asked.values():
            task.cancel()
        self._asked = {}

    async def _look(self, frame: Frame) -> tuple[Place, Any] | None:
        place = await self._places.of(frame)
        if place is None:
            return None
        about = {
            "frame": {"words": place.words, "small": place.small, "corner": place.corner, "over": place.over},
            "language": self._language,
            "steps": self._pressed,
            "hints": self._hints,
        }
        if frame.parent_frame is None:
            about["frame"] = {"words": "", "small": False, "corner": False, "over": False}
        found = await evaluate(frame, _SURVEY, about)
        if found == "bare":
            # A frame that was made and written into by the page's own code may have missed the script.
            await evaluate(frame, page_script())
            found = await evaluate(frame, _SURVEY, about)
        return place, found

    def _take(self, seen: Survey, frame: Frame, found: Any) -> None:
        if not isinstance(found, dict):
            return
        for kind in ("boxes", "presses", "steps", "others"):
            getattr(seen, kind).extend(_seen(frame, item) for item in found.get(kind, ()))
        seen.grown = seen.grown or bool(found.get("grown"))
        if found.get("list", -1) >= 0:
            seen.lists.append(Seen("list", frame, int(found["list"]), "", 1))
        form = Form.of(frame, found.get("form"))
        if form is not None and (seen.form is None or form.score > seen.form.score):
            seen.form = form


def _seen(frame: Frame, item: Any) -> Seen:
    return Seen(
        kind=str(item["kind"]),
        frame=frame,
        index=int(item["i"]),
        name=str(item["name"]),
        score=float(item["score"]),
        x=float(item["x"]),
        y=float(item["y"]),
        w=float(item["w"]),
        h=float(item["h"]),
        href=str(item.get("href") or ""),
        mark=str(item["mark"]),
        fresh=bool(item["fresh"]),
        sure=bool(item.get("sure")),
        covered=bool(item.get("covered")),
        blocks=bool(item.get("blocks")),
    )
