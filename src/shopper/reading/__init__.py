"""Reading what a company wrote: pure functions on one message, for English, Ukrainian, Russian and Polish.

The definitions are those of a labelled set: a *deflection* sends the customer elsewhere to get the matter handled (an
address that was asked for is none), an *automatic acknowledgement* does nothing but say that it came in, a *refusal*
offers no way forward, and a message is *substantive* when it holds real information on the matter. Rules only: no
model, no I/O, time linear in the length of a message (which is read up to text.LONGEST characters).
"""

from __future__ import annotations

from ..model import Labels
from .reader import Reading, read_closely

__all__ = ["Reading", "read", "read_closely"]


def read(text: str, *, language: str = "", context: str = "") -> Labels:
    """What one company message does. Never raises.

    language: a hint ("en", "uk", "ru", "pl"); the rules go by the letters, so it may be left out.
    context: what the customer said just before.
    """
    return read_closely(text, language, context).labels
