"""Reading what a company wrote: pure functions on one message, for English, Ukrainian, Russian and Polish.

The definitions are those of a labelled set: a *deflection* sends the customer elsewhere to get the matter handled (an
address that was asked for is none), an *automatic acknowledgement* does nothing but say that it came in, a *refusal*
offers no way forward, and a message is *substantive* when it holds real information on the matter. Rules only: no
model, no I/O, time linear in the length of a message (which is read up to text.LONGEST characters).
"""

from __future__ import annotations

from functools import lru_cache

from ..model import Labels
from .acts import acknowledges, hands_over, informs, is_courtesy, offers_a_way, refuses
from .addresses import find_addresses
from .channels import deflection_targets, names_a_place
from .slots import asked_slots
from .text import LONGEST, plain, sentences

__all__ = ["read"]

_THIN = 9  # words


@lru_cache(maxsize=4096)
def read(text: str, *, language: str = "", context: str = "") -> Labels:
    """What one company message does. Never raises.

    language: a hint ("en", "uk", "ru", "pl"); the rules go by the letters, so it may be left out.
    context: what the customer said just before.
    """
    words = plain(text)
    if not any(c.isalpha() for c in words):
        return Labels(substantive=any(c.isdigit() for c in words))
    targets = deflection_targets(words, plain(context))
    asks = asked_slots(words)
    parts = sentences(words)
    transfer = any(hands_over(s) for s in parts)
    refusal_parts = [s for s in parts if refuses(s)]
    telling = [s for s in parts if _tells(s) and not (targets and _thin(s))]
    acknowledged = any(acknowledges(s) for s in parts)
    substantive = bool(telling) or any(informs(s) for s in refusal_parts)
    auto_ack = acknowledged and not targets and not asks and not transfer and not telling
    return Labels(
        deflection=targets,
        addresses=tuple(a.text for a in find_addresses(text[:LONGEST])) if targets else (),
        asks=asks,
        auto_ack=auto_ack,
        transfer=transfer,
        refusal=bool(refusal_parts) and not targets and not asks and not transfer and not offers_a_way(words),
        substantive=substantive and not auto_ack,
    )


def _thin(sentence: str) -> bool:
    """Too little to count beside a redirect: “delivery is handled by the chat” explains it, and answers nothing."""
    return names_a_place(sentence) or (len(sentence.split()) < _THIN and not any(c.isdigit() for c in sentence))


def _tells(sentence: str) -> bool:
    """The sentence is about the matter: no courtesy or question, and it does not send away, hand over or promise."""
    if is_courtesy(sentence) or "?" in sentence or acknowledges(sentence) or hands_over(sentence):
        return False
    if deflection_targets(sentence) or asked_slots(sentence):
        return False
    return informs(sentence)
