"""Begins a new programme: commented config in the owner's language, its first scenarios, and what git should not keep.

The texts are files in templates/<language>/.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import get_args

from pydantic import BaseModel

from ..errors import Refused, did_you_mean
from .answers import CITIES, PEOPLE, Answers, FirstTry, OtherWay, usual
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
NOTICE = "NOTICE-FOR-STAFF.md"
_TRY_QUIET_S = 30.0  # who tries it the first time sits there and watches


def write_programme(
    folder: Path,
    answers: Answers,
    features: Mapping[str, str] | None = None,
    *,
    visits: int = 0,
    visits_of_one: int = 0,
    first_try: FirstTry | None = None,
) -> list[Path]:
    """Write a new programme into a folder, which may exist; the files written, in order.

    features: path inside the programme → text. visits: how many its scenarios make in one channel; visits_of_one: how
    many of them one customer must make; the guard rails allow as many, and what they usually allow at least.
    first_try: the config is for the first question alone, until `settle_company` writes the lasting one.

    Raises Refused, with nothing written, where an answer cannot be used or a file is there already.
    """
    texts = _texts(answers, visits, visits_of_one, first_try) | dict(features or {})
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


def settle_company(folder: Path, answers: Answers, *, visits: int = 0, visits_of_one: int = 0) -> None:
    """Write the company's lasting config over the one of its first try. Raises OSError; the old one stands then."""
    text = _texts(answers, visits, visits_of_one, None)["config/company.yaml"]
    beside = folder / "config" / "company.yaml.new"
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(folder / "config" / "company.yaml")


def first_question(language: str) -> str:
    """The text of the feature that asks one harmless question in the chat."""
    return (_TEMPLATES / language / "first_question.feature").read_text(encoding="utf-8")


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


def _texts(answers: Answers, visits: int, visits_of_one: int, first_try: FirstTry | None) -> dict[str, str]:
    """Path inside the programme → text. Raises Refused for an answer that the config would be refused for."""
    if answers.language not in LANGUAGES:
        raise Refused(
            f"“{answers.language}” is not a language we write in. {did_you_mean(answers.language, LANGUAGES)}"
        )
    if answers.trade not in TRADES:
        raise Refused(f"“{answers.trade}” is not a trade. {did_you_mean(answers.trade, TRADES)}")
    if not answers.site.strip() and not answers.mail.strip():
        raise Refused("a page with a chat or an e-mail address is needed; else there is no way to reach the company.")
    if not answers.site.strip() and not answers.mailbox.strip() and not answers.to_come:
        raise Refused(
            "without a chat, a mailbox of the customer's own is needed (--mailbox): what would they write from?."
        )
    if not answers.name.strip():
        raise Refused("the name of the company is needed.")
    values = _values(answers, visits, visits_of_one) | _of_first_try(answers, first_try)

    def text(template: str) -> str:
        path = _TEMPLATES / answers.language / template
        return Template(path.read_text(encoding="utf-8")).substitute(values)

    has_mailbox = bool(answers.mailbox.strip())
    values["shopped"] = "" if has_mailbox else text("no_mailbox.txt").rstrip("\n")
    parts = (("channel_chat.yaml", answers.site), ("channel_email.yaml", answers.mail))
    blocks = [text(part) for part, given in parts if given.strip()]
    for number, way in enumerate(answers.others):
        same = sum(other.kind == way.kind for other in (*answers.others[:number], *_main_ways(answers)))
        values |= {"id": way.kind if not same else f"{way.kind}_{same + 1}", "kind": way.kind}
        title = way.title or way.kind
        values |= {"title": _quoted(f"{title} {same + 1}" if same else title), "address": _quoted(way.address)}
        blocks.append(text("channel_other.yaml"))
    values["channels"] = "\n".join(block.rstrip("\n") + "\n" for block in blocks)
    values["mailbox_block"] = text("mailbox.yaml" if has_mailbox else "mailbox_to_come.yaml").rstrip("\n")
    company, personas = text("company.yaml"), text("personas.yaml")
    _must_be_good(Company, company)
    _must_be_good(PersonasFile, personas)
    return {
        "config/company.yaml": company,
        "config/personas.yaml": personas,
        "config/services.yaml": text("services.yaml"),
        "config/schedule.yaml": text("schedule.yaml"),
        "config/calendar.yaml": text("calendar.yaml"),
        "config/reports.yaml": text("reports.yaml"),
        NOTICE: _notice(answers),
    }


def _notice(answers: Answers) -> str:
    """What the company's own people are told before they are tested, in Markdown."""
    template = (_TEMPLATES / answers.language / "notice.md").read_text(encoding="utf-8")
    values = {"name": answers.name, "authorised_by": answers.authorised_by}
    return Template(template).substitute({key: _in_markdown(text) for key, text in values.items()})


def _in_markdown(text: str) -> str:
    """One line in which nothing of Markdown is alive."""
    return re.sub(r"([\\`*_<>\[\]#|])", r"\\\1", " ".join(text.split()))


def _main_ways(answers: Answers) -> list[OtherWay]:
    ways = (OtherWay("webchat", answers.site), OtherWay("email", answers.mail))
    return [way for way in ways if way.address.strip()]


def _of_first_try(answers: Answers, first_try: FirstTry | None) -> dict[str, str]:
    """The lines of the config that differ while the first question is asked."""
    night = "quiet_hours: {from: 22:00, to: 7:00}"
    hours = f"hours: {_quoted(answers.hours)}" if answers.hours else "# hours: mon-fri 9:00-18:00"
    if first_try is None:
        return {"chat_times": "sla: 1 min", "hours": hours, "quiet_hours": night}
    # Nothing was promised for it, so nothing but the end of the wait is late; and it ends, whatever the hours.
    wait = f"{first_try.wait_s:g}"
    times = [f"{key}: {wait} s" for key in ("sla", "tolerable", "patience")]
    times.append(f"quiet: {min(first_try.wait_s, _TRY_QUIET_S):g} s")
    return {
        "chat_times": "\n    ".join(times),
        "hours": "hours: 24/7",
        "quiet_hours": f"# {night}" if first_try.at_night else night,
    }


def _values(answers: Answers, visits: int, visits_of_one: int) -> dict[str, str]:
    """What the templates are filled with, as YAML."""
    rails = GuardRails.model_fields
    spoken = answers.customers
    given = usual(spoken, answers.trade)
    given |= {key: text for key in given if (text := getattr(answers, key).strip())}
    smtp, imap = servers_of(answers.mailbox)
    _, second, third = PEOPLE[spoken]
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
        "city": CITIES[spoken],
    }
    return {key: _quoted(text) for key, text in texts.items()} | {
        "languages": spoken,
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


__all__ = ["NOTICE", "Answers", "FirstTry", "OtherWay", "first_question", "settle_company", "usual", "write_programme"]
