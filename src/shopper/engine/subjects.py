"""A subject without what mail programs and help desks put around it."""

from __future__ import annotations

import re
import unicodedata

_PREFIX = re.compile(
    r"\s*(?:re|fwd?|fw|aw|wg|sv|vs|antw|odp|pd|відп|відповідь|пересл|переслано|отв|ответ|на|автовідповідь|"
    r"autoodp|auto|automatic reply|autoreply)\s*(?:\[\d+\]|\(\d+\)|\^\d+)?\s*[.:：]+\s*",
    re.IGNORECASE,
)
_HELP_DESK = re.compile(r"\[[^\]]{0,80}\]|\(?#\s?\w{1,20}\)?")


def normal_subject(subject: str) -> str:
    """A subject without Re:, Fwd:, Відп:, Odp:, [Ticket 12], #12."""
    text = " ".join(_HELP_DESK.sub(" ", unicodedata.normalize("NFKC", subject[:1000])).split())
    while (prefix := _PREFIX.match(text)) and prefix.end():
        text = text[prefix.end() :]
    return text.casefold().strip(" .-–—:")
