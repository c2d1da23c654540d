"""Prepares a message for reading: one alphabet of apostrophes and dashes, no quoted thread, cut into sentences."""

from __future__ import annotations

import re
import unicodedata

# What a person writes to a customer is shorter; the rest of a longer message is a quoted thread or an attachment.
LONGEST = 6_000
_SAME = str.maketrans(
    {
        "’": "'",
        "ʼ": "'",
        "‘": "'",
        "`": "'",
        "–": "-",
        "—": "-",
        "‑": "-",
        "ё": "е",
        "Ё": "Е",
        "\u00a0": " ",
        "\u202f": " ",
        "\u200b": None,
        "\u202a": None,
        "\u202b": None,
        "\u202c": None,
        "\u202d": None,
        "\u202e": None,
        "\u2066": None,
        "\u2067": None,
        "\u2068": None,
        "\u2069": None,
    }
)
_QUOTED_LINE = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_THREAD_BEGINS = re.compile(
    r"^(?:-{3,} ?(?:original message|forwarded message|исходное сообщение|пересланное сообщение|"
    r"початкове повідомлення|wiadomość oryginalna)|on [^\n]{4,120} wrote:|[^\n]{4,120} (?:пише|пишет|написав|"
    r"написал|pisze|napisał)(?:\(-ла\)|\(а\)|\(a\)|а|a|ла)?:)[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_CYRILLIC = re.compile(r"[\u0400-\u04ff]+")
_LATIN = re.compile(r"[a-z]+")
_END = re.compile(
    r"(?<=[.!?…;])(?<!godz\.)(?<!\btel\.)(?<!\bтел\.)(?<!вул\.)(?<!\bул\.)(?<!\bnp\.)(?<!\bnr\.)"
    r"(?<!order no\.)(?<!phone no\.)(?<!\bref no\.)(?<!ticket no\.)(?<!account no\.)\s+|\n+"
)


def plain(text: str) -> str:
    """The message's own words in NFC and lower case, without a quoted thread, at most LONGEST characters."""
    words = unicodedata.normalize("NFC", text[:LONGEST]).translate(_SAME)
    thread = _THREAD_BEGINS.search(words)
    if thread is not None and thread.start() > 0:
        words = words[: thread.start()]
    return _QUOTED_LINE.sub("", words).strip().lower()


def sentences(words: str) -> list[str]:
    """The sentences of a prepared message; an abbreviation may cut one in two, which no reader here minds."""
    return [part for part in (piece.strip() for piece in _END.split(words)) if part]


def is_cyrillic(words: str) -> bool:
    """Read it by the Ukrainian and Russian rules: names and addresses in it are often Latin, the words are not."""
    cyrillic = sum(map(len, _CYRILLIC.findall(words)))
    return cyrillic > 0 and 3 * cyrillic >= sum(map(len, _LATIN.findall(words)))


_PLACEHOLDER = re.compile(r"[\[<](?P<what>[\w' .-]{2,24})[\]>]")
_SAID_FOR = {
    "email": "mail@anonymous.example",
    "e-mail": "mail@anonymous.example",
    "url": "<url>",
    "link": "<url>",
    "phone": "+00 000 000 00 00",
}
_GREETING = re.compile(
    r"(?:^|(?<=[.!?\n] )|(?<=\n))(?P<to>(?:@\w+[,:]? )*)(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening|"
    r"day)|dear|h there|"
    r"howdy|dzień dobry|cześć|witam\w*|szanown\w+ (?:panie|pani|państwo)|"
    r"добрий (?:день|вечір|ранок)|доброго (?:дня|ранку|вечора|времени суток|здоров\w+)|добрый (?:день|вечер)|"
    r"доброе утро|"
    r"вітаю|вітаємо|привіт|здравствуйте|привет|шановн\w+|уважаем\w+)"
    r"(?: (?:there|again|all|sir|madam|\w+))??(?: ?,| -| ?!| ?\.| ?:|$)\s*"
)


_PLEASE = re.compile(r"[,(]? ?\b(?:будь ласка|будь-ласка|пожалуйста|пжл|плиз)\b\)?,?(?= \w)")
_PLEASE_LAST = re.compile(r",? (?:будь ласка|пожалуйста)\b(?= ?[.!?)]|$)")


def without_please(sentence: str) -> str:
    """A Ukrainian or Russian sentence without the “please” that stands between its verb and the rest."""
    return _PLEASE_LAST.sub("", _PLEASE.sub("", sentence)).strip()


_ADDRESSED = re.compile(
    r"^(?:\.?@\w++[,:]? ?+)++(?!\s*(?:(?:коллеги|колеги),? )?(?:please|can you|could you|просьба|проверьте|"
    r"помогите|перевірте|допоможіть|"
    r"посмотрите)\b)"
)
_WELL = re.compile(
    r"(?:^|(?<=[.!?] )|(?<=\n))(?:ok(?:ay)?|alright|all right|hmm+|well|ah|oh|so|right|sure|got it|гаразд|добре|"
    r"хорошо|ну|ок|dobrze|ok|jasne)(?:,|\.|!| -)+ "
)


# How agents sign public replies: “^DM”, “*JB”, “/KC”.
_INITIALS = re.compile(r"(?<=\S) [\^*/~] ?[a-z]{1,3}$")
_TAG = re.compile(r"<(?!url>|link>|email>)/?[a-z][a-z0-9]{0,9}(?:\s[^<>]{0,300})?/?>")
_ENTITY = re.compile(r"&(?:nbsp|#160|ensp|emsp);")
_BREAK = re.compile(r"<(?:br|/p|/div|/li|/tr|/h[1-6])\s?/?>")


def bare(words: str) -> str:
    """A prepared message without its greeting and markup, and with what an anonymised one holds for names and
    addresses."""
    said = words
    if "<" in said:
        said = _TAG.sub(" ", _BREAK.sub("\n", said))
    if "&" in said:
        said = _ENTITY.sub(" ", said)
    if "[" in said or "<" in said:
        said = _PLACEHOLDER.sub(lambda match: _SAID_FOR.get(match["what"], ""), said)
    said = _INITIALS.sub("", re.sub(r"[ \t]{2,}", " ", said).strip()).strip()
    said = _ADDRESSED.sub("", _GREETING.sub(lambda match: match["to"], said)).strip(" ,")
    return _WELL.sub("", _GREETING.sub("", said)).strip()
