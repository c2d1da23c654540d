"""Makes out of what a page says the ways to reach its company, each once and in one form; pure functions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import phonenumbers

from shopper.reading.addresses import find_addresses

from .looking_hours import hours_in, hours_of_schema
from .looking_sight import Advertised

# Where it is most worth being seen first.
_RANK = ("corner", "top", "main", "footer", "menu", "chat", "data", "unseen")
ORDER = (
    "webchat",
    "phone",
    "callback",
    "email",
    "website_form",
    "telegram",
    "viber",
    "whatsapp",
    "facebook",
    "instagram",
    "vk",
    "twitter",
    "sms",
    "app",
    "hours",
)
_REGIONS = {
    "uk": "UA",
    "pl": "PL",
    "kk": "KZ",
    "be": "BY",
    "cs": "CZ",
    "de": "DE",
    "ro": "RO",
    "en-gb": "GB",
    "en-us": "US",
}
_DOMAINS = {
    "ua": "UA",
    "pl": "PL",
    "ru": "RU",
    "kz": "KZ",
    "by": "BY",
    "uk": "GB",
    "de": "DE",
    "cz": "CZ",
    "lt": "LT",
    "md": "MD",
    "ge": "GE",
}
_SHARES = re.compile(
    r"/(share|sharer|intent|dialog|plugins|tr|hashtag|search|home|login|policies|privacy|help|legal|about)\b",
    re.IGNORECASE,
)
_NOT_MAIL = re.compile(r"\.(png|jpe?g|gif|svg|webp|avif|css|js)$|@(sentry|example\.com$)|@\d+x$", re.IGNORECASE)
_POSTS = {
    "instagram.com": {"p", "reel", "reels", "explore", "stories", "tv"},
    "t.me": {"share", "addstickers"},
    "x.com": {"i"},
    "twitter.com": {"i"},
}
_SOCIAL = {
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "m.me": "facebook",
    "messenger.com": "facebook",
    "instagram.com": "instagram",
    "vk.com": "vk",
    "vk.me": "vk",
    "twitter.com": "twitter",
    "x.com": "twitter",
}
_SAME_SITE = re.compile(r"^(www|m|web|mobile|[a-z]{2}-[a-z]{2})\.(?=[^.]+\.)")
_SHOPS = ("apps.apple.com", "play.google.com", "appgallery.huawei.com")


def region_of(host: str, page_language: str, given: str = "") -> str:
    """The country of numbers that are written without their country code ("UA"); "" where nothing tells."""
    if given:
        return given.upper()
    last = host.rsplit(":", 1)[0].rsplit(".", 1)[-1].lower()
    tongue = page_language.lower().replace("_", "-")
    return _DOMAINS.get(last) or _REGIONS.get(tongue) or _REGIONS.get(tongue.partition("-")[0], "")


def advertised(facts: Sequence[Mapping[str, Any]], address: str, region: str) -> list[Advertised]:
    """All that the page and its frames advertise, the best place of each first. facts: what each frame told ("inner":
    it is not the page itself); what is not as expected in them is passed over."""
    found: list[Advertised] = []
    for frame in facts:
        found.extend(_of_frame(frame, address, region, inner=bool(frame.get("inner"))))
    return _each_once(found)


def _of_frame(frame: Mapping[str, Any], address: str, region: str, *, inner: bool) -> Iterator[Advertised]:
    def place(where: object) -> str:
        return "chat" if inner else str(where)

    for link in _maps(frame, "links"):
        one = _of_link(str(link.get("href", "")), str(link.get("text", "")), place(link.get("where")), region)
        if one is not None:
            yield one
    for item in _maps(frame, "items"):
        text, where = str(item.get("text", "")), place(item.get("where"))
        if item.get("item") == "openingHours":
            yield from (Advertised("hours", h, text, where) for h in hours_of_schema({"openingHours": text}))
        else:
            yield from _in_text(text, where, region)
    for line in _maps(frame, "lines"):
        text, where = str(line.get("text", "")), place(line.get("where"))
        hours = hours_in(text, str(line.get("before", "")))
        if hours is not None:
            yield Advertised("hours", hours[0], hours[1], where)
        yield from _in_text(text, where, region)
    for form in _maps(frame, "forms"):
        asks = ", ".join(map(str, form.get("asks") or ()))
        said = str(form.get("text", "")) or asks
        yield Advertised(str(form.get("kind", "website_form")), address, said, place(form.get("where")))
    for call in _maps(frame, "calls"):
        yield Advertised("callback", address, str(call.get("text", "")), place(call.get("where")))
    for told in frame.get("data") or ():
        yield from _of_schema(str(told), region)


def _maps(frame: Mapping[str, Any], key: str) -> Iterator[Mapping[str, Any]]:
    return (one for one in frame.get(key) or () if isinstance(one, Mapping))


def _of_link(href: str, text: str, where: str, region: str) -> Advertised | None:
    scheme, _, rest = href.partition(":")
    scheme, rest = scheme.lower(), unquote(rest)
    if scheme == "mailto":
        mail = rest.partition("?")[0].strip().lower()
        return Advertised("email", mail, text or mail, where) if "@" in mail else None
    if scheme in ("tel", "callto", "sms"):
        number = phone(rest.partition("?")[0].strip("/ "), region)
        return Advertised("sms" if scheme == "sms" else "phone", number, text or number, where) if number else None
    if scheme in ("tg", "viber", "whatsapp"):
        return _of_scheme(scheme, rest, text, where, region)
    if scheme not in ("http", "https"):
        return None
    return _of_page(href, text, where, region)


def _of_scheme(scheme: str, rest: str, text: str, where: str, region: str) -> Advertised | None:
    # A "+" of a number stands bare in many such links, and would be read as a space.
    asked = parse_qs(rest.partition("?")[2].replace("+", "%2B"))

    def value(*names: str) -> str:
        return next((asked[name][0].strip() for name in names if name in asked), "")

    if scheme == "tg":
        name = value("domain")
        return Advertised("telegram", f"https://t.me/{name}", text or f"@{name}", where) if name else None
    number = phone(value("number", "phone", "contact"), region)
    if scheme == "viber":
        bot = value("chatURI", "chaturi")
        if not number and not bot:
            return None
        address = f"viber://chat?number=%2B{number.lstrip('+')}" if number else f"viber://pa?chatURI={bot}"
        return Advertised("viber", address, text or number or bot, where)
    return Advertised("whatsapp", f"https://wa.me/{number.lstrip('+')}", text or number, where) if number else None


def _of_page(href: str, text: str, where: str, region: str) -> Advertised | None:
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    host = _SAME_SITE.sub("", parts.netloc.lower())
    path = [unquote(p) for p in parts.path.split("/") if p]
    if host in ("t.me", "telegram.me", "telegram.dog"):
        name = "/".join(path[1:] if path[:1] == ["s"] else path[:2] if path[:1] == ["joinchat"] else path[:1])
        if not name or path[0] in _POSTS["t.me"]:
            return None
        return Advertised("telegram", f"https://t.me/{name}", text or f"@{name}", where)
    if host in ("wa.me", "api.whatsapp.com", "whatsapp.com", "chat.whatsapp.com"):
        digits = "".join((parse_qs(parts.query).get("phone") or path[:1] or [""])[0])
        number = phone("+" + re.sub(r"\D", "", digits), region) if re.search(r"\d{7}", digits) else ""
        if number:
            return Advertised("whatsapp", f"https://wa.me/{number.lstrip('+')}", text or number, where)
        known = (host == "wa.me" and path[:1] == ["message"]) or host == "chat.whatsapp.com"
        return (
            Advertised("whatsapp", f"https://{host}{parts.path}".rstrip("/"), text, where) if known and path else None
        )
    if host in ("viber.click", "chats.viber.com", "invite.viber.com") and (path or parts.query):
        number = phone("+" + path[0], region) if path and path[0].isdigit() else ""
        return Advertised("viber", f"viber://chat?number=%2B{number.lstrip('+')}" if number else href, text, where)
    if host in _SHOPS:
        return Advertised("app", href.partition("&")[0], text, where)
    kind = _SOCIAL.get(host)
    if kind is None or not path or _SHARES.match(parts.path) or path[0].lower() in _POSTS.get(host, ()):
        return None
    name = parts.path.rstrip("/")
    if host == "facebook.com" and path[0] == "profile.php":
        name += "?" + parts.query
    return Advertised(kind, f"https://{host}{name}", text or path[0], where)


def _in_text(line: str, where: str, region: str) -> Iterator[Advertised]:
    for one in find_addresses(line):
        if one.kind == "email" and not _NOT_MAIL.search(one.text):
            yield Advertised("email", one.text.lower(), one.text, where)
        elif one.kind == "url":
            link = one.text if "://" in one.text else f"https://{one.text}"
            known = _of_page(link, one.text, where, region)
            if known is not None:
                yield known
    for match in phonenumbers.PhoneNumberMatcher(line, region or None):
        yield Advertised("phone", _e164(match.number), match.raw_string, where)


def _of_schema(told: str, region: str) -> Iterator[Advertised]:
    try:
        stack: list[Any] = [json.loads(told)]
    except (ValueError, RecursionError):
        return
    left = 500  # objects of one script; nobody describes a shop in more
    while stack and left:
        left -= 1
        one = stack.pop()
        if isinstance(one, list):
            stack.extend(one)
            continue
        if not isinstance(one, Mapping):
            continue
        stack.extend(v for v in one.values() if isinstance(v, (Mapping, list)))
        for number in _strings(one.get("telephone")):
            if normal := phone(number, region):
                yield Advertised("phone", normal, number, "data")
        for mail in _strings(one.get("email")):
            address = mail.removeprefix("mailto:").strip().lower()
            if "@" in address:
                yield Advertised("email", address, address, "data")
        for link in _strings(one.get("sameAs")):
            known = _of_page(link, "", "data", region)
            if known is not None:
                yield known
        for hours in hours_of_schema(one):
            yield Advertised("hours", hours if ":" in hours or "/" in hours else "", hours, "data")


def _strings(value: Any) -> Iterable[str]:
    return (
        [value]
        if isinstance(value, str)
        else [v for v in value if isinstance(v, str)]
        if isinstance(value, list)
        else []
    )


def phone(written: str, region: str) -> str:
    """A number as +380441234567; one that has no such form (a short one) as its digits; "" for what is none."""
    text = written.strip()
    try:
        number = phonenumbers.parse(text, region or None)
    except phonenumbers.NumberParseException:
        digits = re.sub(r"[^\d*#]", "", text)
        return digits if 3 <= len(digits) <= 15 else ""
    if phonenumbers.is_possible_number(number):
        return _e164(number)
    digits = re.sub(r"[^\d*#]", "", text)
    return digits if 3 <= len(digits) <= 15 else ""


def _e164(number: phonenumbers.PhoneNumber) -> str:
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _each_once(found: Iterable[Advertised]) -> list[Advertised]:
    best: dict[tuple[str, str], Advertised] = {}
    for one in found:
        key = (one.kind, one.address.casefold().rstrip("/") or one.text.casefold())
        if one.kind in ("callback", "website_form"):
            key = (one.kind, one.text.casefold())
        known = best.get(key)
        if known is None or _rank(one.where) < _rank(known.where):
            best[key] = one
    # A number that is already known with its country code is not listed once more without it.
    whole = [one.address for one in best.values() if one.kind == "phone" and one.address.startswith("+")]
    kept = [
        one
        for one in best.values()
        if not (one.kind == "phone" and not one.address.startswith("+") and len(one.address) >= 7)
        or not any(full.endswith(one.address.lstrip("0")) for full in whole)
    ]
    return sorted(kept, key=lambda one: (ORDER.index(one.kind) if one.kind in ORDER else len(ORDER), _rank(one.where)))


def _rank(where: str) -> int:
    return _RANK.index(where) if where in _RANK else len(_RANK)
