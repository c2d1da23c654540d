"""The frames of a page: which of them a person sees, how they stand in it, and how they are asked."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from typing import Any

from playwright.async_api import ElementHandle, Error, Frame

_FRAME_TIMEOUT_S = 3.0
_SMALL = 240  # px; a frame that is no larger holds a launcher at most
_CORNER = 220
# Asked of the element that holds the frame: null where nobody sees it.
_STANDS = """e => {
  if (!e.isConnected || !e.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return null;
  const r = e.getBoundingClientRect();
  if (r.width < 16 || r.height < 16) return null;
  let fixed = false;
  for (let n = e; n; n = n.assignedSlot || n.parentNode || n.host) {
    if (n.nodeType === 1 && /fixed|absolute/.test(getComputedStyle(n).position)) fixed = true;
  }
  if (fixed && (r.left >= innerWidth || r.top >= innerHeight || r.right <= 0 || r.bottom <= 0)) return null;
  const words = [e.id, e.name, e.title, e.className, e.getAttribute("aria-label"), e.getAttribute("data-testid")];
  const vw = innerWidth, vh = innerHeight;
  const middle = r.left < vw / 2 && r.right > vw / 2 && r.top < vh / 2 && r.bottom > vh / 2;
  return { x: r.x + e.clientLeft, y: r.y + e.clientTop, w: r.width, h: r.height, fixed, middle, vw, vh,
    words: words.filter(Boolean).join(" ") };
}"""


@dataclass(frozen=True, slots=True)
class Place:
    """How a frame stands in its page. x, y, w, h: its box on the page, CSS px. words: what its element is called.
    over: it lies over the page's middle, or along an edge of it."""

    x: float = 0.0
    y: float = 0.0
    w: float = 0.0
    h: float = 0.0
    words: str = ""
    small: bool = False
    corner: bool = False
    over: bool = False


async def evaluate(frame: Frame, script: str, argument: Any = None) -> Any:
    """Run a script in a frame; None where the frame is gone, has no document yet, or does not answer."""
    try:
        return await asyncio.wait_for(frame.evaluate(script, argument), _FRAME_TIMEOUT_S)
    except (Error, TimeoutError):
        return None


async def is_seen(frame: Frame) -> bool:
    """Whether a person sees this frame: it and every frame around it has a visible box."""
    return await Places().of(frame) is not None


async def wait_for_change(stir: asyncio.Event, at_most_s: float) -> None:
    """Wait until the page has changed, and a little longer."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stir.wait(), at_most_s)
        # A page that is being built changes a hundred times a second; look at it a few times.
        await asyncio.sleep(0.05)


class Places:
    """Where frames stand. What holds a frame is looked up once; where it stands, at each `look`."""

    def __init__(self) -> None:
        self._holders: dict[Frame, ElementHandle] = {}
        self._asked: dict[Frame, asyncio.Future[Place | None]] = {}

    def look(self) -> None:
        """From here on everything is asked anew."""
        self._asked = {}

    async def of(self, frame: Frame) -> Place | None:
        """Where it stands in the page; None where nobody sees it, or it is gone."""
        if frame.parent_frame is None:
            return Place()
        asked = self._asked.get(frame)
        if asked is None:
            asked = self._asked[frame] = asyncio.ensure_future(self._ask(frame))
        # Whoever gives up waiting must not take the answer from the others.
        return await asyncio.shield(asked)

    async def _ask(self, frame: Frame) -> Place | None:
        parent = frame.parent_frame
        around = await self.of(parent) if parent is not None else None
        if around is None:
            return None
        try:
            stands = await asyncio.wait_for(self._stands(frame), _FRAME_TIMEOUT_S)
        except (Error, TimeoutError):
            self._holders.pop(frame, None)
            return None
        if not stands:
            return None
        low = stands["y"] + stands["h"] > stands["vh"] - _CORNER
        side = stands["x"] + stands["w"] > stands["vw"] - _CORNER or stands["x"] < _CORNER
        edge = stands["w"] >= 0.8 * stands["vw"] and (low or stands["y"] < 4)
        return Place(
            x=around.x + stands["x"],
            y=around.y + stands["y"],
            w=stands["w"],
            h=stands["h"],
            words=f"{stands['words']} {around.words}".strip(),
            small=stands["w"] <= _SMALL and stands["h"] <= _SMALL,
            corner=stands["fixed"] and low and side,
            over=stands["fixed"] and (stands["middle"] or edge),
        )

    async def _stands(self, frame: Frame) -> Any:
        holder = self._holders.get(frame)
        if holder is None:
            holder = self._holders[frame] = await frame.frame_element()
        return await holder.evaluate(_STANDS)
