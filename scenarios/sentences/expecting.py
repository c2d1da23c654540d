"""What the customer expects: what has a time waits and notes a verdict, what forbids is answered by the judges."""

from __future__ import annotations

from pytest_bdd import then

from shopper.engine.journey import Journey, Reply
from shopper.engine.ledger import VisitState
from shopper.engine.naming import channel_named
from shopper.model import Outcome
from shopper.programme.sentences import sentence
from shopper.settings.durations import parse_duration, spoken


def _expect_reply(visit: Journey, state: VisitState, limit_s: float | None) -> None:
    """Wait to the end of the channel's patience, since the true time is the measurement; fail when it is over limit."""
    reply: Reply | None = visit.hear(state.channel)
    title = visit.session.channel(state.channel).title or state.channel
    limit = limit_s if limit_s is not None else state.terms.sla_s
    if reply is None:
        waited = spoken(state.terms.patience_s)
        visit.note("silence", Outcome.FAILED, f"Nobody answered in {title} within {waited}.", limit_s=limit)
    elif reply.waited_s - reply.turn.at.doubt_s <= limit < reply.waited_s:
        sentence_ = f"{title} answered while we were away, so nobody can say whether within {spoken(limit)}."
        visit.note("slow", Outcome.UNMEASURED, sentence_, turns=[(state.id, reply.turn)], limit_s=limit)
    elif reply.waited_s > limit:
        took = spoken(round(reply.waited_s, 1))
        sentence_ = f"The answer in {title} took {took}; the limit was {spoken(limit)}."
        visit.note(
            "slow", Outcome.FAILED, sentence_, turns=[(state.id, reply.turn)], reply_s=reply.waited_s, limit_s=limit
        )
    else:
        took = spoken(round(reply.waited_s, 1))
        visit.note("slow", Outcome.PASSED, f"{title} answered in {took}.", reply_s=reply.waited_s, limit_s=limit)


@then(
    sentence(
        en=(
            "someone replies (in|by) {place} within {time}",
            "someone replies (in|by) {place}",
            "someone replies within {time}",
            "someone replies",
        ),
        uk=(
            "хтось відповідає (в|у) {place} протягом {time}",
            "хтось відповідає (в|у) {place}",
            "хтось відповідає протягом {time}",
            "хтось [вчасно ]відповідає",
        ),
    )
)
def replies(visit: Journey, place: str = "", time: str = "") -> None:
    """In the current conversation or the channel named; within the time named, else the one that the channel promises.

    Times are on the channel's promised-hours clock."""
    state = visit.visit_in(channel_named(visit.session.settings, place)) if place else visit.current
    _expect_reply(visit, state, parse_duration(time) if time else None)


@then(sentence(en="I am not sent elsewhere", uk="мене не відправляють в інше місце"))
def not_sent_elsewhere(visit: Journey) -> None:
    """No visit ends with being told to use another channel."""
    visit.expect("deflection")


@then(sentence(en="there is no dead end", uk="я не потрапляю в глухий кут"))
def no_dead_end(visit: Journey) -> None:
    """There is always a way forward."""
    visit.expect("dead_end")


@then(sentence(en="I am not sent in circles", uk="мене не ганяють по колу"))
def no_circle(visit: Journey) -> None:
    """Being sent on leads to help, not back, and not to where nobody answers."""
    visit.expect("closed_loop")


@then(sentence(en="I am not asked again for what I said", uk="мене не питають знову про те, що я вже сказав"))
def not_asked_again(visit: Journey) -> None:
    """What was said once, here or in an earlier channel of the story, is known."""
    visit.expect("repeat")


@then(sentence(en="the answer mentions {text}", uk="у відповіді є {text}"))
def mentions(visit: Journey, text: str) -> None:
    """The company's words in the current conversation hold this text."""
    state = visit.current
    reply = visit.hear()
    if reply is None:
        visit.note("accuracy", Outcome.NOT_APPLICABLE, f"Nobody answered, so nothing could mention “{text}”.")
        return
    if text.casefold() in reply.turn.text.casefold():
        visit.note("accuracy", Outcome.PASSED, f"The answer mentions “{text}”.", turns=[(state.id, reply.turn)])
    else:
        visit.note("accuracy", Outcome.FAILED, f"The answer does not mention “{text}”.", turns=[(state.id, reply.turn)])
