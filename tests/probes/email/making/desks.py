"""Help desks: an agent's answer inside a notification, and the notifications that answer nothing."""

from __future__ import annotations

from collections.abc import Iterator

from .words import AGENT, ANSWERS, ASKED, CLIENT, LANGUAGES, SIGNED
from .writing import CUSTOMER, Made, both, html_part, mail, marked, markup, text_part

ABOVE = {
    "en": "##- Please type your reply above this line -##",
    "uk": "##- Введіть відповідь над цим рядком -##",
    "ru": "##- Введите свой ответ над этой строкой -##",
    "pl": "##- Wpisz odpowiedź powyżej tej linii -##",
}
UPDATED = {
    "en": "Your request (12345) has been updated. To add additional comments, reply to this email.",
    "uk": "Ваш запит (12345) оновлено. Щоб додати коментар, дайте відповідь на цей лист.",
    "ru": "Ваш запрос (12345) обновлён. Чтобы добавить комментарий, ответьте на это письмо.",
    "pl": "Twoje zgłoszenie (12345) zostało zaktualizowane. Aby dodać komentarz, odpowiedz na tę wiadomość.",
}
GOT = {
    "en": "Your request (12345) has been received and is being reviewed by our support staff.",
    "uk": "Ваше звернення (12345) зареєстровано. Наші фахівці відповідять вам найближчим часом.",
    "ru": "Ваше обращение (12345) зарегистрировано. Наши специалисты ответят вам в ближайшее время.",
    "pl": "Twoje zgłoszenie (12345) zostało zarejestrowane. Odpowiemy najszybciej, jak to możliwe.",
}
SERVICE = {
    "en": "This email is a service from Bright Shop. Delivered by Zendesk",
    "uk": "Цей лист надіслано службою Bright Shop. Надіслано за допомогою Zendesk",
    "ru": "Это письмо отправлено службой Bright Shop. Доставлено с помощью Zendesk",
    "pl": "Ta wiadomość jest usługą firmy Bright Shop. Dostarczone przez Zendesk",
}
ZENDESK = ["X-Mailer: Zendesk Mailer", "Auto-Submitted: auto-generated", "X-Auto-Response-Suppress: All"]
JIRA = ["X-JIRA-FingerPrint: 5c2a", "Auto-Submitted: auto-generated", "Precedence: bulk"]
JIRA_ABOVE = {
    "en": "Reply above this line.",
    "uk": "Відповідайте над цим рядком.",
    "ru": "Отвечайте над этой строкой.",
    "pl": "Odpowiedz powyżej tej linii.",
}
JIRA_SAID = {
    "en": "commented:",
    "uk": "додав(-ла) коментар:",
    "ru": "добавил(а) комментарий:",
    "pl": "dodał(a) komentarz:",
}
JIRA_FOOT = {
    "en": "View request · Turn off this request's notifications\n\nThis is shared with Olena Koval.",
    "uk": "Переглянути запит · Вимкнути сповіщення про цей запит\n\nЦе бачить також Олена Коваль.",
    "ru": "Просмотреть запрос · Отключить уведомления об этом запросе\n\nЭто видит также Елена Коваль.",
    "pl": "Wyświetl zgłoszenie · Wyłącz powiadomienia o tym zgłoszeniu\n\nTo jest udostępnione: Olena Kował.",
}
RATE = {
    "en": "How would you rate the support you received?\n\nGood, I'm satisfied\n\nBad, I'm unsatisfied",
    "uk": "Як ви оцінюєте отриману підтримку?\n\nДобре, я задоволений\n\nПогано, я незадоволений",
    "ru": "Как вы оцениваете полученную поддержку?\n\nХорошо, я доволен\n\nПлохо, я недоволен",
    "pl": "Jak oceniasz otrzymaną pomoc?\n\nDobrze, jestem zadowolony\n\nŹle, nie jestem zadowolony",
}
RULE = "-" * 46


def desks() -> Iterator[Made]:
    for n, language in enumerate(LANGUAGES):
        yield from _zendesk(n, language)
        yield from _jira(n, language)
        yield from _freshdesk(n, language)
        yield from _otrs(n, language)
        yield from _chats(n, language)
    yield from _others()


def _zendesk(n: int, language: str) -> Iterator[Made]:
    answer, agent = ANSWERS[language][n % 5], AGENT[language]
    plain = (
        f"{ABOVE[language]}\n\n{UPDATED[language]}\n\n{RULE}\n\n{agent}, 16.11.2026, 11:42 GMT+2\n\n{answer}\n\n"
        f"{RULE}\n\n{CLIENT[language]}, 16.11.2026, 10:15 GMT+2\n\n{ASKED[language]}\n\n{'-' * 32}\n{SERVICE[language]}"
        "\n\n[4ZX1GE-7K1Q]\n"
    )
    html = (
        '<!DOCTYPE html><html><body><div style="color:#b5b5b5;">' + markup(ABOVE[language]) + "</div>"
        f"<p>{markup(UPDATED[language])}</p><div style='margin-top: 25px' data-version='2'><table width='100%' "
        "cellpadding='0' cellspacing='0' border='0' role='presentation'><tr><td width='100%' style='padding: 15px 0; "
        "border-top: 1px dotted #c5c5c5;'><table><tr><td><p style='font-size:15px; line-height:18px;'><strong>"
        f"{agent}</strong> (Bright Shop) </p><p style='color: #bbbbbb; font-size: 13px'>16.11.2026, 11:42 "
        f"GMT+2</p><div "
        f"class='zd-comment' dir='auto'><p "
        f"dir='auto'>{markup(answer)}</p></div></td></tr></table></td></tr></table></div>"
        f"<div style='padding:10px; color:#aaaaaa'>{markup(SERVICE[language])}</div><span style='color:#FFFFFF' "
        "aria-hidden='true'>[4ZX1GE-7K1Q]</span></body></html>"
    )
    yield Made(
        f"zendesk-{language}",
        "help desk: an agent's answer",
        mail(both(plain, html), subject=f"[Bright Shop] Re: 12345 {agent}", name=agent, headers=ZENDESK),
        answer,
    )
    yield Made(
        f"zendesk-html-{language}",
        "help desk: an agent's answer",
        mail(html_part(html), subject="Re: 12345", name=f"{agent} (Bright Shop)", headers=ZENDESK),
        answer,
    )
    got = f"{ABOVE[language]}\n\n{GOT[language]}\n\n{'-' * 32}\n{SERVICE[language]}\n\n[4ZX1GE-7K1Q]\n"
    yield Made(
        f"zendesk-received-{language}",
        "automatic: help desk",
        mail(text_part(got, cte="base64"), subject="[Bright Shop] 12345", name="Bright Shop", headers=ZENDESK),
        GOT[language],
        kind="auto",
    )
    greeting = ANSWERS[language][0].split("\n", maxsplit=1)[0]
    rate = f"{ABOVE[language]}\n\n{greeting}\n\n{RATE[language]}\n\n{'-' * 32}\n{SERVICE[language]}\n"
    yield Made(
        f"zendesk-survey-{language}",
        "survey",
        mail(text_part(rate, cte="quoted-printable"), subject="12345", name="Bright Shop", headers=ZENDESK),
        f"{greeting}\n\n{RATE[language]}",
        kind="survey",
    )
    solved = ANSWERS[language][(n + 1) % 5]
    with_rating = f"{solved}\n\n{SIGNED[language][0]}\n\n{RATE[language]}\n"
    yield Made(
        f"answer-with-rating-{language}",
        "help desk: an agent's answer",
        mail(text_part(with_rating), subject="Re: [#12345]", name=agent),
        solved,
    )


def _jira(n: int, language: str) -> Iterator[Made]:
    answer, agent = ANSWERS[language][(n + 1) % 5], AGENT[language]
    plain = (
        f"—-—-—-—\n{JIRA_ABOVE[language]}\n\n{agent} {JIRA_SAID[language]}\n\n{answer}\n\n{JIRA_FOOT[language]}\n\n"
        "Powered by Jira Service Management\n"
    )
    yield Made(
        f"jira-{language}",
        "help desk: an agent's answer",
        mail(
            text_part(plain, cte="quoted-printable"),
            subject="HELP-12345 Delivery",
            name=agent,
            headers=JIRA,
        ),
        answer,
    )


def _freshdesk(n: int, language: str) -> Iterator[Made]:
    answer, said = ANSWERS[language][(n + 2) % 5], SIGNED[language][2]
    plain = (
        f"{answer}\n\n{said}\n\nhttps://brightshop.freshdesk.example/helpdesk/tickets/12345\n\n"
        f"On Mon, 16 Nov at 10:15 AM , {CLIENT[language]} <{CUSTOMER}> wrote:\n\n{ASKED[language]}\n\n12345:987654\n"
    )
    html = (
        f"<div style='font-family:-apple-system'><div "
        f"dir='ltr'>{markup(answer)}</div><div><br></div><div>{markup(said)}"
        '</div><br><a href="https://brightshop.freshdesk.example/helpdesk/tickets/12345">'
        "https://brightshop.freshdesk.example/helpdesk/tickets/12345</a><div class='freshdesk_quote'><blockquote class="
        f"'freshdesk_quote'>On Mon, 16 Nov at 10:15 AM , {CLIENT[language]} &lt;{CUSTOMER}&gt; wrote:<br><div>"
        f"{markup(ASKED[language])}</div></blockquote></div></div>"
        "<span title='fd_tkt_identifier' style='font-size:0px; color:transparent; display:none'>12345:987654</span>"
    )
    yield Made(
        f"freshdesk-{language}",
        "help desk: an agent's answer",
        mail(both(plain, html, cte="base64"), subject="Re: [#12345] Delivery", name="Bright Shop"),
        answer,
    )


def _otrs(n: int, language: str) -> Iterator[Made]:
    answer = ANSWERS[language][(n + 3) % 5]
    plain = (
        f"{answer}\n\nYour Ticket-Team\n\n {AGENT[language]}\n\n--\n Bright Shop - Support\n Email: "
        f"help@brightshop.example\n"
        f"--\n16.11.2026 10:15 - {CLIENT[language]} wrote:\n\n{marked(ASKED[language])}\n"
    )
    yield Made(
        f"otrs-{language}",
        "help desk: an agent's answer",
        mail(
            text_part(plain, more="; format=fixed"),
            subject="Re: [Ticket#2026111610000012] Delivery",
            name="Bright Shop",
            headers=["X-Mailer: OTRS Mail Service (6.0.36)", "X-Powered-By: OTRS - Open Ticket Request System"],
        ),
        f"{answer}\n\nYour Ticket-Team\n\n {AGENT[language]}",
    )


def _chats(n: int, language: str) -> Iterator[Made]:
    answer, agent = ANSWERS[language][(n + 4) % 5], AGENT[language]
    foot = {
        "en": "Powered by HelpCrunch\nUnsubscribe from these emails",
        "uk": "Працює на HelpCrunch\nВідписатися від цих листів",
        "ru": "Работает на HelpCrunch\nОтписаться от этих писем",
        "pl": "Obsługiwane przez HelpCrunch\nWypisz się z tych wiadomości",
    }[language]
    yield Made(
        f"helpcrunch-{language}",
        "help desk: an agent's answer",
        mail(
            html_part(
                f"<table><tr><td><p>{markup(answer)}</p></td></tr><tr><td><p>{agent}</p><p>Bright Shop</p></td></tr>"
                f'<tr><td><a href="https://helpcrunch.example/u/1">{markup(foot)}</a></td></tr></table>'
                '<img src="https://helpcrunch.example/o.gif" width="1" height="1" alt="">'
            ),
            subject="New message from Bright Shop",
            name=agent,
            headers=["List-Unsubscribe: <https://helpcrunch.example/u/1>", "Precedence: bulk"],
        ),
        f"{answer}\n{agent}\nBright Shop",
    )


def _others() -> Iterator[Made]:
    yield Made(
        "rt-reply",
        "help desk: an agent's answer",
        mail(
            text_part(f"<URL: https://rt.brightshop.example/Ticket/Display.html?id=12345 >\n\n{ANSWERS['en'][0]}\n"),
            subject="[Bright Shop #12345] Delivery",
            name="Mark Hill via RT",
            headers=[
                "RT-Ticket: Bright Shop #12345",
                "X-RT-Loop-Prevention: Bright Shop",
                "Precedence: bulk",
                "X-Managed-BY: RT 5.0.5 (http://www.bestpractical.com/rt/)",
            ],
        ),
        ANSWERS["en"][0],
    )
    yield Made(
        "helpscout",
        "help desk: an agent's answer",
        mail(
            text_part(
                f"{ANSWERS['en'][1]}\n\n--\nMark Hill\nBright Shop\n\nHow would you rate my reply?\nGreat    Okay    "
                f"Not Good"
                "\n\n{#HS:123456789-12345#}\n"
            ),
            subject="Re: Delivery",
            name="Mark at Bright Shop",
        ),
        ANSWERS["en"][1],
    )
    yield Made(
        "intercom-uk",
        "help desk: an agent's answer",
        mail(
            html_part(
                f"<div><p>{markup(ANSWERS['uk'][0])}</p><p>Ірина з Bright Shop</p>"
                '<p><a href="https://intercom.example/x">Powered by Intercom</a></p></div>'
            ),
            subject="Re: Доставка",
            name="Ірина з Bright Shop",
        ),
        f"{ANSWERS['uk'][0]}\nІрина з Bright Shop",
    )
    yield Made(
        "osticket-pl",
        "help desk: an agent's answer",
        mail(
            text_part(f"-- odpowiedz powyżej tej linii --\n\n{ANSWERS['pl'][3]}\n\n{SIGNED['pl'][0]}\n", "iso-8859-2"),
            subject="Re: Dostawa [#123456]",
            charset="iso-8859-2",
            name="Jasny Dom",
        ),
        ANSWERS["pl"][3].replace("–", "-"),
    )
    yield Made(
        "desk-number-only-ru",
        "help desk: an agent's answer",
        mail(
            text_part(f"[Обращение #12345]\n\n{ANSWERS['ru'][1]}\n\n{SIGNED['ru'][1]}\n", "utf-8", "base64"),
            subject="[#12345] Доставка",
            name="Светлый дом",
        ),
        f"[Обращение #12345]\n\n{ANSWERS['ru'][1]}",
    )
