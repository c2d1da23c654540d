"""Asks an owner what a new programme must know, in their language; a wrong answer is asked again, saying why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ..errors import Exit, Refused
from ..settings.models import Channel
from ..settings.scaffold import Answers, usual
from ..settings.zones import check_zone, zones_near
from ..words import LANGUAGES, NAMES, Words, of_this_computer

Check = Callable[[str], str]
"""An answer → what is wrong with it, in words; "" when it can be used."""


class NotAnswered(Refused):
    """The input ended before every question was answered."""

    exit_code = Exit.INTERRUPTED
    code = "not_answered"


@dataclass(slots=True)
class Dialogue:
    """Answers that were given as options, and questions for the others. ask: off, and the usual answer is taken."""

    words: Words
    ask: bool = True

    def answer(self, question: str, given: str | None, check: Check, usually: str = "", *, option: str = "") -> str:
        """One answer. option: which one gives it, as it is typed. Raises Refused for an option that cannot be used or
        is needed, NotAnswered when the input ends."""
        if given is not None or not self.ask:
            value = (usually if given is None else given).strip()
            if wrong := check(value):
                raise Refused(": ".join(filter(None, (option, question, wrong))))
            return value
        shown = f" [{usually}]" if usually else ""
        while True:
            value = read_line(f"{question}{shown}: ", self.words).strip() or usually
            wrong = check(value)
            if not wrong:
                return value
            print(f"  {wrong}")


def read_line(prompt: str, words: Words) -> str:
    """A line from the keyboard. Raises NotAnswered."""
    try:
        return input(prompt)
    except EOFError:
        raise NotAnswered(f"\n{words('not_answered')}") from None


def language(given: str | None, *, ask: bool) -> str:
    """The owner's language: as given, else asked for in all of them, the terminal's first."""
    names = ", ".join(f"{code} {NAMES[code]}" for code in LANGUAGES)
    known = {word.casefold(): code for code in LANGUAGES for word in (code, NAMES[code])}

    def check(value: str) -> str:
        return "" if value.casefold() in known else Words(own)("wrong_language", answer=value, known=names)

    own = of_this_computer()
    question = f"Language · Мова · Язык · Język ({names})"
    return known[Dialogue(Words(own), ask).answer(question, given, check, own, option="--lang").casefold()]


def answers(dialogue: Dialogue, given: Answers, options: dict[str, str | None]) -> Answers:
    """Everything but the scenarios. given: the language alone; options: what was said on the command line, or None."""
    words = dialogue.words

    def needed(value: str) -> str:
        return "" if value else words("wrong_empty")

    def free(_value: str) -> str:
        return ""

    name = dialogue.answer(words("ask_name"), options["name"], needed, option="--name")
    trades = {word: trade for trade in ("shop", "provider") for word in words.choices(f"{trade}_words")}
    trade = dialogue.answer(
        words("ask_trade"),
        options["trade"],
        lambda value: "" if value.casefold() in trades else words("wrong_trade"),
        "1",
        option="--trade",
    )
    trade = trades[trade.casefold()]
    site, mail = _ways(dialogue, options)
    box = mailbox(dialogue, options, mail, needed=not site) if mail else ""
    usually = usual(given.language, trade)
    return replace(
        given,
        name=name,
        trade=trade,
        site=site,
        mail=mail,
        mailbox=box,
        authorised_by=dialogue.answer(
            words("ask_authorised"), options["authorised_by"], needed, option="--authorised-by"
        ),
        zone=dialogue.answer(
            words("ask_zone"), options["zone"], lambda v: _wrong_zone(v, words), usually["zone"], option="--zone"
        ),
        customer=dialogue.answer(
            words("ask_customer"), options["customer"], needed, usually["customer"], option="--customer"
        ),
        product=dialogue.answer(
            words(f"ask_product_{trade}"), options["product"], needed, usually["product"], option="--product"
        ),
        order=dialogue.answer(words(f"ask_order_{trade}"), options["order"], free, option="--order"),
    )


def _ways(dialogue: Dialogue, options: dict[str, str | None]) -> tuple[str, str]:
    """The page with the chat and the mail address; one of them is there."""
    words = dialogue.words
    while True:
        site = dialogue.answer(
            words("ask_site"), options["site"], lambda v: _wrong_site(v, words) if v else "", option="--site"
        )
        mail = dialogue.answer(
            words("ask_mail"), options["mail"], lambda v: _wrong_mail(v, words) if v else "", option="--mail"
        )
        if site or mail:
            return site, mail
        if not dialogue.ask or (options["site"] is not None and options["mail"] is not None):
            raise Refused(f"--site, --mail: {words('wrong_no_way')}")
        print(f"  {words('wrong_no_way')}")


def mailbox(dialogue: Dialogue, options: dict[str, str | None], mail: str, *, needed: bool) -> str:
    """The customer's own mailbox; needed: "" is no answer. mail: the company's address."""
    words = dialogue.words

    def check(value: str) -> str:
        if not value:
            return words("wrong_mailbox_needed") if needed else ""
        if value.casefold() == mail.casefold():
            return words("wrong_own_mailbox")
        return _wrong_mail(value, words)

    return dialogue.answer(words("ask_mailbox"), options["mailbox"], check, option="--mailbox")


def errands(dialogue: Dialogue, given: str | None, names: Sequence[str], usually: Sequence[str]) -> list[str]:
    """Which errands to begin with: their names, as numbers of the list or as they are called."""
    words = dialogue.words
    every = words.choices("all_words")

    def chosen(value: str) -> list[str] | None:
        if value.casefold() in every:
            return list(names)
        picked = []
        for word in value.replace(",", " ").split():
            if word.isdecimal() and 1 <= int(word) <= len(names):
                picked.append(names[int(word) - 1])
            elif word in names:
                picked.append(word)
            else:
                return None
        return list(dict.fromkeys(picked))

    def check(value: str) -> str:
        return "" if chosen(value) else words("wrong_scenarios", answer=value, count=len(names))

    numbers = " ".join(str(names.index(name) + 1) for name in usually)
    return chosen(dialogue.answer(words("ask_scenarios"), given, check, numbers, option="--scenarios")) or []


def _wrong_site(value: str, words: Words) -> str:
    return "" if _good("webchat", value) else words("wrong_site", answer=value)


def _wrong_mail(value: str, words: Words) -> str:
    return "" if _good("email", value) else words("wrong_mail", answer=value)


def _wrong_zone(value: str, words: Words) -> str:
    try:
        check_zone(value)
    except ValueError:
        near = zones_near(value)
        if not near:
            return words("wrong_zone", answer=value)
        return words("wrong_zone_near", answer=value, near=", ".join(near))
    return ""


def _good(kind: str, address: str) -> bool:
    """Whether the config would take it."""
    try:
        Channel.model_validate({"kind": kind, "address": address})
    except ValueError:
        return False
    return True
