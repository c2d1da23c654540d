"""What mail servers write when a letter could not, or not yet, be delivered."""

from __future__ import annotations

from collections.abc import Iterator

from .writing import CUSTOMER, DATE, SHOP, Made, Part, bunch, html_part, mail, text_part

RETURNED = f"From: Olena <{CUSTOMER}>\r\nTo: {SHOP}\r\nSubject: Delivery\r\nMessage-ID: <t17.1@customer.example>\r\n"
COPY = RETURNED.replace("\r\n", "\n")


def report(
    words: str,
    status: str,
    action: str = "failed",
    *,
    recipient: str = SHOP,
    diagnostic: str = "smtp; 550 No such user",
    language: str = "en",
    whole: bool = False,
    extra: str = "",
) -> Part:
    """multipart/report of RFC 3462 with the fields of RFC 3464."""
    fields = (
        "Reporting-MTA: dns; mx.customer.example\r\nArrival-Date: Mon, 16 Nov 2026 10:15:00 +0200\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: {action}\r\nStatus: {status}\r\n"
        f"Diagnostic-Code: {diagnostic}\r\n{extra}"
    )
    returned = "message/rfc822" if whole else "text/rfc822-headers"
    parts = [
        text_part(words, cte="base64" if not words.isascii() else "7bit"),
        Part(("Content-Type: message/delivery-status",), fields.encode()),
        Part((f"Content-Type: {returned}",), (RETURNED + ("\r\nHow much is delivery?\r\n" if whole else "")).encode()),
    ]
    return bunch("report", parts, more="; report-type=delivery-status")


def bounces() -> Iterator[Made]:
    yield from _reports()
    yield from _in_plain_words()
    yield from _not_yet()


def _bounce(name: str, part: Part, text: str, status: str, recipient: str = SHOP, **header: str) -> Made:
    sender = header.get("sender", "MAILER-DAEMON@mx.customer.example")
    raw = mail(
        part,
        subject=header.get("subject", "Undelivered Mail Returned to Sender"),
        sender=sender,
        answers=False,
        name=header.get("shown", "Mail Delivery System"),
        headers=_lines(header),
    )
    return Made(name, "bounce", raw, text, kind="bounce", status=status, recipient=recipient)


def _lines(header: dict[str, str]) -> list[str]:
    return [line for line in header.get("headers", "").split("\n") if line]


def _reports() -> Iterator[Made]:
    postfix = (
        "This is the mail system at host mx.customer.example.\n\nI'm sorry to have to inform you that your message "
        "could "
        "not\nbe delivered to one or more recipients. It's attached below.\n\n                   The mail system\n\n"
        f"<{SHOP}>: host mx.brightshop.example[192.0.2.7] said: 550 5.1.1\n    <{SHOP}>: Recipient address rejected: "
        f"User "
        "unknown (in reply to RCPT TO command)"
    )
    yield _bounce(
        "bounce-postfix",
        report(postfix, "5.1.1", whole=True),
        postfix,
        "5.1.1",
        headers="Return-Path: <>\nAuto-Submitted: auto-replied",
    )
    full = "<help@brightshop.example>: host mx said: 552 5.2.2 Mailbox full"
    yield _bounce(
        "bounce-postfix-full", report(full, "5.2.2", diagnostic="smtp; 552 5.2.2 Mailbox full"), full, "5.2.2"
    )
    gave_up = "The letter waited for five days. <help@brightshop.example>: Operation timed out"
    yield _bounce("bounce-postfix-expired", report(gave_up, "4.4.1", diagnostic="smtp; timed out"), gave_up, "4.4.1")
    gmail = (
        "\n** Address not found **\n\nYour message wasn't delivered to help@brightshop.example because the address "
        "couldn't "
        "be found, or is unable to receive mail.\n\nLearn more here: https://support.example/mail/?p=NoSuchUser\n\n"
        "The response was:\n\n550 5.1.1 The email account that you tried to reach does not exist."
    )
    yield _bounce(
        "bounce-gmail-en",
        report(gmail, "5.1.1", whole=True),
        gmail.strip(),
        "5.1.1",
        sender="mailer-daemon@googlemail.example",
        shown="Mail Delivery Subsystem",
        subject="Delivery Status Notification (Failure)",
        headers=f"X-Failed-Recipients: {SHOP}\nAuto-Submitted: auto-replied",
    )
    gmail_uk = (
        "** Адресу не знайдено **\n\nПовідомлення не доставлено на адресу help@brightshop.example, оскільки її не "
        "знайдено "
        "або на неї не можна надсилати листи."
    )
    yield _bounce(
        "bounce-gmail-uk",
        report(gmail_uk, "5.1.1"),
        gmail_uk,
        "5.1.1",
        shown="Mail Delivery Subsystem",
        subject="Delivery Status Notification (Failure)",
        sender="mailer-daemon@googlemail.example",
    )
    exchange = (
        "Your message to help@brightshop.example couldn't be delivered.\n\nhelp wasn't found at brightshop.example.\n\n"
        "Unknown To address\n\nDiagnostic information for administrators:\n\nRemote Server returned '550 5.1.10 "
        "RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup'"
    )
    yield _bounce(
        "bounce-exchange",
        report(exchange, "5.1.10", diagnostic="smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound", whole=True),
        exchange,
        "5.1.10",
        sender="postmaster@customer.example",
        shown="Microsoft Outlook",
        subject="Undeliverable: Delivery",
    )
    exchange_uk = "Не вдалося доставити повідомлення таким одержувачам: help@brightshop.example"
    yield _bounce(
        "bounce-exchange-uk",
        report(exchange_uk, "5.1.1"),
        exchange_uk,
        "5.1.1",
        sender="postmaster@customer.example",
        subject="Не доставлено: Доставка",
    )
    exim = (
        "This message was created automatically by mail delivery software.\n\nA message that you sent could not be "
        "delivered "
        "to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n"
        f"  {SHOP}\n    host mx.brightshop.example [192.0.2.7]\n    SMTP error from remote mail server after RCPT "
        f"TO:<{SHOP}>:\n    550 5.1.1 User unknown"
    )
    yield _bounce(
        "bounce-exim-report",
        report(exim, "5.0.0", diagnostic="smtp; 550 5.1.1 User unknown"),
        exim,
        "5.1.1",
        headers=f"X-Failed-Recipients: {SHOP}\nAuto-Submitted: auto-replied",
    )
    spam = "Your message was rejected as spam."
    yield _bounce(
        "bounce-spam", report(spam, "5.7.1", diagnostic="smtp; 554 5.7.1 Spam message rejected"), spam, "5.7.1"
    )
    no_host = "<help@brightshop.example>: Host or domain name not found. Name service error for name=brightshop.example"
    yield _bounce("bounce-no-host", report(no_host, "5.4.4", diagnostic="x-postfix; Host not found"), no_host, "5.4.4")
    two = "One of two addresses failed."
    both_fields = "\r\nFinal-Recipient: rfc822; other@brightshop.example\r\nAction: relayed\r\nStatus: 2.0.0\r\n"
    yield _bounce("bounce-one-of-two", report(two, "5.1.1", extra=both_fields), two, "5.1.1")
    international = "Message could not be delivered."
    yield _bounce(
        "bounce-original-recipient",
        report(international, "5.1.1", recipient="HELP@BrightShop.example"),
        international,
        "5.1.1",
    )
    wp = "Wiadomość nie mogła zostać dostarczona do odbiorcy help@brightshop.example: nie ma takiej skrzynki."
    yield _bounce("bounce-wp", report(wp, "5.1.1"), wp, "5.1.1", subject="Niedostarczona wiadomość")


def _in_plain_words() -> Iterator[Made]:
    exim = (
        "This message was created automatically by mail delivery software.\n\nA message that you sent could not be "
        "delivered "
        "to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n"
        f"  {SHOP}\n    Unrouteable address"
    )
    copy = f"\n\n------ This is a copy of the message, including all the headers. ------\n\n{COPY}\nHow much?\n"
    yield _bounce(
        "bounce-exim-plain",
        text_part(exim + copy),
        exim,
        "5.0.0",
        subject="Mail delivery failed: returning message to sender",
        headers=f"Return-path: <>\nX-Failed-Recipients: {SHOP}",
    )
    qmail = (
        "Hi. This is the qmail-send program at customer.example.\nI'm afraid I wasn't able to deliver your message "
        "to the "
        f"following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<{SHOP}>:\n"
        "192.0.2.7 does not like recipient.\nRemote host said: 550 5.1.1 unknown user\nGiving up on 192.0.2.7."
    )
    yield _bounce(
        "bounce-qmail",
        text_part(f"{qmail}\n\n--- Below this line is a copy of the message.\n\n{COPY}\nHow much?"),
        qmail,
        "5.1.1",
        subject="failure notice",
        headers="Return-Path: <>",
    )
    mailru = (
        "Это письмо создано автоматически сервером Mail, отвечать на него не нужно.\n\nК сожалению, Ваше письмо не "
        "может "
        f"быть доставлено одному или нескольким получателям:\n\n**********************\n\n{SHOP}\nuser not found"
    )
    yield _bounce(
        "bounce-mailru",
        text_part(f"{mailru}\n\n**********************\n\nЗдравствуйте! Сколько стоит?", "koi8-r", "base64"),
        f"{mailru}\n\n**********************\n\nЗдравствуйте! Сколько стоит?",
        "5.0.0",
        subject="Mail failure.",
        headers="Return-Path: <>\nX-Failed-Recipients: help@brightshop.example",
    )
    postmaster = f"Лист не доставлено.\n\nАдреса: {SHOP}\nПричина: 550 5.1.1 немає такої скрині"
    yield _bounce(
        "bounce-postmaster-plain-uk",
        text_part(postmaster, "windows-1251"),
        postmaster,
        "5.1.1",
        sender="postmaster@customer.example",
        subject="Недоставлене повідомлення",
        headers="Return-Path: <>",
    )
    old_exchange = (
        "Your message did not reach some or all of the intended recipients.\n\n      Subject:    Delivery\n\nThe "
        "following "
        f"recipient(s) cannot be reached:\n\n      {SHOP} on 16.11.2026 11:42\n            The e-mail account does not "
        "exist.\n            <mx.customer.example #5.1.1>"
    )
    yield _bounce(
        "bounce-exchange-plain",
        text_part(old_exchange),
        old_exchange,
        "5.1.1",
        shown="System Administrator",
        sender="postmaster@customer.example",
        subject="Undeliverable: Delivery",
    )
    html = f"<html><body><h2>Не вдалося доставити листа</h2><p>{SHOP}: 552 5.2.2 скриньку переповнено</p></body></html>"
    yield _bounce(
        "bounce-html-uk",
        html_part(html),
        f"Не вдалося доставити листа\n{SHOP}: 552 5.2.2 скриньку переповнено",
        "5.2.2",
        headers="Return-Path: <>",
    )


def _not_yet() -> Iterator[Made]:
    later = (
        "Your message has not been delivered yet. You do not need to resend it; delivery will be tried for 4 more days."
    )
    quota = "452 4.2.2 The mailbox is full; delivery will be tried again."
    for name, action, status, words in (
        ("delayed", "delayed", "4.4.1", later),
        ("delayed-full", "delayed", "4.2.2", quota),
        ("relayed", "relayed", "2.0.0", "Your message was relayed."),
        ("expanded", "expanded", "2.1.5", "Your message was given to a list of people."),
        ("delivered", "delivered", "2.1.5", "Your message was delivered."),
    ):
        raw = mail(
            report(words, status, action, diagnostic="smtp; ok"),
            subject="Delivery Status Notification",
            sender="MAILER-DAEMON@mx.customer.example",
            answers=False,
        )
        yield Made(f"notice-{name}", "not a bounce (yet)", raw, words, kind="auto")
    exim = (
        "This message was created automatically by mail delivery software.\nA message that you sent has not yet been "
        f"delivered to one or more of its\nrecipients after more than 24 hours on the queue on mx.customer.example.\n\n"
        f"The address to which the message has not yet been delivered is:\n\n  {SHOP}\n    Delay reason: Connection "
        f"timed "
        "out\n\nNo action is required on your part. Delivery attempts will continue for\nsome time."
    )
    raw = mail(
        text_part(exim),
        subject="Warning: message 1abC delayed 24 hours",
        answers=False,
        name="Mail Delivery System",
        sender="Mailer-Daemon@mx.customer.example",
        headers=["Return-path: <>", "Auto-Submitted: auto-replied"],
    )
    yield Made("notice-exim-delayed", "not a bounce (yet)", raw, exim, kind="auto")
    sendmail = (
        "    **********************************************\n    **      THIS IS A WARNING MESSAGE ONLY      **\n"
        "    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **\n    **********************************************\n\n"
        f"The original message was received at {DATE}\n\n   ----- Transcript of session follows -----\n<{SHOP}>... "
        f"Deferred: "
        "Connection refused\nWarning: message still undelivered after 4 hours"
    )
    raw = mail(
        report(sendmail, "4.4.1", "delayed"),
        subject="Warning: could not send message for past 4 hours",
        sender="MAILER-DAEMON@mx.customer.example",
        answers=False,
    )
    yield Made("notice-sendmail-delayed", "not a bounce (yet)", raw, sendmail.strip(), kind="auto")
