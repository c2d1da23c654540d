"""A wave's reports reach those whom the config names once each, whatever servers do."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any

import pytest

from shopper.delivery import outbox
from shopper.delivery.courier import KEPT_S, LEASE, Courier, Delivered
from shopper.delivery.outbox import Row, State
from shopper.engine.clocks import now
from shopper.journal.events import Kind
from shopper.settings import load_settings

from .conftest import WAVE, Ended, Hook, Post

Make = Callable[[str], Ended]


def mail(post: Post, to: str = "boss@shop.example", more: str = "") -> str:
    smtp = f"{{host: 127.0.0.1, port: {post.port}, security: plain}}"
    return f"mail: {{to: [{to}], from: Reports <reports@shop.example>, smtp: {smtp}{more}}}\n"


def courier(ended: Ended, slept: list[float] | None = None) -> Courier:
    settings = load_settings(ended.programme)
    sleep = (slept if slept is not None else []).append
    return Courier(ended.programme, settings, ended.store, ended.state, sleep=sleep)


def after(ended: Ended) -> Delivered:
    return courier(ended).after(WAVE)


def states(ended: Ended) -> dict[str, State]:
    return {row.to: row.state for row in outbox.rows(ended.store)}


def test_the_page_goes_to_each_manager_alone_with_both_forms_of_the_letter(ended: Make, post: Post) -> None:
    came = after(ended(mail(post, "boss@shop.example, care@shop.example")))
    assert (came.sent, came.failed) == (2, False)
    assert [to for to, _ in post.received] == ["boss@shop.example", "care@shop.example"]
    letter = post.letters()[0]
    assert letter["To"] == "boss@shop.example"
    assert letter["Subject"] == "Testland: 1 of 2 answered, 1 problem"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Date"].datetime.tzinfo is not None
    assert letter["Message-ID"].endswith("@shop.example>")
    plain, html = letter.get_body(("plain",)), letter.get_body(("html",))
    assert plain is not None and html is not None
    assert "Nobody answered in Mute" in plain.get_content()
    assert "Nobody answered in Mute" in html.get_content()
    [page] = letter.iter_attachments()
    assert (page.get_filename(), page.get_content_type()) == ("scorecard.html", "text/html")
    assert "<h1>" in page.get_content()


def test_a_second_go_sends_nothing_again_and_the_journal_says_who_has_it(ended: Make, post: Post) -> None:
    done = ended(mail(post))
    after(done)
    assert after(done).sent == 0
    by_hand = courier(done).send(WAVE)
    assert by_hand.sent == 0 and "has them since" in by_hand.lines[0]
    assert len(post.received) == 1
    [event] = done.store.events(kinds=[Kind.DELIVERED])
    assert (event.wave, event.body["to"], event.body["how"]) == (WAVE, "boss@shop.example", "mail")
    assert event.body["message"] == post.letters()[0]["Message-ID"]
    assert done.store.verify() == []


def test_on_purpose_it_is_sent_again_as_a_letter_of_its_own(ended: Make, post: Post) -> None:
    done = ended(mail(post))
    after(done)
    assert courier(done).send(WAVE, again=True).sent == 1
    first, second = post.letters()
    assert first["Message-ID"] != second["Message-ID"]


def test_an_address_that_the_config_does_not_name_gets_it_by_hand(ended: Make, post: Post) -> None:
    assert courier(ended(mail(post))).send(WAVE, "new@shop.example").sent == 1
    assert [to for to, _ in post.received] == ["new@shop.example"]


def test_a_busy_server_is_tried_again_in_a_moment_with_the_same_message_id(ended: Make, post: Post) -> None:
    slept: list[float] = []
    post.rcpt = ["450 4.7.1 greylisted"]
    post.data = ["451 4.3.0 busy"]
    assert courier(ended(mail(post)), slept).after(WAVE).sent == 1
    assert slept == [1.0, 4.0]
    assert len(post.received) == 1


def test_a_server_that_stays_busy_is_left_after_three_tries_and_tried_at_the_next_wave(ended: Make, post: Post) -> None:
    post.rcpt = ["450 4.7.1 greylisted"] * 3
    done = ended(mail(post))
    came = after(done)
    assert came.failed
    assert "450 4.7.1 greylisted" in came.lines[0] and f"shopper send {WAVE}" in came.lines[0]
    assert states(done) == {"boss@shop.example": State.WAITING}
    assert courier(done)._left_waiting() == [(WAVE, "mail", "boss@shop.example")]
    assert after(done).sent == 1


def test_a_refusal_for_good_is_not_knocked_at_again_at_once(ended: Make, post: Post) -> None:
    slept: list[float] = []
    post.rcpt = ["550 5.1.1 no such user"]
    came = courier(ended(mail(post, "gone@shop.example, boss@shop.example")), slept).after(WAVE)
    assert (came.sent, came.failed, slept) == (1, True, [])
    assert "550 5.1.1 no such user" in came.lines[0]


def test_a_letter_that_may_have_arrived_is_not_sent_again_by_itself(ended: Make, post: Post) -> None:
    post.cut = 1
    done = ended(mail(post))
    came = after(done)
    assert came.failed and "--again" in came.lines[0]
    assert states(done) == {"boss@shop.example": State.UNKNOWN}
    assert after(done).sent == 0
    assert courier(done).send(WAVE).failed
    assert len(post.received) == 1
    assert courier(done).send(WAVE, "boss@shop.example", again=True).sent == 1


def test_a_process_that_died_over_a_mail_leaves_it_in_doubt(ended: Make, post: Post) -> None:
    done = ended(mail(post))
    outbox.put(done.store, Row(WAVE, "mail", "boss@shop.example", State.SENDING), now(""))
    came = after(done)
    assert came.failed and "not known whether" in came.lines[0]
    assert post.received == []


def test_nobody_at_the_servers_port_is_said_with_the_key_to_look_at(ended: Make, post: Post) -> None:
    nobody = mail(post).replace(f"port: {post.port}", "port: 1")
    came = after(ended(nobody))
    assert came.failed
    assert "127.0.0.1:1 cannot be reached" in came.lines[0] and "config/reports.yaml: mail" in came.lines[0]


def test_a_wrong_password_is_named_without_being_shown(
    ended: Make, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPORTS_PASSWORD", "hunter2")
    done = ended(mail(post, more=", password: env:REPORTS_PASSWORD"))
    came = after(done)
    assert came.failed and "refused the login of reports@shop.example" in came.lines[0]
    assert "hunter2" not in came.lines[0]
    monkeypatch.setenv("REPORTS_PASSWORD", "right")
    assert after(done).sent == 1


def test_a_password_that_is_not_set_fails_the_delivery_and_nothing_else(ended: Make, post: Post) -> None:
    came = after(ended(mail(post, more=", password: env:NO_SUCH_VARIABLE")))
    assert came.failed and "NO_SUCH_VARIABLE is not set" in came.lines[0]


def test_what_waited_for_two_weeks_is_given_up_and_said(ended: Make, post: Post) -> None:
    done = ended(mail(post))
    old = now("").wall_us - round((KEPT_S + 60) * 1e6)
    outbox.put(done.store, Row("older", "mail", "boss@shop.example", why="it was busy", first_us=old), now(""))
    came = after(done)
    assert came.failed and "given up" in came.lines[0]
    assert {row.wave: row.state for row in outbox.rows(done.store)} == {"older": State.GIVEN_UP, WAVE: State.SENT}


def test_while_another_process_delivers_nothing_goes_out_twice(ended: Make, post: Post) -> None:
    done = ended(mail(post))
    done.store.lease(LEASE, "elsewhere:1:1:x", stale_after_s=600)
    assert "another process" in after(done).lines[0]
    assert post.received == []


def test_waves_by_hand_are_kept_from_managers_who_want_scheduled_ones(ended: Make, post: Post) -> None:
    assert after(ended("waves: scheduled\n" + mail(post))).lines == []
    assert post.received == []


def test_the_mail_speaks_the_language_that_it_is_asked_for(ended: Make, post: Post) -> None:
    after(ended("language: uk\n" + mail(post)))
    letter = post.letters()[0]
    assert letter["Subject"] == "Testland: відповіли 1 з 2, 1 проблема"
    assert letter["Content-Language"] == "uk"
    [page] = letter.iter_attachments()
    assert '<html lang="uk">' in page.get_content()


def test_a_dry_run_writes_the_letters_and_sends_nothing(ended: Make, post: Post, hook: Hook) -> None:
    done = ended(mail(post) + f"webhook: {{url: '{hook.url}'}}\n")
    paths = courier(done).dry_run(WAVE)
    assert [path.name for path in paths] == ["boss@shop.example.eml", "webhook.json"]
    assert b"Subject: Testland: 1 of 2 answered, 1 problem\r\n" in paths[0].read_bytes()
    assert (post.received, hook.received, states(done)) == ([], [], {})


# -- the webhook -------------------------------------------------------------------------------------------------------
def test_a_webhook_is_posted_the_summary_signed(ended: Make, hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK_SECRET", "a secret")
    monkeypatch.setenv("HOOK_TOKEN", "Bearer 123")
    secrets = "secret: env:HOOK_SECRET, headers: {Authorization: env:HOOK_TOKEN}"
    done = ended(f"link: https://reports.example/\nwebhook: {{url: '{hook.url}', {secrets}}}\n")
    assert after(done).sent == 1
    [(headers, body)] = hook.received
    told: dict[str, Any] = json.loads(body)
    assert (told["schema"], told["wave"]["name"]) == ("shopper-webhook/1", WAVE)
    assert (told["counts"]["answered"], told["counts"]["watched"]) == (1, 2)
    assert told["text"].startswith("Testland: 1 of 2 answered, 1 problem. ")
    assert told["link"] == f"https://reports.example/{WAVE}/scorecard.html"
    assert [f["judge"] for f in told["findings"]] == ["silence"]
    degree = told["degree"]
    assert (degree["method"], degree["letter"], degree["points"]) == ("odm-1", "?", None)
    assert degree["text"] in told["text"]
    assert told["changed"]["why_not"] == "first"
    assert headers["authorization"] == "Bearer 123"
    assert headers["shopper-signature"] == "sha256=" + hmac.new(b"a secret", body, hashlib.sha256).hexdigest()
    assert after(done).sent == 0
    journalled = json.dumps([event.body for event in done.store.events(kinds=[Kind.DELIVERED])])
    assert "a secret" not in journalled and "Bearer" not in journalled


def test_an_error_of_the_webhook_is_tried_again_with_the_same_key(ended: Make, hook: Hook) -> None:
    slept: list[float] = []
    hook.answers = [(500, {}), (429, {"Retry-After": "7"})]
    assert courier(ended(f"webhook: {{url: '{hook.url}'}}"), slept).after(WAVE).sent == 1
    assert slept == [1.0, 7.0]
    assert len({headers["idempotency-key"] for headers, _ in hook.received}) == 1


def test_a_webhook_that_answers_500_for_long_is_kept_for_later(ended: Make, hook: Hook) -> None:
    hook.answers = [(500, {})] * 3
    done = ended(f"webhook: {{url: '{hook.url}'}}")
    came = after(done)
    assert came.failed and "answered 500" in came.lines[0]
    assert len(hook.received) == 3
    assert after(done).sent == 1


def test_a_redirect_is_not_followed_and_says_what_to_write(ended: Make, hook: Hook) -> None:
    hook.answers = [(301, {"Location": "https://elsewhere.example/"})]
    came = after(ended(f"webhook: {{url: '{hook.url}'}}"))
    assert came.failed and "a redirect, which is not followed" in came.lines[0]
    assert len(hook.received) == 1


def test_the_address_of_a_webhook_may_be_the_secret(ended: Make, hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    done = ended("webhook: {url: env:HOOK}")
    monkeypatch.setenv("HOOK", "ftp://user:hunter2@hooks.example/T0/B0")
    came = after(done)
    assert came.failed and "hunter2" not in came.lines[0] and "T0" not in came.lines[0]
    monkeypatch.setenv("HOOK", hook.url)
    assert after(done).sent == 1


def test_a_server_that_hangs_up_is_no_bug_of_ours(ended: Make) -> None:
    came = after(ended("webhook: {url: 'http://127.0.0.1:1/T0/B0'}"))
    assert came.failed and "cannot be reached" in came.lines[0] and "T0" not in came.lines[0]


# -- as a user would ---------------------------------------------------------------------------------------------------
def test_a_wave_that_ends_sends_its_mail_and_a_refusal_is_ours_but_not_worse_than_the_companys(
    ended: Make, post: Post
) -> None:
    done = ended(mail(post))
    done.store.close()
    ran = done.at.shopper("run", "--wave", "w2", "-k", "price")
    assert ran.code == 0, ran.out
    assert "reports of w2: sent to boss@shop.example" in ran.out
    assert post.letters()[0]["Subject"] == "Testland: 1 of 1 answered, no problems"
    post.rcpt = ["550 5.7.1 not you"] * 2
    assert done.at.shopper("run", "--wave", "w3", "-k", "price").code == 10
    sent = done.at.shopper("send")
    assert sent.code == 10 and "550 5.7.1 not you" in sent.out
    assert done.at.shopper("send", "w3").code == 0
    assert [letter["To"] for letter in post.letters()] == ["boss@shop.example"] * 2


def test_send_without_anybody_to_send_to_says_what_to_write(ended: Make) -> None:
    done = ended("waves: all\n")
    done.store.close()
    refused = done.at.shopper("send")
    assert refused.code == 12 and "config/reports.yaml names nobody" in refused.out


def test_what_waits_is_sent_by_a_command_of_its_own(ended: Make, post: Post) -> None:
    post.rcpt = ["550 5.7.1 not you"]
    done = ended(mail(post))
    after(done)
    done.store.close()
    sent = done.at.shopper("send", "--waiting")
    assert sent.code == 0 and f"reports of {WAVE}: sent to boss@shop.example" in sent.out
    assert "nothing waits to be sent" in done.at.shopper("send", "--waiting").out


def test_what_failed_by_hand_for_somebody_else_is_not_tried_again_by_itself(ended: Make, post: Post) -> None:
    post.rcpt = ["550 5.7.1 not you"]
    done = ended(mail(post))
    assert courier(done).send(WAVE, "new@shop.example").failed
    assert courier(done).waiting().sent == 0
    assert states(done) == {"new@shop.example": State.GIVEN_UP}


def test_a_process_that_died_over_a_webhook_posts_it_again_with_the_same_key(ended: Make, hook: Hook) -> None:
    done = ended(f"webhook: {{url: '{hook.url}'}}")
    to = hook.url.removeprefix("http://").partition("/")[0]
    assert after(done).sent == 1
    outbox.put(done.store, Row(WAVE, "webhook", to, State.SENDING), now(""))
    assert after(done).sent == 1
    assert len({headers["idempotency-key"] for headers, _ in hook.received}) == 1
