"""Staying registered, inside the line's process."""

from __future__ import annotations

import asyncio
from typing import Any, Protocol

from baresip import BaresipError, RegistrationError, UserAgent

from .moments import Moment

_AGAIN_S = (0.5, 1.0, 2.0, 5.0, 15.0)
_REFUSED_AGAIN_S = 30.0  # a registrar that refused a password is not asked in a hurry: it would lock the account


class News(Protocol):
    def __call__(self, kind: str, at: Moment, **more: Any) -> None: ...


async def keep_registered(ua: UserAgent, told: dict[str, Any], news: News) -> None:
    """A REGISTER every so often, and sooner while it fails. What the registrar answers is told by the stack's events;
    that it does not answer is told here."""
    failures = 0
    while True:
        wait = float(told["register_every_s"])
        try:
            await ua.register(timeout=told["answer_s"])
            failures = 0
        except RegistrationError as error:
            again = _AGAIN_S[min(failures, len(_AGAIN_S) - 1)]
            wait = _REFUSED_AGAIN_S if error.status in {401, 403} else min(again, wait)
            failures += 1
            if error.status is None:
                news("unregistrable", Moment.now(), status=None, reason=error.reason or "it gives no answer")
        except BaresipError as error:
            news("unregistrable", Moment.now(), status=None, reason=str(error))
        await asyncio.sleep(wait)
