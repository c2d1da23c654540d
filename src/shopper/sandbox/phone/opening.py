"""The telephone as a part of the company: its desks, its pages on the site, its port."""

from __future__ import annotations

import importlib.util
import logging
from contextlib import AsyncExitStack

from aiohttp import web

from ..log import SandboxLog
from ..office import Office
from ..site import Site
from ..storage import Storage
from .desks import PhoneDesks
from .faults import PhoneFaults
from .speech_api import SpeechApi

_LOG = logging.getLogger(__name__)


def add_telephone(
    app: web.Application, site: Site, office: Office, storage: Storage, log: SandboxLog, faults: PhoneFaults
) -> PhoneDesks | None:
    """The desks, with their pages and endpoints on the site; None for a company without a telephone."""
    if not office.staff.phone:
        return None
    desks = PhoneDesks(office, storage, log, faults)
    app.add_routes(SpeechApi(desks.lines, faults).routes())
    if office.staff.callback:
        site.take_orders(app, desks)
    office.outlets["phone"] = desks
    return desks


async def open_telephone(desks: PhoneDesks | None, opening: AsyncExitStack, port: int) -> int:
    """The exchange's port, 0 for a company without a telephone, or where what speaks SIP is not installed. Raises
    LineFault for a line that does not come up."""
    if desks is None:
        return 0
    if importlib.util.find_spec("baresip") is None:
        _LOG.warning("the sandbox has no telephone, since baresip is missing; pip install mystery-shopper[phone]")
        return 0
    await desks.open(opening, port)
    return desks.exchange.address[1]
