"""What a page that could not be opened means, in a sentence for the person at the keyboard."""

from __future__ import annotations

from urllib.parse import urlsplit

from shopper.errors import OurFault

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


def browser_died(what: str = "The browser ended while the conversation was open") -> OurFault:
    """The fault for a conversation lost with its browser."""
    return OurFault(
        f"{what}, and the chat did not bring the conversation back. The visit is not measured; run it again.",
        code="browser_died",
    )


def _short(seen: str) -> str:
    line = seen.strip().splitlines()[0] if seen.strip() else "no reason given"
    return line.removeprefix("Page.goto: ").split(" at ", 1)[0]
