"""A second set, written when the rules stood already, to see how they do on what they were not made for."""

from __future__ import annotations

from collections.abc import Iterator

from .bounces import report
from .words import AGENT, ANSWERS, ASKED, CLIENT, SUBJECT
from .writing import CUSTOMER, SHOP, Made, both, bunch, html_part, mail, marked, markup, text_part

FORM = "second set: "


def second() -> Iterator[Made]:
    yield from _introductions()
    yield from _blocks()
    yield from _signatures()
    yield from _telephones()
    yield from _desks()
    yield from _automatic()
    yield from _bounces()
    yield from _markup()


def _reply(name: str, form: str, language: str, body: str, text: str, **more: str) -> Made:
    raw = mail(
        text_part(body, cte="base64"), subject=more.get("subject", SUBJECT[language]), name=AGENT[language], number=name
    )
    return Made(f"second-{name}", FORM + form, raw, text, kind=more.get("kind", "message"))


def _introductions() -> Iterator[Made]:
    intros = (
        ("gmail-old", "uk", "2026-11-16 10:15 GMT+02:00 Олена Коваль <olena@customer.example>:"),
        ("notes", "pl", "Olena Kował <olena@customer.example> napisał(a) w dniu 16.11.2026 10:15:12:"),
        ("kmail", "pl", "W dniu poniedziałek, 16 listopada 2026 10:15:12 CET Olena Kował pisze:"),
        ("evolution", "pl", "W dniu pon, 16.11.2026 o godz. 10∶15 +0200, użytkownik Olena Kował\nnapisał:"),
        ("evolution-uk", "uk", "У пн, 2026-11-16 у 10:15 +0200, Олена Коваль пише:"),
        ("proton", "en", "On Monday, November 16th, 2026 at 10:15 AM, Olena Koval <olena@customer.example> wrote:"),
        ("proton-uk", "uk", "У понеділок, 16 листопада 2026 р. о 10:15 Олена Коваль <olena@customer.example> пише:"),
        ("spark", "en", "On 16 Nov 2026 at 10:15 +0200, Olena Koval <olena@customer.example>, wrote:"),
        ("thebat-uk", "uk", "16 листопада 2026 р., 10:15:12, Ви писали:"),
        ("zimbra-ru", "ru", "16.11.2026 10:15, Елена Коваль (olena@customer.example) пишет:"),
        ("ios-ru", "ru", "16 нояб. 2026 г., в 10:15, Елена Коваль <olena@customer.example> написал(а):\n\n"),
        ("mutt", "en", "* Olena Koval <olena@customer.example> [2026-11-16 10:15]:"),
    )
    for n, (name, language, intro) in enumerate(intros):
        answer = ANSWERS[language][n % 5]
        yield _reply(name, "quotations", language, f"{answer}\n\n{intro}\n{marked(ASKED[language])}\n\n", answer)


def _blocks() -> Iterator[Made]:
    blocks = (
        (
            "emclient",
            "en",
            '------ Original Message ------\nFrom "Olena Koval" <olena@customer.example>\n'
            "To help@brightshop.example\nDate 16.11.2026 10:15:12\nSubject Delivery\n",
        ),
        (
            "emclient-pl",
            "pl",
            "------ Wiadomość oryginalna ------\nOd: Olena Kował <olena@customer.example>\n"
            "Do: help@brightshop.example\nData: 16.11.2026 10:15:12\nTemat: Dostawa\n",
        ),
        (
            "samsung-uk",
            "uk",
            "-------- Вихідне повідомлення --------\nВід: Олена Коваль <olena@customer.example>\n"
            "Дата: 16.11.26 10:15 (GMT+02:00)\nКому: help@brightshop.example\nТема: Доставка\n",
        ),
        (
            "samsung-pl",
            "pl",
            "-------- Oryginalna wiadomość --------\nOd: Olena Kował <olena@customer.example>\n"
            "Data: 16.11.2026 10:15 (GMT+02:00)\nDo: help@brightshop.example\n",
        ),
        (
            "outlook-bold",
            "en",
            "*From:* Olena Koval <olena@customer.example>\n*Sent:* Monday, November 16, 2026 10:15 AM\n"
            "*To:* help@brightshop.example\n*Subject:* Delivery\n",
        ),
        (
            "outlook-ru-copy",
            "ru",
            "От: Елена Коваль [mailto:olena@customer.example]\nОтправлено: 16 ноября 2026 г. 10:15\n"
            "Кому: help@brightshop.example\nКопия: boss@brightshop.example\nТема: Доставка\n",
        ),
        (
            "outlook-uk-date",
            "uk",
            "Від: Олена Коваль <olena@customer.example>\nДата: понеділок, 16 листопада 2026 р. о 10:15\n"
            "Кому: help@brightshop.example\nТема: Доставка\n",
        ),
        (
            "lotus-block",
            "pl",
            "Od:\tOlena Kował <olena@customer.example>\nDo:\thelp@brightshop.example\n"
            "Data:\t16.11.2026 10:15\nTemat:\tDostawa\n",
        ),
    )
    for n, (name, language, block) in enumerate(blocks):
        answer = ANSWERS[language][(n + 1) % 5]
        yield _reply(name, "quotations", language, f"{answer}\n\n{block}\n{ASKED[language]}\n", answer)


def _signatures() -> Iterator[Made]:
    signed = (
        ("thanks", "en", "Thanks,\nMark"),
        ("many-thanks", "en", "Many thanks,\nMark Hill\nBright Shop"),
        ("warmly", "en", "Warm regards,\nMark Hill (he/him)\nCustomer Happiness | Bright Shop | Mon-Fri 9-18"),
        ("caps", "en", "BEST REGARDS,\nMARK HILL"),
        ("to-you", "uk", "З повагою до Вас,\nІрина Бондар"),
        ("respect-care", "uk", "З повагою та турботою про вас,\nкоманда Bright Shop"),
        ("one-line", "uk", "З повагою, менеджер Ірина Бондар, Bright Shop, тел. 044 300 14 50"),
        ("dashes", "uk", "--\nЗ повагою,\nІрина Бондар"),
        ("three-dashes", "ru", "---\nС уважением,\nИрина Бондарь, оператор"),
        ("short", "ru", "С ув., Ирина"),
        ("gratitude", "ru", "С благодарностью и уважением,\nИрина Бондарь"),
        ("in-advance", "pl", "Z góry dziękuję i pozdrawiam,\nEwa Żak"),
        ("pozdr", "pl", "Pozdr.\nEwa"),
        ("wyrazy", "pl", "Łączę wyrazy szacunku\nEwa Żak\nKierownik BOK"),
        (
            "serdecznie",
            "pl",
            "Serdecznie pozdrawiamy,\nZespół Obsługi Klienta\nJasny Dom\n\nInfolinia: 800 300 145\n\n"
            "Administratorem Państwa danych osobowych jest Jasny Dom Sp. z o.o.",
        ),
        (
            "stars",
            "uk",
            "З повагою, Ірина\n\n*****************\nBright Shop — світло для кожного дому!\n"
            "Акція тижня: -20 % на люстри",
        ),
    )
    for n, (name, language, below) in enumerate(signed):
        answer = ANSWERS[language][n % 5]
        yield _reply(f"signed-{name}", "signatures", language, f"{answer}\n\n{below}\n", answer)
    for name, language, text in (
        ("wishes", "en", "Please pass my best wishes to your mother.\n\nThe lamp is ready for pick-up."),
        ("respect", "ru", "С уважением относимся к вашему времени.\n\nДоставка 95 грн."),
        ("list", "uk", "Потрібні дані:\n- номер замовлення;\n- телефон;\n- пошта: ваш e-mail.\n\nЧекаємо відповіді"),
        ("from-to", "en", "Delivery times:\nFrom: Kyiv\nTo: Lviv\n\nTwo days."),
        ("colon", "uk", "Ось що написала наш майстер:\nлампа справна, 16.11.2026 о 10:15 перевірено."),
        ("arrow", "ru", "Откройте меню:\nНастройки > Профиль > Адрес\n\nи поставьте город."),
        ("sent", "uk", "Надіслано з нашого складу поштою 16 листопада, номер відправлення 20450000012345."),
        ("confidential", "en", "Your data stays confidential.\n\nYou can delete the account in the settings."),
        ("above", "en", "Please see the line above the price: it says 95 UAH.\n\nAnything else?"),
    ):
        yield _reply(f"kept-{name}", "words that only look so", language, f"{text}\n", text)


def _telephones() -> Iterator[Made]:
    for n, (language, line) in enumerate(
        (
            ("ru", "--\nОтправлено из Mail для Android"),
            ("ru", "-- \nОтправлено из мобильного приложения Яндекс Почты"),
            ("uk", "Надіслано з мобільного додатку UKR.NET"),
            ("pl", "Wysłane z aplikacji Poczta WP na telefonie"),
            ("en", "Sent from Outlook for Android<https://aka.example/AAb9ysg>"),
            ("uk", "Відправлено з iPad"),
            ("pl", "Wysłano z telefonu Huawei"),
            ("en", "Sent with Proton Mail secure email."),
        )
    ):
        answer = ANSWERS[language][n % 5]
        yield _reply(f"telephone-{n + 1}", "telephones", language, f"{answer}\n\n{line}\n", answer)


def _desks() -> Iterator[Made]:
    def desk(name: str, language: str, body: str, text: str, subject: str, kind: str = "message") -> Made:
        return _reply(f"desk-{name}", "help desks", language, body, text, subject=subject, kind=kind)

    uk, ru, pl, en = (ANSWERS[language] for language in ("uk", "ru", "pl", "en"))
    yield desk(
        "liveagent",
        "pl",
        f"===== Prosimy o odpowiedź powyżej tej linii =====\n\n{pl[1]}\n\nPozdrawiam\nEwa\n",
        pl[1],
        "Re: Dostawa [#ABC-12345]",
    )
    yield desk(
        "usedesk",
        "ru",
        f"------ Пожалуйста, пишите ваш ответ над этой линией ------\n\n{ru[3]}\n",
        ru[3],
        "Re: Доставка [#12345]",
    )
    yield desk(
        "below",
        "uk",
        f"{uk[3]}\n\n=== Будь ласка, пишіть відповідь вище цієї лінії ===\n\n{ASKED['uk']}\n",
        uk[3],
        "Re: [#12345] Доставка",
    )
    yield desk(
        "zammad",
        "en",
        f"{en[3]}\n\n  Mark Hill\n\n--\n  Bright Shop Support\n  help@brightshop.example\n--\n",
        f"{en[3]}\n\n  Mark Hill",
        "Re: Delivery [Ticket#81012]",
    )
    yield desk(
        "asana-like", "en", f"Mark Hill replied:\n\n{en[0]}\n", f"Mark Hill replied:\n\n{en[0]}", "[#77] Delivery"
    )
    yield desk(
        "closed-with-answer",
        "uk",
        f"{uk[1]}\n\nВаше звернення №12345 закрито.\n",
        f"{uk[1]}\n\nВаше звернення №12345 закрито.",
        "[#12345] Доставка",
    )
    yield desk("rating-below-ru", "ru", f"{ru[0]}\n\nДовольны ли вы ответом?\nДа | Нет\n", ru[0], "Re: [#12345]")
    yield desk(
        "rating-below-pl", "pl", f"{pl[0]}\n\nCzy nasza odpowiedź była pomocna?\n\nTak\n\nNie\n", pl[0], "Re: [#12345]"
    )
    yield desk(
        "survey-nps",
        "en",
        "Hi Olena,\n\nHow likely are you to recommend Bright Shop to a friend?\n\n0 1 2 3 4 5 6 7 8 9 10",
        "Hi Olena,\n\nHow likely are you to recommend Bright Shop to a friend?\n\n0 1 2 3 4 5 6 7 8 9 10",
        "Your opinion",
        "survey",
    )
    words = "Вітаємо!\n\nВаш запит №12345 закрито. Ваша думка важлива для нас — оцініть роботу оператора:\n\n★ ★ ★ ★ ★"
    yield desk("survey-uk", "uk", words, words, "Запит №12345", "survey")
    words = "Szanowna Pani,\n\nzgłoszenie 12345 zostało rozwiązane. Czy jest Pani zadowolona z obsługi?\n\nTak / Nie"
    yield desk("survey-pl", "pl", words, words, "Zgłoszenie 12345", "survey")


def _automatic() -> Iterator[Made]:
    for name, language, subject, words in (
        ("ooo-plain", "en", "Re: Delivery", "I am away until Monday, 23 November. I will answer when I am back."),
        ("ooo-subject", "en", "Out of Office: Re: Delivery", "Back on Monday. Anna can help: anna@brightshop.example."),
        ("brackets", "en", "[Auto-Reply] Delivery", "We work from 9 to 18."),
        ("capitals", "uk", "АВТОВІДПОВІДЬ: Доставка", "Ми працюємо з 9 до 18."),
        ("auto-pl", "pl", "Automatyczna odpowiedź: Dostawa", "Pracujemy od 9 do 18."),
        ("auto-ru", "ru", "Автоответ: Доставка", "Мы работаем с 9 до 18."),
        ("ack-uk", "uk", "Re: Доставка", "Доброго дня! Ваш лист отримано, очікуйте на відповідь."),
        ("ack-ru", "ru", "Re: Доставка", "Здравствуйте! Ваше сообщение получено. Номер обращения 12345."),
        ("ack-pl", "pl", "Re: Dostawa", "Dzień dobry, otrzymaliśmy Twoją wiadomość. Odezwiemy się wkrótce."),
        ("ack-en", "en", "Re: Delivery", "Hi! We got your email and will be in touch soon."),
        ("ack-en-number", "en", "[#12345] Delivery", "A ticket with the number 12345 has been created for you."),
        ("night", "uk", "Re: Доставка", "Зараз неробочий час. Ми відповімо вам вранці."),
    ):
        yield _reply(f"auto-{name}", "automatic", language, f"{words}\n", words, subject=subject, kind="auto")


def _bounces() -> Iterator[Made]:
    def bounce(name: str, body: str, text: str, status: str, subject: str, sender: str, *headers: str) -> Made:
        raw = mail(text_part(body, cte="base64"), subject=subject, sender=sender, answers=False, headers=headers)
        return Made(f"second-bounce-{name}", FORM + "bounces", raw, text, "bounce", status=status, recipient=SHOP)

    yahoo = "Sorry, we were unable to deliver your message to the following address."
    yahoo += f"\n\n<{SHOP}>:\n550: 5.1.1 User does not exist"
    yield bounce(
        "yahoo",
        f"{yahoo}\n\n--- Below this line is a copy of the message.\n\nReceived: from x\n",
        yahoo,
        "5.1.1",
        "Failure Notice",
        "MAILER-DAEMON@yahoo.example",
        "Return-Path: <>",
    )
    ses = f"An error occurred while trying to deliver the mail to the following recipients:\n{SHOP}"
    yield bounce("ses", ses, ses, "5.0.0", "Delivery Status Notification (Failure)", "MAILER-DAEMON@eu.ses.example")
    home = f"Przepraszamy, nie udało się dostarczyć wiadomości do: {SHOP}\nPowód: 552 5.2.2 skrzynka przepełniona"
    yield bounce(
        "home-pl",
        home,
        home,
        "5.2.2",
        "Wiadomość nie została dostarczona",
        "postmaster@home.example",
        "Return-Path: <>",
    )
    yandex = "Это письмо создано автоматически почтовой системой."
    yandex += f"\n\nНе удалось доставить письмо: {SHOP}\n550 5.7.1 No such user!"
    yield bounce(
        "yandex", yandex, yandex, "5.7.1", "Недоставленное сообщение", "mailer-daemon@yandex.example", "Return-Path: <>"
    )
    later = "** Delivery incomplete **\n\n"
    later += "There was a temporary problem delivering your message. Gmail will retry for 46 more hours."
    raw = mail(
        report(later, "4.4.1", "delayed"),
        subject="Delivery Status Notification (Delay)",
        answers=False,
        sender="mailer-daemon@googlemail.example",
        headers=[f"X-Failed-Recipients: {SHOP}"],
    )
    yield Made("second-delay-gmail", FORM + "bounces", raw, later, "auto")
    uk = f"Увага! Доставку листа на адресу {SHOP} затримано. Спроби тривають."
    raw = mail(
        text_part(uk, cte="base64"), subject="Затримка доставки", sender="mailer-daemon@ukr.example", answers=False
    )
    yield Made("second-delay-uk", FORM + "bounces", raw, uk, "auto")


def _markup() -> Iterator[Made]:
    def html(name: str, language: str, markup_: str, text: str) -> Made:
        raw = mail(html_part(markup_), subject=SUBJECT[language], name=AGENT[language])
        return Made(f"second-html-{name}", FORM + "HTML", raw, text)

    uk, ru, pl, en = (ANSWERS[language] for language in ("uk", "ru", "pl", "en"))
    yield html(
        "yahoo",
        "en",
        f'<div class="ydp1"><div dir="ltr">{markup(en[1])}</div></div><div id="ydp2" class="yahoo_quoted">'
        f"<div>On Monday, November 16, 2026 at 10:15:12 AM GMT+2, {CLIENT['en']} &lt;{CUSTOMER}&gt; wrote:</div>"
        f"<div>{markup(ASKED['en'])}</div></div>",
        en[1],
    )
    yield html(
        "proton",
        "uk",
        f'<div style="font-family: Arial;">{markup(uk[3])}</div><div class="protonmail_signature_block">'
        "<div>Ірина</div></div><div class='protonmail_quote'>У понеділок, 16 листопада 2026 р. о 10:15 Олена "
        f"&lt;{CUSTOMER}&gt; пише:<br><blockquote type='cite'>{markup(ASKED['uk'])}</blockquote></div>",
        uk[3],
    )
    yield html(
        "mailru",
        "ru",
        f"<HTML><BODY><div>{markup(ru[1])}</div><div>--<br>С уважением,<br>Ирина</div><blockquote "
        "style='border-left:1px solid #0857A6;'>Понедельник, 16 ноября 2026, 10:15 +03:00 от Елена:<br>"
        f"{markup(ASKED['ru'])}</blockquote></BODY></HTML>",
        ru[1],
    )
    yield html(
        "outlook-table",
        "pl",
        f"<table><tr><td><p>{markup(pl[3])}</p></td></tr></table><p>Pozdrawiam,</p><table><tr><td>"
        "<b>Ewa Żak</b></td></tr><tr><td>tel. 22 300 14 50</td></tr></table><div><p><b>Od:</b> "
        "Olena<br><b>Wysłano:</b> "
        "poniedziałek<br><b>Do:</b> help<br><b>Temat:</b> Dostawa</p><p>Ile kosztuje?</p></div>",
        pl[3],
    )
    yield html(
        "nested",
        "en",
        f"<div><div><div><span>{markup(en[3])}</span></div></div></div><br><br><div>Best,</div><div>Mark</div>",
        en[3],
    )
    yield html(
        "wbr",
        "uk",
        "<p>Номер відправлення: <b>2045</b><wbr><b>0000</b></p><p>Стежити: "
        '<a href="https://brightshop.example/track/20450000?utm_source=mail">тут</a></p>',
        "Номер відправлення: 20450000\nСтежити: тут (https://brightshop.example/track/20450000)",
    )
    plain = f"{ru[0]}\n\nС уважением,\nИрина"
    raw = mail(
        bunch(
            "mixed",
            [both(plain, f"<p>{markup(plain)}</p>"), text_part("-- \nПроверено антивирусом. www.av.example")],
            "m9",
        ),
        subject=SUBJECT["ru"],
        name=AGENT["ru"],
    )
    yield Made("second-antivirus", FORM + "HTML", raw, ru[0])
