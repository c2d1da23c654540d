"""Begins a new programme: commented config in the owner's language, its first scenarios, and what git should not keep.

The texts are files in templates/<language>/.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import get_args

from pydantic import BaseModel

from ..errors import Refused, did_you_mean
from .complaints import validate
from .mail_servers import servers_of
from .models import Company, GuardRails, PersonasFile
from .schema import schemas, write_schemas
from .values import Language
from .yaml_reader import read_yaml

LANGUAGES: tuple[str, ...] = get_args(Language)
TRADES = ("shop", "provider")
_TEMPLATES = Path(__file__).with_name("templates")
_IGNORED = ".shopper/"
_ZONES = {"uk": "Europe/Kyiv", "ru": "Europe/Kyiv", "pl": "Europe/Warsaw"}
_PEOPLE = {
    "en": ("Mary Field", "John Carter", "Susan Wright"),
    "uk": ("Олена Коваль", "Андрій Мельник", "Ірина Бондар"),
    "ru": ("Анна Орлова", "Сергей Белов", "Марина Титова"),
    "pl": ("Anna Nowak", "Piotr Zieliński", "Ewa Mazur"),
}
_CITIES = {"en": "London", "uk": "Київ", "ru": "Киев", "pl": "Warszawa"}
_PRODUCTS = {
    "shop": {
        "en": "a gift card",
        "uk": "подарунковий сертифікат",
        "ru": "подарочный сертификат",
        "pl": "bon podarunkowy",
    },
    "provider": {"en": "a consultation", "uk": "консультація", "ru": "консультация", "pl": "konsultacja"},
}


@dataclass(frozen=True, slots=True)
class Answers:
    """What an owner is asked for a new programme.

    name: the company's. language: en, uk, ru or pl. trade: shop or provider. site, mail: the page with its chat and its
    e-mail address; one of them may be "". mailbox: the customer's own address; "" while there is none. authorised_by:
    who at the company allowed the shopping. zone: an IANA name; customer: the first customer's name; product: what
    questions are about; these three by the language if "". order: the number of an order that was really placed, or "".
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


def usual(language: str, trade: str) -> dict[str, str]:
    """What is written where an owner says nothing: zone, customer and product."""
    return {
        "zone": _ZONES.get(language, "UTC"),
        "customer": _PEOPLE[language][0],
        "product": _PRODUCTS[trade][language],
    }


def write_programme(
    folder: Path,
    answers: Answers,
    features: Mapping[str, str] | None = None,
    *,
    visits: int = 0,
    visits_of_one: int = 0,
) -> list[Path]:
    """Write a new programme into a folder, which may exist; the files written, in order.

    features: path inside the programme → text. visits: how many its scenarios make in one channel; visits_of_one: how
    many of them one customer must make; the guard rails allow as many, and what they usually allow at least.

    Raises Refused, with nothing written, where an answer cannot be used or a file is there already.
    """
    texts = _texts(answers, visits=visits, visits_of_one=visits_of_one) | dict(features or {})
    schema_files = [f"config/schema/{key}.schema.json" for key in schemas()]
    there = [path for path in (*texts, *schema_files) if (folder / path).exists()]
    if there:
        raise Refused(
            f"{folder} already holds {', '.join(there)}; nothing was written. "
            "Choose an empty folder, or move them away."
        )
    written: list[Path] = []
    made: list[Path] = []
    try:
        for path, text in texts.items():
            made += _make_folder((folder / path).parent)
            written.append(folder / path)
            (folder / path).write_text(text, encoding="utf-8", newline="\n")
        made += _make_folder(folder / "config" / "schema")
        written += [folder / path for path in schema_files]
        write_schemas(folder)
        written.append(_ignore(folder))
    except BaseException as error:
        _take_back(written, made)
        if isinstance(error, OSError):
            raise Refused(f"{error.filename or folder} cannot be written: {error.strerror}.") from error
        raise
    return written


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder; those that were missing, the outermost first."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _take_back(written: list[Path], made: list[Path]) -> None:
    """Leave nothing half written: not after Ctrl-C, and not on a full disk."""
    for path in written:
        if path.name != ".gitignore":
            path.unlink(missing_ok=True)
    for path in reversed(made):
        if not os.listdir(path):  # noqa: PTH208 - the folder may hold what somebody else put there meanwhile
            path.rmdir()


def _texts(answers: Answers, *, visits: int, visits_of_one: int) -> dict[str, str]:
    """Path inside the programme → text. Raises Refused for an answer that the config would be refused for."""
    if answers.language not in LANGUAGES:
        raise Refused(
            f"“{answers.language}” is not a language we write in. {did_you_mean(answers.language, LANGUAGES)}"
        )
    if answers.trade not in TRADES:
        raise Refused(f"“{answers.trade}” is not a trade. {did_you_mean(answers.trade, TRADES)}")
    if not answers.site.strip() and not answers.mail.strip():
        raise Refused("a page with a chat or an e-mail address is needed; else there is no way to reach the company.")
    if not answers.site.strip() and not answers.mailbox.strip():
        raise Refused(
            "without a chat, a mailbox of the customer's own is needed (--mailbox): what would they write from?."
        )
    if not answers.name.strip():
        raise Refused("the name of the company is needed.")
    values = _values(answers, visits, visits_of_one)

    def text(template: str) -> str:
        path = _TEMPLATES / answers.language / template
        return Template(path.read_text(encoding="utf-8")).substitute(values)

    has_mailbox = bool(answers.mailbox.strip())
    values["shopped"] = "" if has_mailbox else text("no_mailbox.txt").rstrip("\n")
    parts = (("channel_chat.yaml", answers.site), ("channel_email.yaml", answers.mail))
    values["channels"] = "\n".join(text(part).rstrip("\n") + "\n" for part, given in parts if given.strip())
    values["mailbox_block"] = text("mailbox.yaml" if has_mailbox else "mailbox_to_come.yaml").rstrip("\n")
    company, personas = text("company.yaml"), text("personas.yaml")
    _must_be_good(Company, company)
    _must_be_good(PersonasFile, personas)
    return {
        "config/company.yaml": company,
        "config/personas.yaml": personas,
        "config/services.yaml": text("services.yaml"),
    }


def _values(answers: Answers, visits: int, visits_of_one: int) -> dict[str, str]:
    """What the templates are filled with, as YAML."""
    rails = GuardRails.model_fields
    given = usual(answers.language, answers.trade)
    given |= {key: text for key in given if (text := getattr(answers, key).strip())}
    smtp, imap = servers_of(answers.mailbox)
    _, second, third = _PEOPLE[answers.language]
    order = answers.order.strip()
    fact = f"order_number: {{value: {json.dumps(order or '…', ensure_ascii=False)}, real: true}}"
    texts = {
        "name": answers.name,
        "zone": given["zone"],
        "trade": answers.trade,
        "site": answers.site,
        "mail": answers.mail,
        "mailbox": answers.mailbox,
        "smtp": smtp,
        "imap": imap,
        "authorised_by": answers.authorised_by,
        "customer": given["customer"],
        "second": second,
        "third": third,
        "product": given["product"],
        "city": _CITIES[answers.language],
    }
    return {key: _quoted(text) for key, text in texts.items()} | {
        "languages": answers.language,
        "language": answers.language,
        "visits_per_day": str(max(visits, rails["visits_per_day"].default)),
        "persona_visits_per_week": str(max(visits_of_one, rails["persona_visits_per_week"].default)),
        "order": f"      {fact}\n" if order else f"      # {fact}\n",
    }


def _quoted(text: str) -> str:
    """As a YAML scalar: in double quotes, which YAML shares with JSON, unless it is plain beyond doubt."""
    text = text.strip()
    plain = text.replace(" ", "").replace("/", "").isalpha()
    return text if plain and text.lower() not in ("true", "false", "null") else json.dumps(text, ensure_ascii=False)


def _must_be_good(model: type[BaseModel], text: str) -> None:
    document = read_yaml("", text.encode())
    if not document.mistakes:
        validate(model, document, document.value)
    if document.mistakes:
        raise Refused(" ".join(f"{m.key}: {m.what} {m.hint}".strip() for m in document.mistakes))


def _ignore(folder: Path) -> Path:
    """git does not keep a programme's state; what an existing .gitignore says stays."""
    path = folder / ".gitignore"
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    if _IGNORED not in before.split():
        gap = "" if not before or before.endswith("\n") else "\n"
        path.write_text(f"{before}{gap}{_IGNORED}\n", encoding="utf-8", newline="\n")
    return path
