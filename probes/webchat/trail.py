"""What was seen and pressed on the way from a page's address to its message box."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.async_api import ElementHandle, Error, Frame


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing on a page. kind: launcher, step, box, form, consent, dismiss, callback, elsewhere or away.

    x, y, w, h: in its frame's window, CSS px. href: where a link leads. fresh: it came up after the last press. sure: a
    box that is taken without looking further. covered: something lies over it. blocks: it lies in the way."""

    kind: str
    frame: Frame
    index: int
    name: str
    score: float
    x: float = 0.0
    y: float = 0.0
    w: float = 0.0
    h: float = 0.0
    href: str = ""
    mark: str = ""
    fresh: bool = False
    sure: bool = False
    covered: bool = False
    blocks: bool = False

    async def handle(self) -> ElementHandle | None:
        """The thing itself; None where it is gone."""
        try:
            return (await self.frame.evaluate_handle("i => __shopper.found(i)", self.index)).as_element()
        except Error:
            return None

    @property
    def sign(self) -> tuple[str, str, str]:
        """By what it is known again when it was drawn anew."""
        return (self.frame.name or self.frame.url, self.name, self.mark if not self.name else "")


@dataclass(frozen=True, slots=True)
class Pressed:
    """Something that was pressed. kind as in Seen. x, y, w, h: on the page, CSS px, when it was pressed."""

    kind: str
    name: str
    frame_url: str
    x: float
    y: float
    w: float
    h: float


@dataclass(slots=True)
class Trail:
    """A record of one way to a message box, kept also when it failed.

    step: how far it came, and on a fault what failed: page, banner (something covers the page), launcher (nothing to
    press was found), press (it cannot be pressed, or nothing comes of it), box (a window opened and no box came), done.
    """

    step: str = "page"
    pressed: list[Pressed] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
