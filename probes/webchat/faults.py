"""What a page that could not be opened means, in a sentence for the person at the keyboard."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from shopper.errors import OurFault

from .trail import Seen, Trail

_CAUSES: tuple[tuple[tuple[str, ...], str, str, str], ...] = (
    (
        ("ERR_CERT_", "ERR_SSL_", "SEC_ERROR", "ERR_BAD_SSL"),
        "certificate",
        "its certificate is not one that a browser trusts",
        "A customer would see a warning page. Have the certificate mended, or check the address.",
    ),
    (
        ("ERR_NAME_NOT_RESOLVED", "ERR_DNS_"),
        "site_unreachable",
        "there is no such name in the DNS, or no DNS here",
        "Check the spelling of the address and this machine's network.",
    ),
    (
        ("ERR_CONNECTION_REFUSED",),
        "site_unreachable",
        "nothing answers at that address and port",
        "Check that the site is up and the address is right.",
    ),
    (
        ("ERR_INTERNET_DISCONNECTED", "ERR_NETWORK_CHANGED", "ERR_ADDRESS_UNREACHABLE", "ERR_PROXY", "ERR_TUNNEL"),
        "site_unreachable",
        "this machine has no way to it",
        "Check this machine's network and proxy.",
    ),
    (
        ("ERR_FILE_NOT_FOUND",),
        "site_unreachable",
        "there is no such file",
        "Check the path in the channel's address.",
    ),
    (
        ("ERR_TOO_MANY_REDIRECTS",),
        "site_error",
        "it redirects in a circle",
        "Open the address in a browser and see where it leads.",
    ),
    (
        ("invalid URL", "ERR_INVALID_URL", "Cannot navigate to invalid", "ERR_UNKNOWN_URL_SCHEME"),
        "site_unreachable",
        "that is not an address a browser can open",
        "Write the channel's address as https://…",
    ),
)


def host_of(address: str) -> str:
    """The host and port of an address, or all of it where it has none."""
    return urlsplit(address).netloc or address


def navigation_fault(address: str, error: Exception) -> OurFault:
    """The fault for a page that did not open, from the browser's own error."""
    seen = str(error)
    for marks, code, what, todo in _CAUSES:
        if any(mark in seen for mark in marks):
            return OurFault(f"{host_of(address)} could not be opened: {what} ({_short(seen)}). {todo}", code=code)
    if "Timeout" in seen:
        return OurFault(
            f"{host_of(address)} could not be opened: it did not answer in time. Check that the site is up,"
            " and try its address in a browser.",
            code="site_unreachable",
        )
    return OurFault(
        f"{host_of(address)} could not be opened ({_short(seen)}). Try its address in a browser.",
        code="site_unreachable",
    )


def status_fault(address: str, status: int) -> OurFault:
    """The fault for a site that answers with an error of its own (5xx)."""
    return OurFault(
        f"{host_of(address)} answered with an error of its own (HTTP {status}) instead of the page with the chat."
        " Try again when the site is up.",
        code="site_error",
    )


def not_found(address: str, status: int, trail: Trail) -> OurFault:
    """The fault for a page on which no way led to a message box, with what was seen and pressed on it."""
    host = host_of(address)
    if status in (401, 403, 429):
        return OurFault(
            f"{host} did not let us in (HTTP {status}), and no chat was found on the page it showed."
            " Ask the site's owner to let this shopper through.",
            code="blocked",
        )
    answered = f" (the page answered HTTP {status})" if status >= 400 else ""
    opened = [p for p in trail.pressed if p.kind not in ("consent", "dismiss")]
    if opened:
        ways = ", then ".join(dict.fromkeys(f"“{p.name}”" if p.name else "a button without a name" for p in opened))
        came = "a window opened, and no box to write in came" if trail.step == "box" else "nothing came of it"
        return OurFault(
            f"The chat on {address}{answered} did not open: {ways} was pressed, and {came}. {_beside(trail.seen)}Try it"
            " by hand: is the chat offered at this hour? If it is, point its parts out in the channel's “hints”.",
            code="chat_not_opened",
        )
    covered = "Something covers the page and could not be closed. " if trail.step == "banner" else ""
    return OurFault(
        f"No chat was found on {address}{answered}. {covered}No chat button and no box to write in was found."
        f" {_beside(trail.seen)}Open the page in a browser: is the chat on this page, and is it offered at this hour?",
        code="chat_not_found",
    )


def _beside(seen: Iterable[Seen]) -> str:
    """What else there is to reach the company by, as a sentence."""
    there: list[str] = []
    for one in seen:
        name = f" “{one.name}”" if one.name else ""
        if one.kind == "callback":
            there.append(f"a button that orders a call{name}")
        elif one.kind == "elsewhere":
            there.append(f"a link to another channel{name}")
        elif one.kind == "away":
            there.append(f"a link{name} that leads to {one.href} (if the chat is there, give that address)")
    return f"On the page there is {'; '.join(list(dict.fromkeys(there))[:4])}. " if there else ""


def browser_died(what: str = "The browser ended while the conversation was open") -> OurFault:
    """The fault for a conversation lost with its browser."""
    return OurFault(
        f"{what}, and the chat did not bring the conversation back. The visit is not measured; run it again.",
        code="browser_died",
    )


def _short(seen: str) -> str:
    line = seen.strip().splitlines()[0] if seen.strip() else "no reason given"
    return line.removeprefix("Page.goto: ").split(" at ", 1)[0]
