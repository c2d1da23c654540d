"""The keys to a site that is not open to everybody: secrets resolved, files read. Never logged or kept."""

from __future__ import annotations

import json
import ssl
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..errors import OurFault, Refused
from .secrets import resolve
from .site_access import SiteAccess, is_reference

if TYPE_CHECKING:
    from .models import Company

_LARGEST = 20_000_000  # bytes of a login file that are read


@dataclass(frozen=True, slots=True)
class SiteKeys:
    """What SiteAccess names, as it is used. Nothing of it stands in its repr.

    origin: the only one that any of it is sent to. login: cookies and stored items as Playwright saves them.
    ca: a path.
    """

    origin: str
    user: str = ""
    password: str = field(default="", repr=False)
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    cookies: dict[str, str] = field(default_factory=dict, repr=False)
    login: dict[str, Any] = field(default_factory=dict, repr=False)
    ca: str = ""


def origin_of(address: str) -> str:
    """Scheme, host and port of an address, as browsers write an origin; "" of a file."""
    url = urlsplit(address)
    if url.scheme not in ("http", "https") or not url.hostname:
        return ""
    host = f"[{url.hostname}]" if ":" in url.hostname else url.hostname
    usual = {"http": 80, "https": 443}[url.scheme]
    return f"{url.scheme}://{host}" + (f":{url.port}" if url.port and url.port != usual else "")


def keys_of(access: SiteAccess | None, address: str, channel_id: str) -> SiteKeys:
    """The keys to the site of that address. May ask the keyring and block.

    Raises OurFault, code "secret", "login" or "ca", that names the setting and says what to do.
    """
    keys = SiteKeys(origin_of(address))
    if access is None:
        return keys
    if not keys.origin:
        raise OurFault(
            f"channels.{channel_id}.access: {address} is no site, so there is nothing to let the browser into. Take"
            " access: out, or write the site's address.",
            code="access",
        )
    where = f"the site of channel {channel_id} (channels.{channel_id}.access"
    if access.ca:
        _check_authority(Path(access.ca), f"channels.{channel_id}.access.ca")
    return SiteKeys(
        keys.origin,
        access.user,
        resolve(access.password, f"{where}.password)") if access.password else "",
        {name: _value(value, f"{where}.headers.{name})") for name, value in access.headers.items()},
        {name: _value(value, f"{where}.cookies.{name})") for name, value in access.cookies.items()},
        _login(Path(access.login), keys.origin, f"channels.{channel_id}.access.login") if access.login else {},
        access.ca,
    )


def check_keys(company: Company, channels: Collection[str]) -> None:
    """Refuse, before anything is said, what the sites of these channels would be entered with and is not there.

    Raises Refused with all that is missing.
    """
    missing = []
    for name in channels:
        channel = company.channels.get(name)
        if channel is None or channel.access is None:
            continue
        if channel.kind != "webchat":
            missing.append(
                f"channels.{name}.access: only a web chat has a site to be let into, and this is a channel of the kind"
                f" “{channel.kind}”. Take it out."
            )
            continue
        try:
            keys_of(channel.access, channel.address, name)
        except OurFault as fault:
            missing.append(str(fault))
    if missing:
        raise Refused("\n".join(missing))


def _value(value: str, where: str) -> str:
    found = resolve(value, where) if is_reference(value) else value
    if any(ord(c) < 32 or ord(c) == 127 for c in found):
        raise OurFault(f"{where}: the secret has more than one line; a header or cookie has one.", code="secret")
    return found


def _login(path: Path, origin: str, setting: str) -> dict[str, Any]:
    how = f"Log in by hand and save it again: playwright open --save-storage={path} {origin}"
    try:
        if path.stat().st_size > _LARGEST:
            raise OurFault(f"{setting}: {path} is too large to be a saved login. {how}", code="login")
        saved = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise OurFault(f"{setting}: {path} cannot be read ({error.strerror}). {how}", code="login") from None
    except (ValueError, RecursionError):
        raise OurFault(f"{setting}: {path} is not a saved login. {how}", code="login") from None
    saved = saved if isinstance(saved, dict) else {}
    cookies, origins = saved.get("cookies", []), saved.get("origins", [])
    if not _is_list_of(cookies, "name", "value") or not _is_list_of(origins, "origin") or not (cookies or origins):
        raise OurFault(f"{setting}: {path} is not a saved login. {how}", code="login")
    host = urlsplit(origin).hostname or ""
    own = [c for c in cookies if _is_for(str(c.get("domain", "")), host)]
    lasting = [e for c in own if isinstance(e := c.get("expires", -1), int | float)]
    if own and len(lasting) == len(own) and all(0 < e < time.time() for e in lasting):
        raise OurFault(f"{setting}: the login in {path} has expired. {how}", code="login")
    return {"cookies": cookies, "origins": origins}


def _is_list_of(value: Any, *keys: str) -> bool:
    return isinstance(value, list) and all(
        isinstance(item, dict) and all(isinstance(item.get(key), str) for key in keys) for item in value
    )


def _is_for(domain: str, host: str) -> bool:
    domain = domain.removeprefix(".").lower()
    return host == domain or host.endswith(f".{domain}")


def _check_authority(path: Path, setting: str) -> None:
    try:
        text = path.read_text("ascii")
    except OSError as error:
        raise OurFault(f"{setting}: {path} cannot be read ({error.strerror}). Correct the path.", code="ca") from None
    except ValueError:
        text = ""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=text)
    except (ssl.SSLError, ValueError):
        raise OurFault(
            f"{setting}: {path} holds no certificate that can be read. It must be a PEM file, which begins with"
            " -----BEGIN CERTIFICATE-----.",
            code="ca",
        ) from None
