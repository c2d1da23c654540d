"""What an owner is asked for a new programme, and what is usual where they say nothing."""

from __future__ import annotations

from dataclasses import dataclass

ZONES = {"uk": "Europe/Kyiv", "ru": "Europe/Kyiv", "pl": "Europe/Warsaw"}
PEOPLE = {
    "en": ("Mary Field", "John Carter", "Susan Wright"),
    "uk": ("Олена Коваль", "Андрій Мельник", "Ірина Бондар"),
    "ru": ("Анна Орлова", "Сергей Белов", "Марина Титова"),
    "pl": ("Anna Nowak", "Piotr Zieliński", "Ewa Mazur"),
}
CITIES = {"en": "London", "uk": "Київ", "ru": "Киев", "pl": "Warszawa"}
PRODUCTS = {
    "shop": {
        "en": "a gift card",
        "uk": "подарунковий сертифікат",
        "ru": "подарочный сертификат",
        "pl": "bon podarunkowy",
    },
    "provider": {"en": "a consultation", "uk": "консультація", "ru": "консультация", "pl": "konsultacja"},
}


@dataclass(frozen=True, slots=True)
class OtherWay:
    """A way to reach the company that is only recognised. kind: as a channel's; title: what reports call it."""

    kind: str
    address: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """What an owner is asked for a new programme.

    name: the company's. language: en, uk, ru or pl. trade: shop or provider. site, mail: the page with its chat and its
    e-mail address; one of them may be "". mailbox: the customer's own address; "" while there is none. authorised_by:
    who at the company allowed the shopping. zone: an IANA name; customer: the first customer's name; product: what
    questions are about; these three by the language if "". order: the number of an order that was really placed, or "".
    speaks: the language that its customers write in, where that is not the owner's. hours: the promised hours, as the
    config takes them; "" where none are known. others: further ways to reach it, at which nobody is shopped.
    to_come: there is no chat and no mailbox yet, so that nobody can be asked anything until there is one.
    """

    name: str
    language: str
    site: str = ""
    mail: str = ""
    mailbox: str = ""
    authorised_by: str = ""
    zone: str = ""
    trade: str = "shop"
    customer: str = ""
    product: str = ""
    order: str = ""
    speaks: str = ""
    hours: str = ""
    others: tuple[OtherWay, ...] = ()
    to_come: bool = False

    @property
    def customers(self) -> str:
        """The language that customers write in."""
        return self.speaks or self.language


@dataclass(frozen=True, slots=True)
class FirstTry:
    """How the config differs while the first question of all is asked and waited for.

    wait_s: how long an answer is waited for. at_night: also in the quiet hours, as the owner was asked and said yes.
    """

    wait_s: float
    at_night: bool = False


def usual(language: str, trade: str) -> dict[str, str]:
    """What is written where an owner says nothing: zone, customer and product. language: the customers'."""
    return {
        "zone": ZONES.get(language, "UTC"),
        "customer": PEOPLE[language][0],
        "product": PRODUCTS[trade][language],
    }
