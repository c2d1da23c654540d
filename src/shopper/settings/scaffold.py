"""Begins a new programme: commented config, one scenario that is ready to run, and what git should not keep.

The texts are files in templates/<language>/; what a language lacks is taken from English.
"""

from __future__ import annotations

import json
from pathlib import Path
from string import Template
from typing import get_args

from pydantic import BaseModel

from ..errors import Refused, did_you_mean
from .complaints import validate
from .models import Company, PersonasFile
from .schema import schemas, write_schemas
from .values import Language
from .yaml_reader import read_yaml

_TEMPLATES = Path(__file__).with_name("templates")
_IGNORED = ".shopper/"
_PEOPLE = {"en": "Mary Field", "uk": "Олена Коваль", "ru": "Анна Орлова", "pl": "Anna Nowak"}
_PRODUCTS = {
    "en": "a gift card",
    "uk": "подарунковий сертифікат",
    "ru": "подарочный сертификат",
    "pl": "bon podarunkowy",
}
_ZONES = {"uk": "Europe/Kyiv", "pl": "Europe/Warsaw"}


def write_programme(
    folder: Path, *, name: str, language: str, site: str, mail: str, authorised_by: str, zone: str = ""
) -> list[Path]:
    """Write a new programme into a folder, which may exist; the files written, in order.

    name: the company's. language: en, uk, ru or pl. site, mail: the page with its chat and its e-mail address; one of
    them may be "". authorised_by: who at the company allowed the shopping. zone: an IANA name; by the language if "".

    Raises Refused, with nothing written, where an answer cannot be used or a file is there already.
    """
    texts = _texts(name=name, language=language, site=site, mail=mail, authorised_by=authorised_by, zone=zone)
    schema_files = [f"config/schema/{key}.schema.json" for key in schemas()]
    there = [path for path in (*texts, *schema_files) if (folder / path).exists()]
    if there:
        raise Refused(
            f"{folder} already holds {', '.join(there)}; nothing was written. "
            "Choose an empty folder, or move them away."
        )
    written = []
    try:
        for path, text in texts.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8", newline="\n")
            written.append(folder / path)
        written += [*write_schemas(folder), _ignore(folder)]
    except OSError as error:
        raise Refused(f"{error.filename or folder} cannot be written: {error.strerror}.") from error
    return written


def _texts(*, name: str, language: str, site: str, mail: str, authorised_by: str, zone: str) -> dict[str, str]:
    """Path inside the programme → text. Raises Refused for an answer that the config would be refused for."""
    known = get_args(Language)
    if language not in known:
        raise Refused(f"“{language}” is not a language we write in. {did_you_mean(language, known)}")
    if not site.strip() and not mail.strip():
        raise Refused("a page with a chat or an e-mail address is needed; else there is no way to reach the company.")
    if not name.strip():
        raise Refused("the name of the company is needed.")
    # Sentences and stock wordings are there in English beside every language.
    languages = ", ".join(dict.fromkeys([language, "en"] if language in ("ru", "pl") else [language]))
    answers = {
        "name": _quoted(name),
        "zone": _quoted(zone or _ZONES.get(language, "UTC")),
        "languages": languages,
        "site": _quoted(site),
        "mail": _quoted(mail),
        "authorised_by": _quoted(authorised_by),
        "persona": _quoted(_PEOPLE[language]),
        "product": _quoted(_PRODUCTS[language]),
    }

    def text(template: str) -> str:
        return _template(language, template).substitute(answers)

    parts = [part for part, given in (("channel_chat.yaml", site), ("channel_email.yaml", mail)) if given.strip()]
    answers["channels"] = "\n".join(text(part) for part in parts)
    answers["mailbox"] = text("mailbox.yaml") if mail.strip() else ""
    company, personas = text("company.yaml"), text("personas.yaml")
    _must_be_good(Company, company)
    _must_be_good(PersonasFile, personas)
    return {
        "config/company.yaml": company,
        "config/personas.yaml": personas,
        "config/services.yaml": text("services.yaml"),
        "scenarios/first.feature": text("first.feature"),
    }


def _template(language: str, name: str) -> Template:
    own = _TEMPLATES / language / name
    path = own if own.is_file() else _TEMPLATES / "en" / name
    return Template(path.read_text(encoding="utf-8"))


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
