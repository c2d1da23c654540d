"""Looks at a site as a customer would: which ways to reach the company it names, whether its chat can be read, and,
when asked to, what is answered in it.

Nothing is sent and no form is filled unless `say` is given. Nothing is journalled.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, Error

from shopper.engine.probe import Outgoing
from shopper.errors import OurFault, Refused
from shopper.settings.chat_hints import ChatHints
from shopper.settings.models import Channel

from .browsers import Browsers
from .looking_customer import customer_at, keys_for
from .looking_host import LookHost
from .looking_page import FIND_S, Looker
from .looking_sight import Advertised, Chat, Failure, Heard, Part, Picture, Sight, Talk

QUIET_S = 8.0  # an answered chat is left when nothing came for so long
_SCHEMES = ("http", "https", "file")
_HERE = re.compile(r"^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?(/|$)", re.IGNORECASE)


def tidy_address(typed: str) -> str:
    """The address of a page as it was typed, whole: shop.example is https://shop.example, a file of this computer
    file://….

    Raises Refused for what is no address of a page, and for one with a password in it.
    """
    text = typed.strip()
    if "://" not in text:
        if re.match(r"^(mailto|tel|javascript|data|about|view-source):", text, re.IGNORECASE):
            raise Refused(f"“{typed}” is not the address of a page. Write it like https://shop.example")
        if text.startswith(("/", "./", "../", "~/")) or re.match(r"^[A-Za-z]:[\\/]", text):
            path = Path(text).expanduser()
            if not path.is_file():
                raise Refused(f"there is no file {text}. Write a site's address like https://shop.example")
            return path.resolve().as_uri()
        text = f"{'http' if _HERE.match(text) else 'https'}://{text}"
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise Refused(f"“{typed}” is not the address of a page. Write it like https://shop.example") from None
    if parts.scheme.lower() not in _SCHEMES:
        raise Refused(
            f"{parts.scheme}:// is not looked at. Give an address that begins with https://, http:// or file://"
        )
    if parts.password is not None or parts.username is not None:
        raise Refused(
            "the address holds a name or a password, and addresses end up in reports. Give it without them; how a"
            " closed site is entered is told in docs/webchat.md"
        )
    named = host and (_HERE.match(host) or "." in host.strip(".") or ":" in host)
    if parts.scheme.lower() != "file" and (not named or re.search(r"\s", text)):
        raise Refused(f"“{typed}” is not the address of a page. Write it like https://shop.example")
    return text


async def look(
    browser: Browser,
    address: str,
    *,
    out: Path,
    language: str = "en",
    say: str = "",
    wait_s: float = 60.0,
    name: str = "",
    facts: Mapping[str, str] | None = None,
    hints: ChatHints | None = None,
    zone: str = "",
    region: str = "",
    told: Callable[[str], None] | None = None,
    says: Callable[[str], str] | None = None,
    channel: Channel | None = None,
    pace: float = 6.0,
    find_s: float = FIND_S,
    quiet_s: float = QUIET_S,
) -> Sight:
    """Look at one page; with `say`, send that one message and wait at most `wait_s` seconds for what comes.

    out: the folder for the pictures, made when missing. language, name, facts, zone: the customer's; facts such as
    {"email": …} are written into a form where it asks for them, only with `say`. hints: where the chat's parts are.
    region: the country of numbers without a country code, by the page where "". told: called with "open", "found",
    "say" and "wait" as it goes on. says: what the parts are called in the pictures' legends. channel: a channel of the
    config, with all that it says about the site; its address is not used. pace: characters written in a second.

    What goes wrong at the site is in Sight.failed. Raises OSError where a picture cannot be written, and OurFault or
    Refused where the channel's keys to a closed site cannot be read.
    """
    await asyncio.to_thread(out.mkdir, parents=True, exist_ok=True)
    host = LookHost(out)
    conversation = customer_at(
        address, language=language, name=name, facts=facts, hints=hints, zone=zone, channel=channel, pace=pace
    )
    looker = Looker(
        conversation, host, browser, out, region=region, says=says or (lambda key: key), find_s=find_s, speaks=bool(say)
    )
    tell = told or (lambda _key: None)
    looker.tell = tell
    looker.keys = await asyncio.to_thread(keys_for, channel, address)
    tell("open")
    failed: Failure | None = None
    talk: Talk | None = None
    try:
        failed = await _opened(looker, browser)
        if failed is None and say:
            talk, failed = await _talk(looker, host, say, wait_s, quiet_s, tell)
        return await looker.sight(talk, failed)
    finally:
        await looker.close()


async def look_once(address: str, **how: Any) -> Sight:
    """`look` in a browser of its own, with the same arguments. Raises OurFault "no_browser", and as `look` does."""
    browsers = Browsers(lambda _authority: None)
    try:
        keys = await asyncio.to_thread(keys_for, how.get("channel"), address)
        await browsers.open()
        return await look((await browsers.living(keys.ca)).browser, address, **how)
    finally:
        await browsers.close()


async def _opened(looker: Looker, browser: Browser) -> Failure | None:
    try:
        await looker.begin(browser, resumed=False)
        await looker.after()
    except OurFault as fault:
        return await looker.failure(looker.step_of(fault), fault)
    except Error as error:
        ended = OurFault(f"The browser failed while the page was open: {str(error).splitlines()[0]}", code="browser")
        return await looker.failure("page", ended)
    return None


async def _talk(
    looker: Looker, host: LookHost, say: str, wait_s: float, quiet_s: float, tell: Callable[[str], None]
) -> tuple[Talk | None, Failure | None]:
    tell("say")

    async def attempting() -> None:
        """Nothing is journalled in a look."""

    try:
        receipt = await looker.say(Outgoing("look", say), attempting)
    except OurFault as fault:
        step = {"not_shown": "bubble", "form_refused": "form", "form_needs": "form", "captcha": "form"}.get(fault.code)
        return None, await looker.failure(step or "sending", fault)
    tell("wait")
    changed = asyncio.Event()
    host.changed = changed.set
    begun = time.monotonic()

    def talk() -> Talk:
        heard = [
            Heard(
                text=i.text,
                sender=i.sender,
                kind=str(i.kind),
                first_s=i.at.seconds_since(receipt.at),
                last_s=(i.read_at or i.at).seconds_since(receipt.at),
                buttons=tuple(i.data.get("buttons") or ()),
            )
            for i in sorted(host.incoming, key=lambda i: i.at.wall_us)
        ]
        early = tuple(h for h in heard if h.kind == "greeting" or h.first_s < 0)
        return Talk(say, early, tuple(h for h in heard if h not in early), looker.typing_since(receipt.at))

    while (left := wait_s - (time.monotonic() - begun)) > 0:
        changed.clear()
        answered = talk().answered
        try:
            await asyncio.wait_for(changed.wait(), min(quiet_s, left) if answered else left)
        except TimeoutError:
            if answered:
                break
    await looker.picture("said", await looker.chat_parts())
    done = talk()
    if host.faults and not done.answered:
        message, code = host.faults[-1]
        return done, await looker.failure("bubble", OurFault(message, code=code))
    if not done.answered:
        silence = OurFault(f"Nothing was answered in the chat within {wait_s:g} s.", code="silence")
        return done, await looker.failure("silence", silence)
    return done, None


__all__ = [
    "Advertised",
    "Chat",
    "Failure",
    "Heard",
    "Part",
    "Picture",
    "Sight",
    "Talk",
    "look",
    "look_once",
    "tidy_address",
]
