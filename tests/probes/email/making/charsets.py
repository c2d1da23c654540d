"""Character sets of the region: declared, declared wrongly, not declared; in bodies, subjects and names."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from .words import AGENT, ANSWERS, SIGNED, SUBJECT
from .writing import Made, Part, encode, html_part, mail, markup, text_part

SETS = {
    "uk": ("windows-1251", "koi8-u", "iso-8859-5", "utf-8", "utf-16"),
    "ru": ("windows-1251", "koi8-r", "iso-8859-5", "utf-8", "cp866"),
    "pl": ("windows-1250", "iso-8859-2", "utf-8", "iso-8859-16"),
    "en": ("us-ascii", "iso-8859-1", "windows-1252", "utf-7"),
}
TRANSFER = ("base64", "quoted-printable", "8bit")


def charsets() -> Iterator[Made]:
    yield from _declared()
    yield from _undeclared()
    yield from _wrong()
    yield from _headers()


def _declared() -> Iterator[Made]:
    n = 0
    for language, names in SETS.items():
        for charset in names:
            answer = _fits(ANSWERS[language][n % 5], charset)
            cte = "base64" if charset.startswith("utf-16") else TRANSFER[n % 3]
            raw = mail(
                text_part(f"{answer}\n\n{_fits(SIGNED[language][n % 4], charset)}\n", charset, cte),
                subject=SUBJECT[language],
                name=AGENT[language],
                charset="utf-8" if "16" in charset else charset if language != "en" else "utf-8",
                encoding="Q" if n % 2 else "B",
            )
            yield Made(
                f"set-{language}-{charset}",
                "declared character set",
                raw,
                answer,
                subject=SUBJECT[language],
                sender_name=AGENT[language],
            )
            n += 1


def _undeclared() -> Iterator[Made]:
    for language, charset, which in (
        ("uk", "windows-1251", 0),
        ("uk", "koi8-u", 3),
        ("uk", "utf-8", 1),
        ("ru", "windows-1251", 4),
        ("ru", "koi8-r", 1),
        ("ru", "iso-8859-5", 3),
        ("pl", "windows-1250", 0),
        ("pl", "iso-8859-2", 3),
        ("pl", "utf-8", 4),
        ("uk", "windows-1251", 2),
        ("pl", "iso-8859-2", 2),
        ("uk", "iso-8859-5", 0),
    ):
        answer = _fits(ANSWERS[language][which], charset)
        bare = Part(("X-Mailer: mailform.php",), encode(answer, charset))
        yield Made(
            f"unset-{language}-{charset}-{which}",
            "no declared character set",
            mail(bare, subject="Re: Delivery"),
            answer,
        )


def _wrong() -> Iterator[Made]:
    for declared, language, charset, which in (
        ("us-ascii", "uk", "utf-8", 0),
        ("iso-8859-1", "uk", "windows-1251", 1),
        ("utf-8", "uk", "windows-1251", 3),
        ("utf-8", "ru", "koi8-r", 0),
        ("windows-1252", "ru", "windows-1251", 3),
        ("x-unknown", "uk", "koi8-u", 4),
        ("iso-8859-1", "pl", "iso-8859-2", 3),
        ("utf-8", "pl", "windows-1250", 1),
        ("windows-1251", "uk", "utf-8", 4),
        ("koi8-r", "uk", "koi8-u", 0),
        ("iso-8859-2", "pl", "utf-8", 0),
        ("cp-1251", "uk", "windows-1251", 4),
        ("iso-8859-1", "uk", "utf-8", 3),
        ("win-1251", "ru", "windows-1251", 1),
    ):
        answer = _fits(ANSWERS[language][which], charset)
        yield Made(
            f"wrong-{declared}-is-{charset}-{language}-{which}",
            "wrongly declared character set",
            mail(text_part(answer, charset, "quoted-printable", declared=declared), subject="Re: Delivery"),
            answer,
        )
    answer = ANSWERS["uk"][3]
    meta = html_part(
        f'<html><head><meta charset="windows-1251"></head><body>{markup(answer)}</body></html>', "windows-1251"
    )
    bare = Part(("Content-Type: text/html", "Content-Transfer-Encoding: quoted-printable"), meta.body)
    yield Made("wrong-none-html-meta", "no declared character set", mail(bare, subject="Re: Delivery"), answer)
    old = html_part(
        '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=iso-8859-2"><P>' + markup(ANSWERS["pl"][4]),
        "iso-8859-2",
        "8bit",
    )
    yield Made(
        "unset-html-old-meta",
        "no declared character set",
        mail(Part(("Content-Type: text/html",), old.body), subject="Re: Delivery"),
        ANSWERS["pl"][4],
    )


def _headers() -> Iterator[Made]:
    """Subjects and names as broken programs write them."""
    words = ANSWERS["uk"][0]
    subject = "Re: Доставка до Львова"
    halves = base64.b64encode(subject.encode()).decode()
    cut = 20  # a multiple of four, and not of a character
    cases = {
        "folded": "=?utf-8?B?"
        + base64.b64encode("Re: Доставка ".encode()).decode()
        + "?=\r\n =?utf-8?B?"
        + base64.b64encode("до Львова".encode()).decode()
        + "?=",
        "cut-letter": f"=?utf-8?B?{halves[:cut]}?=\r\n =?utf-8?B?{halves[cut:]}?=",
        "lower": "=?koi8-u?b?" + base64.b64encode(subject.encode("koi8-u")).decode() + "?=",
        "no-padding": "=?utf-8?B?" + halves.rstrip("=") + "?=",
        "spaces-inside": "=?utf-8?Q?Re: "
        + "".join(f"={b:02X}" for b in "Доставка".encode())
        + " "
        + "".join(f"={b:02X}" for b in "до".encode())
        + " "
        + "".join(f"={b:02X}" for b in "Львова".encode())
        + "?=",
        "quoted": '"=?utf-8?B?' + halves + '?="',
        "glued": "Re:=?utf-8?B?" + base64.b64encode(" Доставка до Львова".encode()).decode() + "?=",
        "language-tag": "=?utf-8*uk?B?" + halves + "?=",
        "mixed": "Re: =?windows-1251?B?"
        + base64.b64encode("Доставка".encode("cp1251")).decode()
        + "?= =?utf-8?B?"
        + base64.b64encode(" до Львова".encode()).decode()
        + "?=",
    }
    for name, written in cases.items():
        raw = mail(text_part(words, cte="base64"), subject="@SUBJECT@").replace(b"@SUBJECT@", written.encode())
        yield Made(f"subject-{name}", "broken header words", raw, words, subject=subject)
    for name, data in (
        ("raw-utf8", subject.encode()),
        ("raw-1251", subject.encode("cp1251")),
        ("raw-koi8", subject.encode("koi8-u")),
    ):
        raw = mail(text_part(words, cte="base64"), subject="@SUBJECT@").replace(b"@SUBJECT@", data)
        yield Made(f"subject-{name}", "broken header words", raw, words, subject=subject)
    raw = mail(text_part(words, cte="base64"), subject="Re: x", name="@").replace(
        b"From: @", b'From: "=?windows-1251?B?' + base64.b64encode("Бондар, Ірина".encode("cp1251")) + b'?="'
    )
    yield Made("name-in-quotes", "broken header words", raw, words, sender_name="Бондар, Ірина")
    raw = mail(text_part(words, cte="base64"), subject="Re: x", name="@").replace(
        b"From: @", "From: Ірина Бондар".encode()
    )
    yield Made("name-raw", "broken header words", raw, words, sender_name="Ірина Бондар")


def _fits(text: str, charset: str) -> str:
    """`text` with what this character set lacks written in the plain way people would."""
    for sign, plain in (("–", "-"), ("—", "-"), ("«", '"'), ("»", '"'), ("№", "N")):
        try:
            sign.encode(charset)
        except UnicodeEncodeError:
            text = text.replace(sign, plain)
    return text
