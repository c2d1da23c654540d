"""Mail that no person wrote to this customer: by its headers, by its subject, by its words; surveys; receipts."""

from __future__ import annotations

from collections.abc import Iterator

from .words import ANSWERS, LANGUAGES, SIGNED
from .writing import CUSTOMER, SHOP, Made, Part, attachment, both, bunch, html_part, mail, markup, text_part

AWAY = {
    "en": "Hello,\n\nI am out of the office until 23 November and have no access to my mail. "
    "In urgent cases please write to "
    "team@brightshop.example.",
    "uk": "Добрий день!\n\nЯ у відпустці до 23 листопада і не маю доступу до пошти. У термінових справах пишіть на "
    "team@brightshop.example.",
    "ru": "Здравствуйте!\n\nЯ в отпуске до 23 ноября и не имею доступа к почте. По срочным вопросам пишите на "
    "team@brightshop.example.",
    "pl": "Dzień dobry,\n\nprzebywam na urlopie do 23 listopada i nie mam dostępu do poczty. "
    "W pilnych sprawach proszę pisać "
    "na team@brightshop.example.",
}
AUTO_SUBJECT = {
    "en": "Automatic reply: Delivery",
    "uk": "Автоматична відповідь: Доставка",
    "ru": "Автоматический ответ: Доставка",
    "pl": "Odpowiedź automatyczna: Dostawa",
}
# Words that only say it came in, in a mail that no header marks.
ROBOT = {
    "en": [
        "Thank you for contacting Bright Shop. We have received your message and will reply within 24 hours.",
        "This is an automated response. Your request number 12345 has been created.",
    ],
    "uk": [
        "Дякуємо за звернення! Ваше звернення №12345 зареєстровано.",
        "Це автоматична відповідь. Ми отримали ваш лист і відповімо протягом робочого дня.",
    ],
    "ru": [
        "Спасибо за обращение! Ваша заявка №12345 принята.",
        "Это автоматический ответ. Мы получили ваше письмо и ответим в ближайшее время.",
    ],
    "pl": [
        "Dziękujemy za kontakt. Twoje zgłoszenie nr 12345 zostało przyjęte.",
        "To jest wiadomość automatyczna. Otrzymaliśmy Państwa wiadomość i odpowiemy w ciągu 24 godzin.",
    ],
}
SURVEY = {
    "en": (
        "How did we do?",
        "Hello Olena,\n\nYou recently contacted our support team. Please rate our service:\n\n"
        "1 2 3 4 5\n\nIt takes less than a minute.",
    ),
    "uk": (
        "Оцініть нашу роботу",
        "Вітаємо, Олено!\n\nНещодавно ви зверталися до нашої служби підтримки. Будь ласка, оцініть "
        "якість обслуговування:\n\nВідмінно\nДобре\nПогано\n\nЦе займе менше хвилини.",
    ),
    "ru": (
        "Оцените наш ответ",
        "Здравствуйте, Елена!\n\nНедавно вы обращались в нашу службу поддержки. Пожалуйста, оцените "
        "качество обслуживания от 1 до 5.\n\nПройти опрос",
    ),
    "pl": (
        "Jak oceniasz naszą pomoc?",
        "Dzień dobry,\n\nniedawno kontaktowała się Pani z naszym działem obsługi. Prosimy o "
        "ocenę naszej obsługi w krótkiej ankiecie.\n\nWypełnij ankietę",
    ),
}


def automatic() -> Iterator[Made]:
    for n, language in enumerate(LANGUAGES):
        yield from _away(n, language)
        yield from _by_rule(language)
        yield from _surveys(language)
    yield from _by_header()
    yield from _receipts()
    yield from _calendars()


def _away(n: int, language: str) -> Iterator[Made]:
    exchange = [
        "X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent",
        "X-Auto-Response-Suppress: All",
        "Auto-Submitted: auto-generated",
        "X-MS-Exchange-Inbox-Rules-Loop: mark.hill@brightshop.example",
    ]
    html = html_part(f"<html><body><p>{markup(AWAY[language])}</p></body></html>", cte="base64")
    yield Made(
        f"away-exchange-{language}",
        "automatic: out of office",
        mail(html, subject=AUTO_SUBJECT[language], headers=exchange),
        AWAY[language],
        kind="auto",
    )
    # The same, after a relay that took the headers off: only the subject tells.
    bare = mail(text_part(AWAY[language], cte="base64"), subject=AUTO_SUBJECT[language])
    yield Made(f"away-subject-{language}", "automatic: out of office", bare, AWAY[language], kind="auto")
    gmail = ["Auto-Submitted: auto-replied", "Precedence: bulk", "X-Autoreply: yes"]
    part = both(AWAY[language], f'<div dir="ltr">{markup(AWAY[language])}</div>')
    yield Made(
        f"away-gmail-{language}",
        "automatic: out of office",
        mail(part, subject=f"{AWAY[language].split(chr(10))[0]} Re: Delivery", headers=gmail),
        AWAY[language],
        kind="auto",
    )


def _by_rule(language: str) -> Iterator[Made]:
    for m, words in enumerate(ROBOT[language]):
        signed = f"{words}\n\n{SIGNED[language][3]}\n"
        yield Made(
            f"robot-{language}-{m + 1}",
            "automatic: by its words",
            mail(text_part(signed, cte="base64"), subject="Re: Delivery", name="Bright Shop"),
            words,
            kind="auto",
        )


def _surveys(language: str) -> Iterator[Made]:
    subject, words = SURVEY[language]
    buttons = f"<html><body><p>{markup(words)}</p><img src='https://brightshop.example/o.gif' alt=''></body></html>"
    yield Made(
        f"survey-{language}",
        "survey",
        mail(both(words, buttons), subject=subject, name="Bright Shop"),
        words,
        kind="survey",
    )
    short = "\n\n".join(words.split("\n\n")[:2])
    yield Made(
        f"survey-same-subject-{language}",
        "survey",
        mail(text_part(short), subject="Re: Delivery"),
        short,
        kind="survey",
    )


def _by_header() -> Iterator[Made]:
    marks = {
        "auto-replied": ["Auto-Submitted: auto-replied"],
        "auto-generated": ["Auto-Submitted: auto-generated (rejected)"],
        "x-autoreply": ["X-Autoreply: yes"],
        "x-autorespond": ["X-Autorespond: help@brightshop.example"],
        "precedence": ["Precedence: auto_reply"],
        "loop": ["X-Loop: help@brightshop.example", "Precedence: junk"],
        "null-path": ["Return-Path: <>"],
        "otrs": ["X-OTRS-Loop: yes", "Precedence: bulk", "X-Mailer: OTRS Mail Service (6.0.36)"],
        "exchange-source": ["X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent"],
        "cpanel": ["X-Autorespond: Re: Delivery", "X-Precedence: auto_reply", "Precedence: auto_reply"],
    }
    for n, (name, headers) in enumerate(marks.items()):
        language = LANGUAGES[n % 4]
        words = {
            "en": "Our shop is open from 9 to 18. Delivery costs 95 UAH.",
            "uk": "Наш магазин працює з 9 до 18. Доставка коштує 95 грн.",
            "ru": "Наш магазин работает с 9 до 18. Доставка стоит 95 грн.",
            "pl": "Nasz sklep jest czynny od 9 do 18. Dostawa kosztuje 15 zł.",
        }[language]
        yield Made(
            f"header-{name}",
            "automatic: by its header",
            mail(text_part(words, cte="base64"), subject="Re: Delivery", headers=headers),
            words,
            kind="auto",
        )
    news = "New lamps are here, from 799 UAH. See them on our site."
    listed = [
        "List-Unsubscribe: <https://brightshop.example/u>",
        "List-Id: <news.brightshop.example>",
        "Precedence: bulk",
    ]
    yield Made(
        "newsletter",
        "automatic: by its header",
        mail(text_part(news), subject="New lamps", headers=listed, answers=False),
        news,
        kind="auto",
    )
    # Marks that a person's mail may carry too.
    human = {
        "no": ["Auto-Submitted: no"],
        "suppress": ["X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply"],
        "list": ["List-Unsubscribe: <mailto:u@brightshop.example>"],
        "path": ["Return-Path: <bounce-17@brightshop.example>"],
        "autoreply-no": ["X-Autoreply: no", "Precedence: normal"],
    }
    for n, (name, headers) in enumerate(human.items()):
        words = ANSWERS[LANGUAGES[n % 4]][0]
        yield Made(
            f"person-{name}",
            "a person, with a robot's header",
            mail(text_part(words, cte="base64"), subject="Re: Delivery", headers=headers),
            words,
        )


def _receipts() -> Iterator[Made]:
    words = {
        "en": "Your message\n\n   To: help@brightshop.example\n   Subject: Delivery\n\nwas read on 16.11.2026 11:42.",
        "uk": "Ваше повідомлення було прочитано 16.11.2026 11:42.",
        "pl": "Wiadomość została odczytana 16.11.2026 11:42.",
    }
    for language, said in words.items():
        note = Part(
            ("Content-Type: message/disposition-notification", "Content-Transfer-Encoding: 7bit"),
            f"Reporting-UA: brightshop.example; Outlook\r\nFinal-Recipient: rfc822;{SHOP}\r\n"
            "Original-Message-ID: <t17.1@customer.example>\r\nDisposition: manual-action/MDN-sent-manually; "
            "displayed\r\n".encode(),
        )
        part = bunch(
            "report", [text_part(said, cte="base64"), note], more=";\r\n\treport-type=disposition-notification"
        )
        yield Made(f"receipt-{language}", "read receipt", mail(part, subject="Read: Delivery"), said, kind="auto")


def _calendars() -> Iterator[Made]:
    ics = (
        "BEGIN:VCALENDAR\nPRODID:-//Bright "
        "Shop//EN\nVERSION:2.0\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1@brightshop.example\n"
        "DTSTART:20261117T090000Z\nDTEND:20261117T093000Z\nSUMMARY:Дзвінок щодо вашого замовлення\n"
        "DESCRIPTION:Зателефонуємо вам завтра об 11:00\\, щоб узгодити доста\n "
        "вку.\nORGANIZER:mailto:help@brightshop.example\n"
        "END:VEVENT\nEND:VCALENDAR\n"
    )
    invite = text_part(ics, cte="base64", subtype="calendar", more="; method=REQUEST")
    words = "Добрий день! Запрошуємо на дзвінок завтра об 11:00."
    yield Made(
        "calendar-with-words",
        "calendar invitation",
        mail(
            bunch("alternative", [text_part(words), html_part(f"<p>{words}</p>"), invite]),
            subject="Дзвінок щодо вашого замовлення",
            name="Ірина Бондар",
        ),
        words,
    )
    yield Made(
        "calendar-alone",
        "calendar invitation",
        mail(
            bunch("mixed", [invite, attachment("invite.ics", "application/ics", ics.encode())]),
            subject="Дзвінок",
            name="Ірина Бондар",
        ),
        "Дзвінок щодо вашого замовлення\nЗателефонуємо вам завтра об 11:00, щоб узгодити доставку.",
    )
    reply = ics.replace("REQUEST", "REPLY")
    yield Made(
        "calendar-accepted",
        "calendar invitation",
        mail(
            bunch(
                "alternative",
                [
                    text_part(f"{CUSTOMER}: прийнято"),
                    text_part(reply, cte="base64", subtype="calendar", more="; method=REPLY"),
                ],
            ),
            subject="Accepted: Delivery",
        ),
        f"{CUSTOMER}: прийнято",
        kind="auto",
    )
