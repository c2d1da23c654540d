"""The command that sends a wave's reports."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import Exit, Refused
from ..settings import load_settings
from ..settings.delivery import Delivery
from ..settings.mailing import is_mail_address
from .places import journal_at, programme_at, state_of
from .records import named_wave

if TYPE_CHECKING:
    from ..delivery.courier import Delivered


def send(folder: Path | None, state: Path | None, wave: str, *, to: str, again: bool, dry_run: bool) -> int:
    """Send them, or write what would be sent; 10 where something did not arrive. Raises ShopperError."""
    from ..delivery.courier import Courier, is_over
    from ..engine.opening import sandbox_references
    from ..engine.wave import environment_of
    from ..programme.loading import mount

    programme = programme_at(folder)
    place = state_of(programme, state)
    store = journal_at(place)
    try:
        wave = named_wave(store, wave)
        programme = replace(programme, environment=environment_of(store, wave))
        settings = load_settings(programme)
        _check(settings.delivery, to)
        mount(programme)
        if not (dry_run or to or is_over(store, wave)):
            raise Refused(
                f"wave {wave} is not over yet; its reports go out when it ends. To see them now: --dry-run, or "
                "--to ADDR for one address. Nothing was sent."
            )
        if dry_run:
            for path in Courier(programme, settings, store, place).dry_run(wave, to):
                print(path)
            return int(Exit.OK)
        references = sandbox_references(programme, settings, place)
        if references is not None:
            settings = load_settings(programme, references)
        came = Courier(programme, settings, store, place).send(wave, to, again=again)
    finally:
        store.close()
    return _told(came)


def send_waiting(folder: Path | None, state: Path | None) -> int:
    """Send what could not be delivered before; 10 where something still did not arrive. Raises ShopperError."""
    from ..delivery.courier import Courier
    from ..engine.opening import sandbox_references
    from ..programme.loading import mount

    programme = programme_at(folder)
    place = state_of(programme, state)
    store = journal_at(place)
    try:
        settings = load_settings(programme)
        references = sandbox_references(programme, settings, place)
        if references is not None:
            settings = load_settings(programme, references)
        mount(programme)
        came = Courier(programme, settings, store, place).waiting()
    finally:
        store.close()
    return _told(came)


def _told(came: Delivered) -> int:
    for line in came.lines or ["nothing waits to be sent"]:
        print(line)
    return int(Exit.OUR_FAULT if came.failed else Exit.OK)


def _check(delivery: Delivery, to: str) -> None:
    if to and not is_mail_address(to):
        raise Refused(f"--to: “{to}” is not an e-mail address; write it alone, like boss@shop.example.")
    if (delivery.mail is None and to) or (delivery.mail is None and delivery.webhook is None):
        raise Refused(
            "config/reports.yaml names nobody to send to. Write mail: (to, from, smtp) or webhook: (url) there; "
            "docs/operations.md shows how. Nothing was sent."
        )
