"""What stands behind one chat, address, account or number of the sandbox company: its desk, in the words of the script.

The words are explained in staff.py.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from ..settings.durations import parse_duration
from .tongues import Tongue

Seconds = Annotated[float, BeforeValidator(parse_duration), Field(ge=0)]
Text = str | dict[Tongue, str]


class Block(BaseModel):
    """Base of every block of the script: no unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Edit(Block):
    """A later change of a chat message's text."""

    after: Seconds = 1.0
    text: Text


class Reply(Block):
    """One thing that staff say; see the module's docstring."""

    after: Seconds = 0.0
    text: Text = ""
    name: str = Field(default="", alias="as")
    bot: bool = False
    buttons: tuple[Text, ...] = ()
    keyboard: Literal["inline", "reply"] = "inline"
    attach: Literal["", "photo", "voice", "document"] = ""
    system: bool = False
    typing: Seconds = 0.0
    stream: Seconds = 0.0
    edit: Edit | None = None
    close: bool = False
    via: str = ""
    writes_from: str = Field(default="", alias="from")
    html: bool = False
    subject: Text = ""
    threaded: bool = True
    quote: bool = True
    lands: Literal["inbox", "spam", "archive"] = "inbox"

    @model_validator(mode="after")
    def _says_something(self) -> Reply:
        if not self.text and not self.close and not self.attach:
            raise ValueError("says nothing; give it a text")
        return self


def one_or_more(value: Any) -> Any:
    return (value,) if isinstance(value, int) else value


class Rule(Block):
    """When to say what; see the module's docstring."""

    name: str = ""
    words: tuple[str, ...] = ()
    nth: Annotated[tuple[Annotated[int, Field(ge=1)], ...], BeforeValidator(one_or_more)] = ()
    order: Literal["told", "untold", "known", "unknown", ""] = ""
    replies: tuple[Reply, ...] = ()
    asks_order: tuple[Reply, ...] = ()
    asks_again: bool = False

    @model_validator(mode="after")
    def _asks_with_words(self) -> Rule:
        if self.asks_again and not self.asks_order:
            raise ValueError("asks_again needs asks_order: what they say when they ask")
        return self

    def spoken(self, text: str) -> bool:
        """Whether one of its words stands in the text; True for a rule without words."""
        return not self.words or any(_at_word(word).search(text) for word in self.words)


def _at_word(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}", re.IGNORECASE)


class Desk(Block):
    """The staff behind one chat, address or Telegram account."""

    name: str = Field(default="", alias="as")
    greeting: tuple[Reply, ...] = ()
    auto_reply: Reply | None = None
    offline: bool = False
    asks_first: bool = False
    signature: Text = ""
    bounces: str = ""
    refuses: str = ""
    bot: bool = False
    forgets: Seconds = 20.0
    rules: tuple[Rule, ...] = ()
    default: Rule = Rule()

    def every_reply(self) -> list[Reply]:
        """Everything they could ever say."""
        rules = (*self.rules, self.default)
        replies = [*self.greeting, *(r for rule in rules for r in (*rule.replies, *rule.asks_order))]
        return [*replies, self.auto_reply] if self.auto_reply else replies
