"""What `shopper check` tells of the personas' telephone lines; with --online also whether they are up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from ..errors import Exit, OurFault
from ..programme.loading import load_stock
from ..settings import load_settings
from ..settings.models import Settings
from ..settings.phone import CALL_KINDS
from ..settings.secrets import SANDBOX_PASSWORD
from ..words.lines import tell
from .places import programme_at


def tell_lines(folder: Path | None, language: str | None, *, online: bool, told: Callable[[str], None] = print) -> int:
    """Tell which telephone lines there are, and what calls would lack; online: register each, and have it ring itself.

    Nobody else is called. Exit code 10 where a line is not up."""
    settings = load_settings(programme_at(folder))
    spoken = language or settings.company.language or "en"
    calls = {cid: c for cid, c in settings.company.channels.items() if c.driver in CALL_KINDS and c.shopped}
    phones = {name: one.phone for name, one in settings.personas.items() if one.phone is not None}
    if not calls:
        return int(Exit.OK)
    good = True
    for name, phone in phones.items():
        who = {"persona": name, "number": phone.number}
        if phone.sip is None:
            told(tell(spoken, "line_by_rest", **who))
            continue
        if phone.sip.password == SANDBOX_PASSWORD:
            told(tell(spoken, "line_of_sandbox", **who))
            continue
        if not online:
            secured = ", SRTP" if phone.sip.srtp else ""
            how = {"server": phone.sip.registrar, "transport": phone.sip.transport, "srtp": secured}
            told(tell(spoken, "line_by_sip", **who, **how))
            continue
        try:
            proven = asyncio.run(load_stock("probes.phone.checking").is_proven(name, phone))
        except OurFault as fault:
            told(tell(spoken, "line_is_not", **who, why=fault))
            good = False
        else:
            told(tell(spoken, "line_is_up" if proven else "line_unproven", **who))
    _tell_lacking(settings, list(calls), spoken, told)
    return int(Exit.OK if good else Exit.OUR_FAULT)


def _tell_lacking(settings: Settings, calls: list[str], spoken: str, told: Callable[[str], None]) -> None:
    channels = {cid: settings.company.channels[cid].call for cid in calls}
    lacking = {
        "not_recorded": calls if not settings.company.legal_basis.strip() else [],
        "no_words": [cid for cid, call in channels.items() if call.hearing.engine == "none"],
        "cannot_speak": [
            cid
            for cid, call in channels.items()
            if not (call.speaking.recordings or call.speaking.command or call.speaking.url)
        ],
    }
    for key, named in lacking.items():
        if named:
            told(tell(spoken, key, channels=", ".join(named)))
