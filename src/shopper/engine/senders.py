"""Who a message is from, as far as addresses tell: names that may be the company's, and the channel they stand for."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from ..model import ChannelAddress
from ..reading.addresses import same_form

# At these anybody has an address, so the domain says nothing about who wrote.
_OPEN_TO_ALL = frozenset({
    "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com", "icloud.com", "me.com",
    "proton.me", "protonmail.com", "gmx.com", "gmx.net", "aol.com", "zoho.com", "ukr.net", "i.ua", "meta.ua",
    "bigmir.net", "email.ua", "wp.pl", "o2.pl", "onet.pl", "interia.pl", "op.pl", "gazeta.pl", "poczta.fm", "mail.ru",
    "bk.ru", "list.ru", "inbox.ru", "yandex.ru", "ya.ru", "rambler.ru",
})  # fmt: skip
# A page on one of these is one of very many companies': what its host writes by mail is mostly no company's answer.
_HOSTS_OF_MANY = frozenset({
    "facebook.com", "instagram.com", "t.me", "wa.me", "m.me", "google.com", "vk.com", "x.com", "twitter.com",
    "linkedin.com", "olx.ua", "prom.ua", "rozetka.com.ua", "allegro.pl", "github.io", "localhost",
})  # fmt: skip


class CompanySenders:
    """All the company's addresses, over all its channels: mail addresses, the hosts of its pages, phone numbers."""

    def __init__(self, channels: Iterable[ChannelAddress] = ()) -> None:
        self._channel_of: dict[str, str] = {}
        mail: list[str] = []
        hosts: list[str] = []
        for channel in channels:
            for address in (channel.address, *channel.aliases):
                self._channel_of.setdefault(same_form(address), channel.id)
                if "@" in address and "/" not in address:
                    mail.append(address)
                elif channel.kind == "webchat" and (host := _host_of(address)):
                    hosts.append(host)
        senders, parents = senders_of(mail, hosts)
        self._names = senders | parents

    def may_be(self, sender: str) -> bool:
        """Whether somebody at the company may have written or called from this address."""
        return same_form(sender) in self._channel_of or any(name in self._names for name in names_of(sender))

    def channel_of(self, sender: str) -> str:
        """The id of the channel that has this very address, "" where none has."""
        return self._channel_of.get(same_form(sender), "") if sender else ""


def senders_of(addresses: Iterable[str], domains: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """(the company's addresses and "@domain"s, the domains above those): mail from shop.example for one that is
    written to at help.shop.example is the company's too."""
    full = {address.strip().lower() for address in addresses}
    named = {domain.strip().lower().lstrip("@") for domain in domains}
    named |= {address.rpartition("@")[2] for address in full if "@" in address}
    named -= _OPEN_TO_ALL | {""}
    above = {"^" + parent for domain in named for parent in _above(domain)}
    return frozenset(full - {""} | {"@" + d for d in named}), frozenset(above)


def names_of(sender: str) -> list[str]:
    """What a sender may be known under, the most exact first."""
    sender = sender.strip().lower()
    domain = sender.rpartition("@")[2] if "@" in sender else ""
    names = [sender] if sender else []
    if domain and domain not in _OPEN_TO_ALL:
        names += ["@" + domain, "^" + domain, *("@" + parent for parent in _above(domain))]
    return names


def _above(domain: str) -> list[str]:
    """The domains above this one, down to two labels: mail.shop.example -> [shop.example]."""
    labels = domain.split(".")
    return [".".join(labels[at:]) for at in range(1, len(labels) - 1)]


def _host_of(page: str) -> str:
    """The host of a company's own page; "" for an address without one, or one that very many companies share."""
    try:
        host = urlsplit(page if "//" in page else f"//{page}").hostname or ""
    except ValueError:
        return ""
    host = host.removeprefix("www.")
    shared = any(host == many or host.endswith("." + many) for many in _HOSTS_OF_MANY)
    return "" if shared or "." not in host or host.replace(".", "").isdigit() else host
