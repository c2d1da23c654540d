"""Structure: parts in parts, signed mail, attachments, pictures, nothing at all, and MIME that is broken."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from .words import AGENT, ANSWERS, SIGNED
from .writing import Made, Part, attachment, both, bunch, encode, html_part, mail, markup, text_part

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def odd() -> Iterator[Made]:
    yield from _structures()
    yield from _without_words()
    yield from _broken()
    yield from _html()


def _mail(part: Part, language: str = "uk") -> bytes:
    return mail(part, subject="Re: Delivery", name=AGENT[language])


def _structures() -> Iterator[Made]:
    uk, ru, pl, en = (ANSWERS[lang] for lang in ("uk", "ru", "pl", "en"))
    rich = f'<p>{markup(uk[3])}</p><img src="cid:logo@brightshop.example" width="120">'
    related = bunch(
        "related",
        [html_part(rich), attachment("logo.png", "image/png", PICTURE, inline="logo@brightshop.example")],
        "000000000000rel",
        '; type="text/html"',
    )
    form = "structure"
    yield Made("related", form, _mail(related), uk[3])
    deep = bunch(
        "mixed",
        [
            bunch(
                "related",
                [
                    bunch("alternative", [text_part(uk[1]), html_part(f"<p>{uk[1]}</p>")], "alt1"),
                    attachment("logo.png", "image/png", PICTURE, inline="l@x.example"),
                ],
                "rel1",
            ),
            attachment("prices.pdf", "application/pdf", PDF),
        ],
        "mix1",
    )
    yield Made("mixed-related-alternative", form, _mail(deep), uk[1])
    inside = bunch(
        "alternative",
        [
            text_part(ru[0]),
            bunch(
                "related",
                [html_part(f"<p>{markup(ru[0])}</p>"), attachment("i.png", "image/png", PICTURE, inline="i@x.example")],
                "rel2",
            ),
        ],
        "alt2",
    )
    yield Made("alternative-related", form, _mail(inside, "ru"), ru[0])
    signed = bunch(
        "signed",
        [
            both(pl[3], f"<p>{markup(pl[3])}</p>"),
            attachment("smime.p7s", "application/pkcs7-signature", b"\x30\x80" + bytes(60)),
        ],
        "sig1",
        '; protocol="application/pkcs7-signature"; micalg=sha-256',
    )
    yield Made("signed-smime", form, _mail(signed, "pl"), pl[3])
    pgp = Part(
        ('Content-Type: application/pgp-signature; name="signature.asc"',),
        b"-----BEGIN PGP SIGNATURE-----\r\n\r\niQEzBAEBCAAd\r\n-----END PGP SIGNATURE-----\r\n",
    )
    yield Made("signed-pgp", form, _mail(bunch("signed", [text_part(en[3]), pgp], "sig2"), "en"), en[3])
    inline_pgp = (
        f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n{en[0]}\n-----BEGIN PGP SIGNATURE-----\n\n"
        "iQEzBAEBCAAdFiEE\n=abcd\n-----END PGP SIGNATURE-----\n"
    )
    yield Made("signed-inline-pgp", form, _mail(text_part(inline_pgp), "en"), en[0])
    footer = text_part(
        "_______________________________________________\nhelp mailing list\nhelp@brightshop.example\n"
        "https://brightshop.example/mailman/listinfo/help"
    )
    yield Made("list-footer", form, _mail(bunch("mixed", [text_part(en[1]), footer], "mix2"), "en"), en[1])
    two = bunch(
        "mixed", [text_part(uk[0]), attachment("a.png", "image/png", PICTURE, inline="a"), text_part(uk[2])], "mix3"
    )
    yield Made("text-picture-text", form, _mail(two), f"{uk[0]}\n\n{uk[2]}")
    forwarded = Part(
        ("Content-Type: message/rfc822", "Content-Disposition: attachment"),
        b"From: x@brightshop.example\r\nSubject: old\r\n\r\nOther words\r\n",
    )
    yield Made("with-a-message-attached", form, _mail(bunch("mixed", [text_part(uk[1]), forwarded], "mix4")), uk[1])
    stub = both(
        "This e-mail cannot be displayed. Please use a mail program that reads HTML.", f"<p>{markup(uk[1])}</p>"
    )
    yield Made("alternative-stub", form, _mail(stub), uk[1])
    stub_ru = both("Ваш почтовый клиент не поддерживает HTML. Откройте письмо в браузере.", f"<p>{markup(ru[3])}</p>")
    yield Made("alternative-stub-ru", form, _mail(stub_ru, "ru"), ru[3])
    empty_plain = both(" \n", f"<p>{markup(uk[4])}</p>")
    yield Made("alternative-empty-plain", form, _mail(empty_plain), uk[4])
    tnef = bunch(
        "mixed",
        [text_part(pl[0], "iso-8859-2"), attachment("winmail.dat", "application/ms-tnef", b"\x78\x9f\x3e\x22")],
        "mix5",
    )
    yield Made("winmail-dat", form, _mail(tnef, "pl"), pl[0])
    uu = f"{en[1]}\n\nbegin 644 prices.txt\n#0V%T\n`\nend\n"
    yield Made("uuencoded-inside", form, _mail(text_part(uu), "en"), en[1])
    ps = f"{uk[0]}\n\n{SIGNED['uk'][0]}\n\nP.S. У суботу доставляємо лише до 14:00.\n"
    yield Made("postscript", form, _mail(text_part(ps)), f"{uk[0]}\n\nP.S. У суботу доставляємо лише до 14:00.")
    ps_ru = f"{ru[1]}\n\n{SIGNED['ru'][2]}\n\nПС: по субботам до 14:00.\n"
    yield Made("postscript-ru", form, _mail(text_part(ps_ru), "ru"), f"{ru[1]}\n\nПС: по субботам до 14:00.")
    thanks = "Добрий день!\n\nЗ повагою ставимося до вашого часу, тому коротко: доставка 95 грн.\n\nГарного дня"
    yield Made("respect-is-no-signature", form, _mail(text_part(thanks)), thanks)
    talk = "Hello,\n\nBest regards from our Lviv shop: your lamp is here.\n\n"
    talk += "From: 9 to 18 we are open.\nTo: come in, ring the bell."
    yield Made("regards-are-no-signature", form, _mail(text_part(talk), "en"), talk)
    dashes = "Ціни:\n--\nЛампа 799 грн\nДоставка 95 грн\n\nЧекаємо на вас!"
    yield Made("dashes-are-no-signature", form, _mail(text_part(dashes)), dashes)
    rated = "Добрий день!\n\nОцініть, будь ласка, розміри дверей: шафа має ширину 80 см.\n\nДоставка можлива завтра."
    yield Made("rating-is-no-survey", form, _mail(text_part(rated)), rated)


def _without_words() -> Iterator[Made]:
    form = "no words"
    yield Made(
        "only-attachment",
        form,
        _mail(bunch("mixed", [text_part("\n"), attachment("prices.pdf", "application/pdf", PDF)])),
        "",
    )
    yield Made("only-pdf", form, _mail(attachment("prices.pdf", "application/pdf", PDF)), "")
    yield Made(
        "only-picture",
        form,
        _mail(
            bunch(
                "related",
                [
                    html_part('<div dir="ltr"><img src="cid:a" alt="image.png"><br></div>'),
                    attachment("image.png", "image/png", PICTURE, inline="a"),
                ],
            )
        ),
        "",
    )
    yield Made("only-image-part", form, _mail(attachment("scan.jpg", "image/jpeg", b"\xff\xd8\xff\xe0")), "")
    yield Made("empty", form, _mail(text_part("")), "")
    yield Made("empty-html", form, _mail(html_part("<html><body><p>&nbsp;</p><p>\u200b</p></body></html>")), "")
    yield Made("only-headers", form, b"From: help@brightshop.example\r\nSubject: Re: Delivery\r\n", "")
    yield Made("only-signature", form, _mail(text_part(f"\n\n-- \n{SIGNED['uk'][0]}\n")), "")


def _broken() -> Iterator[Made]:
    uk = ANSWERS["uk"]
    form = "broken MIME"
    whole = _mail(both(uk[3], f"<p>{markup(uk[3])}</p>"))
    yield Made("no-closing-boundary", form, whole.rsplit(b"--000000000000a1b2c306412f--", 1)[0], uk[3])
    yield Made("boundary-not-declared", form, _mail(Part(("Content-Type: multipart/mixed",), encode(uk[1]))), uk[1])
    yield Made(
        "boundary-of-another",
        form,
        _mail(Part(('Content-Type: multipart/mixed; boundary="never"',), encode(uk[1]))),
        uk[1],
    )
    data = encode(uk[1], cte="base64").strip()
    cut = Part(("Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64"), data.rstrip(b"="))
    yield Made("base64-without-padding", form, _mail(cut), uk[1])
    noise = data.replace(b"\r\n", b"\r\n \t") + b"\r\n!!\r\n"
    yield Made("base64-with-spaces", form, _mail(Part(cut.headers, noise)), uk[1])
    listed = Part(cut.headers, data + b"\r\n\r\n-- \r\nhelp mailing list, plain words below base64\r\n")
    yield Made("base64-with-plain-footer", form, _mail(listed), uk[1])
    yield Made("base64-that-is-plain", form, _mail(Part(cut.headers, encode(uk[1]))), uk[1])
    soft = Part(
        ("Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable"),
        encode(uk[1], cte="quoted-printable") + b"=",
    )
    yield Made("quoted-printable-cut", form, _mail(soft), uk[1])
    yield Made(
        "quoted-printable-not-encoded",
        form,
        _mail(Part(soft.headers, encode(ANSWERS["pl"][0] + "\nhttps://brightshop.example/?id=17"))),
        ANSWERS["pl"][0] + "\nhttps://brightshop.example/?id=17",
    )
    yield Made(
        "nul-bytes",
        form,
        _mail(Part(("Content-Type: text/plain; charset=utf-8",), encode(uk[1]).replace(b"\r\n", b"\x00\r\n"))),
        uk[1],
    )
    yield Made("bare-line-feeds", form, _mail(text_part(uk[3])).replace(b"\r\n", b"\n"), uk[3])
    yield Made("bare-returns", form, _mail(text_part("x"))[:-1] + encode(uk[3]).replace(b"\r\n", b"\r"), uk[3])
    yield Made(
        "no-date", form, _mail(text_part(uk[0])).replace(b"Date: Mon, 16 Nov 2026 11:42:07 +0200\r\n", b""), uk[0]
    )
    yield Made(
        "wrong-date",
        form,
        _mail(text_part(uk[0])).replace(b"Mon, 16 Nov 2026 11:42:07 +0200", b"32 Foo 99 at noon"),
        uk[0],
    )
    yield Made(
        "mbox-from-line",
        form,
        b"From help@brightshop.example Mon Nov 16 11:42:07 2026\r\n" + _mail(text_part(uk[0])),
        uk[0],
    )
    yield Made(
        "header-without-colon",
        form,
        _mail(text_part(uk[0], cte="8bit"))
        .replace(b"MIME-Version: 1.0", b"X broken header\r\nMIME-Version: 1.0", 1)
        .replace(b"X broken header\r\n", b""),
        uk[0],
    )
    wrong_type = Part(("Content-Type: text; charset=utf-8",), encode(uk[1]))
    yield Made("content-type-without-subtype", form, _mail(wrong_type), uk[1])
    twice = Part(("Content-Type: text/plain; charset=utf-8", "Content-Type: text/plain; charset=koi8-u"), encode(uk[1]))
    yield Made("content-type-twice", form, _mail(twice), uk[1])
    semicolons = Part(('Content-Type: text/plain; ; charset="utf-8;',), encode(uk[1]))
    yield Made("content-type-unclosed-quote", form, _mail(semicolons), uk[1])
    same = bunch("mixed", [bunch("alternative", [text_part(uk[0])], "same")], "same")
    yield Made("one-boundary-twice", form, _mail(same), uk[0])


def _html() -> Iterator[Made]:
    uk, pl = ANSWERS["uk"], ANSWERS["pl"]
    form = "HTML only"
    yield Made(
        "html-preheader",
        form,
        _mail(
            html_part(
                '<div style="display:none;max-height:0;overflow:hidden">Ваш лист отримано, читайте далі</div>'
                f"<table><tr><td>{markup(uk[1])}</td></tr></table>"
            )
        ),
        uk[1],
    )
    yield Made("html-unclosed", form, _mail(html_part(f"<html><body><p>{markup(uk[1])}<table><tr><td>")), uk[1])
    yield Made(
        "html-entities",
        form,
        _mail(
            html_part("<p>Dzie&#324; dobry,</p><p>dostawa kosztuje 25&nbsp;z&#322; i&nbsp;trwa dwa&#160;dni.</p>"), "pl"
        ),
        "Dzień dobry,\ndostawa kosztuje 25 zł i trwa dwa dni.",
    )
    yield Made(
        "html-conditional",
        form,
        _mail(
            html_part(
                f"<!--[if mso]><p>Tylko Outlook</p><![endif]--><p>{markup(pl[1])}</p><!-- komentarz --><![if "
                f"!mso]><![endif]>"
            ),
            "pl",
        ),
        pl[1],
    )
    yield Made(
        "html-table-of-prices",
        form,
        _mail(
            html_part(
                "<p>Ціни:</p><table><tr><th>Товар</th><th>Ціна</th></tr><tr><td>Лампа</td><td>799 грн</td></tr></table>"
            )
        ),
        "Ціни:\nТовар Ціна\nЛампа 799 грн",
    )
    yield Made(
        "html-list",
        form,
        _mail(html_part("<p>Можна:</p><ul><li>у магазині</li><li><p>поштою</p></li></ul>")),
        "Можна:\n- у магазині\n- поштою",
    )
    yield Made(
        "html-link",
        form,
        _mail(html_part('<p>Напишіть нам: <a href="mailto:service@brightshop.example">сервіс</a>.</p>')),
        "Напишіть нам: сервіс (service@brightshop.example).",
    )
