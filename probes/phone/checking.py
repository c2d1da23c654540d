"""Whether a telephone line is up, for `shopper check --online`: nobody but the line itself is called."""

from __future__ import annotations

from shopper.settings.phone import PhoneAccount

from .lines import need
from .sip_line import SipEngine


async def is_proven(persona_id: str, account: PhoneAccount) -> bool:
    """Register and ring ourselves; False where it is registered, and its provider does not let it ring itself.

    Raises OurFault with what to do."""
    need("baresip")
    engine = SipEngine(account, "check", lambda call: None, where=f"the telephone of {persona_id} ({account.number})")
    try:
        await engine.start()
        return await engine.prove()
    finally:
        await engine.aclose()
