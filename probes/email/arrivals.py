"""When each message of a mailbox was announced, by its place in the mailbox."""

from __future__ import annotations

from shopper.model import Stamp


class Arrivals:
    """Keeps the moments of "* n EXISTS" (RFC 3501 §7.3.1) so that a fetched message gets the one that announced it.

    It counts from `opened` (SELECT) on: what lay there before was announced to nobody, and has no moment.
    """

    def __init__(self) -> None:
        self._open = False
        self._base = 0  # places up to here have no moment any more
        self._known = 0
        self._marks: list[tuple[int, Stamp]] = []
        self._news = False

    def closed(self) -> None:
        """Nothing is counted until the mailbox is opened: SELECT itself answers with EXISTS too."""
        self._open = False

    def opened(self, exists: int) -> None:
        self._open = True
        self._base = self._known = exists
        self._marks.clear()
        self._news = False

    def exists(self, count: int, at: Stamp) -> None:
        if self._open and count > self._known:
            self._marks.append((count, at))
            self._known = count
            self._news = True

    def expunged(self, place: int) -> None:
        """A message went away: all places behind it move up by one."""
        if not self._open:
            return
        self._marks = [(count - 1 if count >= place else count, at) for count, at in self._marks]
        self._base -= self._base >= place
        self._known = max(0, self._known - 1)

    def of(self, place: int) -> Stamp | None:
        """The moment at which the message in this place was announced; None if nobody listened then."""
        if place <= self._base:
            return None
        return next((at for count, at in self._marks if place <= count), None)

    def settled(self, place: int) -> None:
        """Messages up to this place were taken: their moments are not needed any more."""
        self._base = max(self._base, place)
        self._marks = [(count, at) for count, at in self._marks if count > place]

    def untaken(self) -> list[int]:
        """Places that were announced and not taken yet."""
        return list(range(self._base + 1, self._known + 1))

    def take_news(self) -> bool:
        """Whether anything was announced since this was last asked."""
        news, self._news = self._news, False
        return news

    @property
    def news(self) -> bool:
        return self._news
