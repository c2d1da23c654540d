"""What a line's process tells of a call, taken into the call and told as an event."""

from __future__ import annotations

from typing import Any

from .call import Call
from .events import Answered, By, CallEvent, Dtmf, EarlyMedia, Ringing
from .moments import Moment

_REQUEST_TERMINATED = 487  # RFC 3261 §15: the answer to an INVITE that its caller cancelled


def take_news(call: Call, news: dict[str, Any], at: Moment) -> CallEvent | None:
    """The event to tell, if this is one: a second 180 is none."""
    call.sip_call_id = news.get("sip_call_id") or call.sip_call_id
    match news["news"]:
        case "outgoing":
            call.dialled = at
        case "ringing" if call.rang is None:
            call.rang = at
            return Ringing(at, call)
        case "early" if call.early is None:
            call.early = at
            return EarlyMedia(at, call)
        case "answered" if call.answered is None:
            call._was_answered(at)
            return Answered(at, call)
        case "dtmf":
            return Dtmf(at, call, news["digit"])
        case "sent":
            call._sent(news["piece"], news["first_sample"], news["count"], at)
        case "closed":
            call.stats = news["stats"]
            return call._was_closed(at, *how_it_ended(news["text"], news["by_us"], call._why_we_end))
    return None


def how_it_ended(text: str, by_us: bool, our_reason: str) -> tuple[int | None, str, By]:
    """(SIP status, reason, who ended it) from the stack's closing text."""
    word, _, rest = text.partition(" ")
    status = int(word) if len(word) == 3 and word.isdigit() else None
    if by_us and status in {None, _REQUEST_TERMINATED}:
        return None, our_reason, "us"
    if status is not None:
        return status, rest, "them"
    if text.startswith("Connection reset by peer"):  # what the stack says of a BYE or a CANCEL
        return None, "hung up", "them"
    return None, text or "no reason was given", "lost"
