"""The script of the sandbox company's staff: a YAML file.

    company: Bright Shop
    domain: brightshop.example          # mail for other domains goes to customers' mailboxes
    orders: ["10023"]                   # order numbers the company knows; left out: it knows every number
    order_number: '\\d{5,8}'             # what an order number looks like (this is the default)
    chats:                              # chats on the site; the page shows "chat" unless ?chat=NAME
      chat: DESK
    mail:                               # every address that takes mail; others of the domain are refused with 550
      help@brightshop.example: DESK
    telegram:                           # accounts on Telegram, by their @name; see telegram/
      brightshop: DESK                  # a person's; `bot: true` makes it a bot's
    telegram_customers: [olena]         # customers' accounts that are logged in already
    phone, phone_customers, callback    # calls over SIP: see phone/script.py
    sms:                                # numbers that take text messages; see provider/
      "+380441112233": DESK
    calls:                              # numbers that are called over the provider; others cannot be reached
      "+380441112244": {rings: 1 s, outcome: answers, plays: [{sound: music, lasts: 2 s}, {sound: voice, lasts: 3 s}]}
    unknown: refused                    # or "bounced": others are taken too, and what they got is returned later
    faults: FAULTS                      # see faults.py

A DESK:

    as: Iryna                           # who signs, unless a reply says otherwise
    greeting: [REPLY, ...]              # chat: shown when the window is first opened
    auto_reply: REPLY                   # mail: "we got your letter", once a conversation, marked Auto-Submitted
    offline: true                       # chat: nobody is there; the window shows a form instead (name, e-mail, words),
                                        # and what is written in it is answered by replies with `via`, or never
    asks_first: true                    # chat: the window asks for name and e-mail before one can write
    signature: TEXT                     # mail: below every reply
    bounces: TEXT                       # mail: accepted, then returned by the mail system for this reason, which may
                                        # begin with a status code: "5.2.2 mailbox full" (without one it is 5.1.1)
    refuses: TEXT                       # mail: refused at the door (SMTP's 550) for this reason, written alike
                                        # sms: both begin with the provider's number for it: "30003 Unreachable handset"
    bot: true                           # telegram: a bot's account; only a bot can send buttons
    forgets: 20 s                       # telegram, sms: after such a pause a message begins a new conversation
    rules: [RULE, ...]                  # the first that fits answers
    default: RULE                       # when none fits; left out: silence

A RULE fits when all its conditions hold:

    name: price
    words: [price, how much, цін]       # any, at the beginning of a word, in any case: "цін" fits "ціна", "ціни"
    nth: 1                              # the customer's first message in this conversation (or a list: [1, 2])
    order: told                         # told | untold (in this conversation so far) | known | unknown (to the company)
    replies: [REPLY, ...]               # [] is silence
    asks_order: [REPLY, ...]            # said instead while the order number is not told; the answer follows it
    asks_again: true                    # asks for the number once even if the customer told it

A REPLY:

    after: 1 s                          # since the customer's message came in (not since the reply before)
    text: TEXT                          # {order}, {company} and {email} are filled in
    as: Iryna
    bot: true                           # mail: Auto-Submitted (RFC 3834); chat: the sender is "Bot" unless `as` says so
    buttons: [TEXT, ...]                # chat, a telegram bot: quick replies below the text; pressing one says it
    keyboard: reply                     # telegram: the buttons take the keyboard's place, instead of standing below
    attach: photo                       # telegram: with a photo, a voice note or a document (photo, voice, document)
    system: true                        # chat: a notice between the messages ("You are number 2 in the queue")
    typing: 1 s                         # chat, telegram: "… is typing" is shown for so long before it
    stream: 2 s                         # chat: the text grows word by word for so long
    edit: {after: 1 s, text: TEXT}      # chat, telegram: changed so long after it was shown
    close: true                         # chat: staff end the conversation after this
    via: help@brightshop.example        # comes by another channel: by mail to the address the customer gave, by chat,
                                        # or `callback`: a call to the number the customer gave is ordered
    from: desk@tickets.example          # mail: written from this address instead of the desk's own
    html: true                          # mail: with an HTML part beside the plain one
    subject: TEXT                       # mail: its own subject instead of "Re: …"
    threaded: false                     # mail: without In-Reply-To and References, as bad ticket systems do
    quote: false                        # mail: without the customer's text below
    lands: spam                         # mail: a filter sorts it into the customer's folder Spam (or: archive)

TEXT is a string, or one for each language: {en: …, uk: …, ru: …, pl: …}; the customer's message chooses (tongues.py),
and where the script lacks the language its first one is taken.
Nothing is random: the same messages get the same replies.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import AfterValidator, BaseModel, Field, ValidationError, model_validator

from ..errors import ConfigError, Mistake, did_you_mean
from .desk import Block, Desk, Edit, Reply, Rule
from .faults import Faults
from .phone.script import Customers, Order, Part, PhoneDesk, check_numbers
from .provider.script import CallDesk, by_number
from .provider.sounds import Sound
from .tongues import TONGUES
from .yaml_lines import line_of

_BY_LANGUAGE = f"dict[literal[{','.join(map(repr, TONGUES))}],str]"  # what pydantic calls it in the place of an error


_AT_NAME = re.compile(r"@[A-Za-z]\w{3,31}", re.ASCII)


def _by_at_name(desks: dict[str, Desk]) -> dict[str, Desk]:
    named = {f"@{name.removeprefix('@')}": desk for name, desk in desks.items()}
    for name, desk in named.items():
        if not _AT_NAME.fullmatch(name):
            raise ValueError(f"{name} can't be a name on Telegram: 4 to 32 letters, digits and _, a letter first")
        if not desk.bot and any(reply.buttons for reply in desk.every_reply()):
            raise ValueError(f"{name} is a person, and only bots can send buttons; give it bot: true")
    return named


class Staff(Block):
    """The whole script. telegram: by @name.

    digest: of the file's content, so that a running sandbox can tell whether it plays this one. folder: the file's, ""
    for a script without a file.
    """

    company: str
    domain: str
    orders: tuple[str, ...] = ()
    order_number: str = r"\d{5,8}"
    chats: dict[str, Desk] = Field(default_factory=dict)
    mail: dict[str, Desk] = Field(default_factory=dict)
    telegram: Annotated[dict[str, Desk], AfterValidator(_by_at_name)] = Field(default_factory=dict)
    telegram_customers: tuple[str, ...] = ()
    sms: Annotated[dict[str, Desk], AfterValidator(by_number)] = Field(default_factory=dict)
    calls: Annotated[dict[str, CallDesk], AfterValidator(by_number)] = Field(default_factory=dict)
    phone: dict[str, PhoneDesk] = Field(default_factory=dict)
    phone_customers: Customers = Field(default_factory=dict)
    callback: tuple[Order, ...] = ()
    unknown: Literal["refused", "bounced"] = "refused"
    faults: Faults = Field(default_factory=Faults)
    digest: str = ""
    folder: str = ""

    @model_validator(mode="after")
    def _names_exist(self) -> Staff:
        known = [*self.chats, *self.mail, *self.telegram, *self.sms, *(["callback"] if self.callback else [])]
        for desk in (d for desks in (self.chats, self.mail, self.telegram, self.sms) for d in desks.values()):
            for reply in desk.every_reply():
                if reply.via and reply.via not in known:
                    raise ValueError(
                        f"via: {reply.via}: there is no such chat or address. {did_you_mean(reply.via, known)}"
                    )
        for address in self.mail:
            if not address.endswith("@" + self.domain):
                raise ValueError(f"mail: {address} is not an address of {self.domain}")
        re.compile(self.order_number)
        check_numbers(self.phone, self.phone_customers, self.callback)
        return self

    def order_in(self, text: str) -> str:
        """The order number in a text, "" if there is none. Digits of a longer number (a phone) are none."""
        found = re.search(rf"(?<![\w+])(?:{self.order_number})(?![\w])", text)
        return found[0] if found else ""

    def knows_order(self, number: str) -> bool:
        return not self.orders or number in self.orders


def load_staff(source: Path | str) -> Staff:
    """The script in a file, or in a text of YAML. Raises ConfigError with every mistake, its line and what to do."""
    if isinstance(source, Path):
        try:
            text = source.read_text(encoding="utf-8")
        except OSError as error:
            what = f"cannot be read ({error.strerror})."
            raise ConfigError(
                [Mistake(str(source), None, "", what, "Give the staff's script, config/sandbox.yaml.")]
            ) from error
        return _parse(text, str(source), str(source.resolve().parent))
    return _parse(source, "staff script")


def _parse(text: str, file: str, folder: str = "") -> Staff:
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "is not valid YAML"
        raise ConfigError([Mistake(file, mark.line + 1 if mark else None, "", f"{problem}.")]) from error
    if not isinstance(data, dict):
        raise ConfigError([Mistake(file, 1, "", "must begin with keys such as company, domain, chats, mail.")])
    digest = hashlib.sha256(text.encode()).hexdigest()
    try:
        return Staff.model_validate({**data, "digest": digest, "folder": folder})
    except ValidationError as error:
        raise ConfigError([_mistake(file, text, dict(e)) for e in error.errors()]) from error


def _mistake(file: str, text: str, error: dict[str, Any]) -> Mistake:
    path = [part for part in error["loc"] if part not in ("str", _BY_LANGUAGE)]
    what, hint = str(error["msg"]).removeprefix("Value error, "), ""
    if error["type"] == "extra_forbidden":
        what, hint = "is not a key that is known here.", did_you_mean(str(path[-1]), _keys_near(path))
    elif error["type"] == "missing":
        what = "is missing."
    return Mistake(file, line_of(text, path), ".".join(map(str, path)), what, hint)


def _keys_near(path: list[Any]) -> list[str]:
    named: dict[str, type[BaseModel]] = {"rules": Rule, "default": Rule, "greeting": Reply, "auto_reply": Reply}
    named |= {"replies": Reply, "asks_order": Reply, "edit": Edit, "chats": Desk, "mail": Desk, "telegram": Desk}
    named |= {"phone": PhoneDesk, "callback": Order, "call": Part, "early": Part, "parts": Part, "otherwise": Part}
    named |= {"sms": Desk, "calls": CallDesk, "plays": Sound}
    for part in reversed(path[:-1]):
        if part in named:
            return [field.alias or name for name, field in named[part].model_fields.items()]
    return list(Staff.model_fields)
