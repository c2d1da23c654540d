"""Replies as people's mail programs write them, with what each puts around the quoted question."""

from __future__ import annotations

from collections.abc import Iterator

from .words import AGENT, ANSWERS, ASKED, CLIENT, LANGUAGES, LEGAL, SIGNED, SUBJECT
from .writing import CUSTOMER, SHOP, Made, both, html_part, mail, marked, markup, text_part
from .writing import flowed as as_flowed

GMAIL_WROTE = {
    "en": "On Mon, Nov 16, 2026 at 10:15 AM {} <{}> wrote:",
    "uk": "пн, 16 лист. 2026 р. о 10:15 {} <{}> пише:",
    "ru": "пн, 16 нояб. 2026 г. в 10:15, {} <{}>:",
    "pl": "pon., 16 lis 2026 o 10:15 {} <{}> napisał(a):",
}
HEAD = {
    "en": ("From", "Sent", "To", "Subject", "Monday, November 16, 2026 10:15 AM"),
    "uk": ("Від", "Надіслано", "Кому", "Тема", "понеділок, 16 листопада 2026 р. 10:15"),
    "ru": ("От", "Отправлено", "Кому", "Тема", "16 ноября 2026 г. 10:15"),
    "pl": ("Od", "Wysłano", "Do", "Temat", "poniedziałek, 16 listopada 2026 10:15"),
}
APPLE_WROTE = {
    "en": "On 16 Nov 2026, at 10:15, {} <{}> wrote:",
    "uk": "16 лист. 2026 р. о 10:15 {} <{}> пише:",
    "ru": "16 нояб. 2026 г., в 10:15, {} <{}> написал(а):",
    "pl": "Wiadomość napisana przez {} <{}> w dniu 16 lis 2026, o godz. 10:15:",
}
BIRD_WROTE = {
    "en": "On 16.11.2026 10:15, {} wrote:",
    "uk": "16.11.2026 10:15, {} пише:",
    "ru": "16.11.2026 10:15, {} пишет:",
    "pl": "W dniu 16.11.2026 o 10:15, {} pisze:",
}
MOBILE = {
    "iphone": {
        "en": "Sent from my iPhone",
        "uk": "Надіслано з iPhone",
        "ru": "Отправлено с iPhone",
        "pl": "Wysłane z iPhone'a",
    },
    "galaxy": {
        "en": "Sent from my Galaxy",
        "uk": "Надіслано з мого Galaxy",
        "ru": "Отправлено с моего Galaxy",
        "pl": "Wysłano z mojego Galaxy",
    },
    "outlook": {
        "en": "Get Outlook for iOS<https://aka.example/o0ukef>",
        "uk": "Отримати Outlook для iOS<https://aka.example/o0ukef>",
        "ru": "Получить Outlook для iOS<https://aka.example/o0ukef>",
        "pl": "Pobierz aplikację Outlook dla systemu iOS<https://aka.example/o0ukef>",
    },
}


def wrote(pattern: str, language: str) -> str:
    return pattern.format(CLIENT[language], CUSTOMER)


def clients() -> Iterator[Made]:
    for n, language in enumerate(LANGUAGES):
        yield from _gmail(n, language)
        yield from _outlook(n, language)
        yield from _apple(n, language)
        yield from _thunderbird(n, language)
        yield from _roundcube(n, language)
        yield from _mobile(n, language)
    yield from _portals()


def _gmail(n: int, language: str) -> Iterator[Made]:
    answer, said = ANSWERS[language][n % 5], SIGNED[language][0]
    intro = wrote(GMAIL_WROTE[language], language)
    broken = intro.replace(f" <{CUSTOMER}>", f"\n<{CUSTOMER}>") if language == "en" else intro
    html = (
        f'<div dir="ltr"><div>{markup(answer)}</div><div><br clear="all"></div><span class="gmail_signature_prefix">-- '
        f'</span><br><div dir="ltr" class="gmail_signature" data-smartmail="gmail_signature"><div '
        f'dir="ltr">{markup(said)}'
        f'</div></div></div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">'
        f"{markup(intro)}<br></div><blockquote class="
        f'"gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">'
        f'<div dir="ltr">{markup(ASKED[language])}</div></blockquote></div>\r\n'
    )
    plain = f"{answer}\n\n-- \n{said}\n\n\n{broken}\n\n{marked(ASKED[language])}\n"
    subject, name = SUBJECT[language], AGENT[language]
    part = both(plain, html, cte="base64" if n % 2 else "quoted-printable")
    yield Made(f"gmail-{language}", "Gmail", mail(part, subject=subject, name=name), answer, sender_name=name)
    unsigned = html.replace('<span class="gmail_signature_prefix">-- </span><br>', "")
    yield Made(f"gmail-html-{language}", "HTML only", mail(html_part(unsigned), subject=subject, name=name), answer)
    inline = ANSWERS[language][2]
    second = ANSWERS[language][0].split("\n\n")[1]
    question = ASKED[language].split("\n\n")
    mixed = f"{intro}\n\n{marked(question[0])}\n>\n{marked(question[1])}\n\n{inline}\n\n> {question[2]}\n\n{second}\n"
    yield Made(
        f"gmail-interleaved-{language}",
        "answers between quoted lines",
        mail(text_part(mixed, cte="base64"), subject=subject, name=name),
        f"{inline}\n\n{second}",
    )


def _outlook(n: int, language: str) -> Iterator[Made]:
    answer, said = ANSWERS[language][(n + 1) % 5], SIGNED[language][1]
    sender, sent, to, subject_word, date = HEAD[language]
    name, subject = AGENT[language], SUBJECT[language].replace("Re: ", "RE: ")
    block = (
        f"{sender}: {CLIENT[language]} <{CUSTOMER}>\n{sent}: {date}\n{to}: {SHOP}\n{subject_word}: {subject[4:]}\n\n"
        f"{ASKED[language]}\n"
    )
    plain = f"{answer}\n\n{said}\n\n{LEGAL[language]}\n\n{block}"
    paragraphs = "".join(
        f"<p class=MsoNormal><span lang={language.upper()}>{markup(line) or '<o:p>&nbsp;</o:p>'}<o:p></o:p></span></p>"
        for line in f"{answer}\n\n{said}".split("\n")
    )
    rows = "<br>".join(
        f"<b>{markup(line.split(': ', 1)[0])}:</b> {markup(line.split(': ', 1)[1])}"
        for line in block.split("\n\n", maxsplit=1)[0].split("\n")
    )
    html = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns="http://www.w3.org/TR/REC-html40"><head>'
        '<meta http-equiv=Content-Type content="text/html; charset=utf-8"><style><!-- p.MsoNormal {margin:0cm;} '
        "--></style>"
        '<!--[if gte mso 9]><xml><o:shapedefaults v:ext="edit" spidmax="1026" /></xml><![endif]--></head><body '
        f'lang={language.upper()} link="#0563C1"><div class=WordSection1>{paragraphs}<div><div style=\'border:none;'
        f"border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p "
        f"class=MsoNormal>{rows}<o:p></o:p></p></div></div>"
        f"<p class=MsoNormal>{markup(ASKED[language])}<o:p></o:p></p></div></body></html>\r\n"
    )
    charset = {"en": "us-ascii", "uk": "windows-1251", "ru": "koi8-r", "pl": "iso-8859-2"}[language]
    safe = plain.replace("–", "-").replace("—", "-").replace("«", '"').replace("»", '"')
    plain_answer = answer.replace("–", "-").replace("—", "-").replace("«", '"').replace("»", '"')
    yield Made(
        f"outlook-plain-{language}",
        "Outlook",
        mail(text_part(safe, charset, "quoted-printable"), subject=subject, name=name, charset="utf-8"),
        plain_answer,
        subject=subject,
    )
    yield Made(f"outlook-html-{language}", "HTML only", mail(html_part(html), subject=subject, name=name), answer)
    divided = {
        "en": "-----Original Message-----",
        "uk": "-----Вихідне повідомлення-----",
        "ru": "-----Исходное сообщение-----",
        "pl": "-----Wiadomość oryginalna-----",
    }[language]
    old = f"{answer}\n\n{SIGNED[language][2]}\n\n{divided}\n{block}"
    yield Made(f"outlook-old-{language}", "Outlook", mail(text_part(old), subject=subject, name=name), answer)
    body = f"<div>{markup(answer)}</div>".replace("<br>\n<br>\n", "</div><div><br></div><div>")
    web = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><style type="text/css" '
        'style="display:none;"> P {margin-top:0;margin-bottom:0;} </style></head><body dir="ltr">'
        f'<div class="elementToProof" style="font-family: Aptos, sans-serif; font-size: 12pt;">{body}</div>'
        f'<div class="elementToProof" id="Signature"><p>{markup(SIGNED[language][3])}</p></div>'
        '<div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" '
        f'dir="ltr"><font face="Calibri, sans-serif" style="font-size:11pt" color="#000000">{rows}</font><div>&nbsp;'
        f"</div></div><div>{markup(ASKED[language])}</div></body></html>"
    )
    ruled = f"{answer}\n\n{SIGNED[language][3]}\n{'_' * 32}\n{block}"
    part = both(ruled, web)
    yield Made(f"outlook-365-{language}", "Outlook", mail(part, subject=subject, name=name), answer)
    yield Made(f"outlook-web-{language}", "HTML only", mail(html_part(web), subject=subject, name=name), answer)


def _apple(n: int, language: str) -> Iterator[Made]:
    answer = ANSWERS[language][(n + 2) % 5]
    intro = wrote(APPLE_WROTE[language], language)
    quoted = marked(f"{intro}\n\n{ASKED[language]}")
    plain = f"{answer}\n\n{SIGNED[language][4]}\n\n{quoted}\n"
    yield Made(
        f"apple-{language}",
        "Apple Mail",
        mail(text_part(plain, cte="quoted-printable"), subject=SUBJECT[language], name=AGENT[language], encoding="Q"),
        answer + ("\n\nГарного дня!" if language == "uk" else ""),
        sender_name=AGENT[language],
    )
    html = (
        '<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body '
        'style="overflow-wrap:'
        f' break-word; -webkit-nbsp-mode: space; line-break: after-white-space;">{markup(answer)}<br><div>'
        f'<br><blockquote type="cite"><div>{markup(intro)}</div><br class="Apple-interchange-newline"><div>'
        f"<div>{markup(ASKED[language])}</div></div></blockquote></div><br></body></html>"
    )
    yield Made(
        f"apple-html-{language}",
        "HTML only",
        mail(html_part(html), subject=SUBJECT[language], name=AGENT[language]),
        answer,
    )


def _thunderbird(n: int, language: str) -> Iterator[Made]:
    answer = ANSWERS[language][(n + 3) % 5]
    intro = BIRD_WROTE[language].format(CLIENT[language])
    whole = f"{answer}\n\n-- \n{SIGNED[language][0]}"
    flowed_text = f"{as_flowed(whole)}\n\n{intro}\n{marked(ASKED[language])}\n"
    yield Made(
        f"thunderbird-{language}",
        "Thunderbird",
        mail(text_part(flowed_text, more="; format=flowed"), subject=SUBJECT[language], name=AGENT[language]),
        answer,
    )
    below = f"{intro}\n{marked(ASKED[language])}\n\n{as_flowed(answer, delsp=True)}\n"
    yield Made(
        f"thunderbird-below-{language}",
        "answer below the quotation",
        mail(
            text_part(below, cte="base64", more="; format=flowed; delsp=yes"),
            subject=SUBJECT[language],
            name=AGENT[language],
        ),
        answer,
    )
    html = (
        '<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"></head><body>'
        f'<p>{markup(answer)}</p><div class="moz-cite-prefix">{intro}<br></div><blockquote type="cite" '
        f'cite="mid:t17.1@customer.example">{markup(ASKED[language])}</blockquote><p><br></p><pre '
        f'class="moz-signature" '
        f'cols="72">-- \n{SIGNED[language][0]}</pre></body></html>'
    )
    yield Made(
        f"thunderbird-html-{language}",
        "HTML only",
        mail(html_part(html, cte="8bit"), subject=SUBJECT[language], name=AGENT[language]),
        answer,
    )


def _roundcube(n: int, language: str) -> Iterator[Made]:
    answer = ANSWERS[language][(n + 4) % 5]
    intro = {
        "en": "On 2026-11-16 10:15, {} wrote:",
        "uk": "16.11.2026 10:15, {} написав:",
        "ru": "{} писал(а) 2026-11-16 10:15:",
        "pl": "W dniu 2026-11-16 10:15, {} napisał(a):",
    }[language].format(CLIENT[language])
    plain = f"{intro}\n\n{marked(ASKED[language])}\n\n{answer}\n\n-- \n{SIGNED[language][0]}\n"
    yield Made(
        f"roundcube-{language}",
        "answer below the quotation",
        mail(
            text_part(plain, more=";\r\n format=flowed", cte="8bit"),
            subject=SUBJECT[language],
            name=AGENT[language],
            headers=["User-Agent: Roundcube Webmail/1.6.9", "X-Sender: help@brightshop.example"],
        ),
        answer,
    )


def _mobile(n: int, language: str) -> Iterator[Made]:
    for m, (device, words) in enumerate(MOBILE.items()):
        answer = ANSWERS[language][(n + m) % 5]
        intro = wrote(APPLE_WROTE[language], language)
        quoted = marked(f"{intro}\n\n{ASKED[language]}") if device == "iphone" else ""
        sender, sent, to, subject_word, date = HEAD[language]
        if device == "outlook":
            quoted = (
                f"{'_' * 32}\n{sender}: {CLIENT[language]} <{CUSTOMER}>\n{sent}: {date}\n{to}: {SHOP} <{SHOP}>\n"
                f"{subject_word}: {SUBJECT[language]}\n\n{ASKED[language]}"
            )
        elif device == "galaxy":
            quoted = (
                "\n-------- Original message --------\n"
                f"{sender}: {CLIENT[language]} <{CUSTOMER}>\nDate: 16.11.26 10:15 (GMT+02:00)\n{to}: {SHOP}\n\n"
                f"{ASKED[language]}"
            )
        yield Made(
            f"{device}-{language}",
            "sent from a telephone",
            mail(
                text_part(f"{answer}\n\n{words[language]}\n\n{quoted}\n", cte="base64"),
                subject=SUBJECT[language],
                name=AGENT[language],
            ),
            answer,
        )


def _portals() -> Iterator[Made]:
    """Web mail of the region, each with its own way to introduce what it quotes."""
    intros = {
        "ukrnet": ("uk", '16 листопада 2026, 10:15:12, від "Олена Коваль" <olena@customer.example>:'),
        "metaua": ("uk", '16.11.2026, 10:15, "Олена Коваль" <olena@customer.example> написав(ла):'),
        "mailru": ("ru", "Понедельник, 16 ноября 2026, 10:15 +03:00 от Елена Коваль <olena@customer.example>:"),
        "yandex": ("ru", '16.11.2026, 10:15, "Елена Коваль" <olena@customer.example>:'),
        "thebat": ("ru", "Вы писали 16 ноября 2026 г., 10:15:12:"),
        "wp": ("pl", "Dnia 16 listopada 2026 10:15 Olena Kował <olena@customer.example> napisał(a):"),
        "onet": ("pl", "W dniu 2026-11-16 10:15:12 użytkownik Olena Kował <olena@customer.example> napisał:"),
        "o2": ("pl", "Dnia 16 listopada 2026 o 10:15 Olena Kował <olena@customer.example> napisał(a):"),
    }
    for n, (portal, (language, intro)) in enumerate(intros.items()):
        answer = ANSWERS[language][n % 5]
        subject, name = SUBJECT[language], AGENT[language]
        plain = f"{answer}\n\n{SIGNED[language][n % 4]}\n\n{intro}\n\n{marked(ASKED[language])}\n"
        html = (
            f"<div>{markup(answer)}</div><div><br></div><div>{markup(intro)}</div><blockquote>"
            f"{markup(ASKED[language])}</blockquote>"
        )
        yield Made(
            portal,
            "web mail of the region",
            mail(both(plain, html, charset="utf-8", cte="base64"), subject=subject, name=name),
            answer,
            sender_name=name,
        )
        yield Made(
            f"{portal}-html", "HTML only", mail(html_part(html, cte="base64"), subject=subject, name=name), answer
        )
    blocks = {
        "iua": (
            "uk",
            '--- Оригінальне повідомлення ---\nВід кого: "Олена Коваль" <olena@customer.example>\n'
            "Дата: 16 листопада 2026, 10:15:12\n\n",
        ),
        "interia": (
            "pl",
            'Od: "Olena Kował" <olena@customer.example>\nDo: help@brightshop.example;\n'
            "Wysłane: 10:15 Poniedziałek 2026-11-16\nTemat: Dostawa\n\n",
        ),
        "rambler": (
            "ru",
            "-------- Пересылаемое сообщение --------\nОт кого: Елена Коваль <olena@customer.example>\n"
            "Дата: 16.11.2026 10:15\n\n",
        ),
    }
    for portal, (language, block) in blocks.items():
        answer = ANSWERS[language][1]
        plain = f"{answer}\n\n{block}{ASKED[language]}\n"
        yield Made(
            portal,
            "web mail of the region",
            mail(text_part(plain, cte="base64"), subject=SUBJECT[language], name=AGENT[language]),
            answer,
        )
    bat = f"Здравствуйте, Елена.\n\nВы писали 16 ноября 2026 г., 10:15:12:\n\n{marked(ASKED['ru'], 'ЕК> ')}\n\n"
    yield Made(
        "thebat-initials",
        "answers between quoted lines",
        mail(
            text_part(f"{bat}95 грн, два дня.\n\n-- \nС уважением,\n Ирина", "windows-1251"),
            subject="Re: Доставка",
            charset="windows-1251",
            headers=["X-Mailer: The Bat! (v10.5) Professional"],
        ),
        "Здравствуйте, Елена.\n\n95 грн, два дня.",
        subject="Re: Доставка",
    )
