"""How a customer uses a telephone: orders a callback and waits for it, calls a hotline and waits in its queue."""

from __future__ import annotations

from ..errors import OurFault, ScenarioError
from ..model import Origin, Outcome, Turn
from ..programme.preferences import wishes
from ..settings import questions
from ..settings.models import Channel
from ..settings.phone import CALL_KINDS
from ..words.calls import say
from .course import ended_by_them, no_fault, patience_over
from .in_calls import notice, person
from .journey import Journey
from .ledger import Ledger, VisitState
from .suspend import Ready, StepsEnd

_DIALLED = "☎"  # what the customer's turn shows who dials; no words that a judge could read


def by_phone(channel: Channel) -> bool:
    """Whether a channel is one of calls that the engine drives, not a person of ours."""
    return channel.driver in CALL_KINDS


# -- what the customer does --------------------------------------------------------------------------------------------
def order_callback(journey: Journey, service: str, channel: str, origin: Origin = Origin.ENTRY) -> None:
    """Order a callback about a service, by the form or the request that the channel's settings describe.

    Raises OurFault, GuardRail."""
    begin_call(journey, service, channel, question_about(journey, service), origin)


def order_in(journey: Journey, service: str, channel: str, place: str) -> None:
    """Ask for a callback in another channel's conversation; one is begun there where none is open."""
    from .asking import ask_in

    if not any(visit.channel == place for visit in journey.begun()):
        ask_in(journey, service, place)
    else:
        journey.go_back_to(place)
    asked = journey.current
    settings = journey.session.settings
    there = settings.company.channels[channel]
    told = settings.personas[journey.persona_id].told(journey.language)
    texts = wishes(there.kind, there.called(channel, journey.language), told, journey.language)
    if not texts:
        raise OurFault(
            f"{journey.persona_id} cannot ask to be called back: add phone: with a number to config/personas.yaml",
            code="no_address",
        )
    journey.say(journey.draw("where the answer is wanted", texts))

    def out(ledger: Ledger, now: int) -> Ready:
        state = ledger.visits[asked.id]
        no_fault(state)
        return True if not state.said[-1].pending or ended_by_them(state) else None

    journey.wait_for("asked", "the request to be out", asked, out)
    journey.open(channel, asked.service, origin=Origin.FOLLOWUP)
    journey.act("await", _DIALLED)


def call_hotline(
    journey: Journey, service: str, channel: str, origin: Origin = Origin.ENTRY, *, voiced: str = ""
) -> None:
    """Dial the channel's number. Raises OurFault, GuardRail."""
    journey.open(channel, service, origin=origin)
    journey.act("dial", _DIALLED, voiced=voiced)


def begin_call(journey: Journey, service: str, channel: str, text: str, origin: Origin, *, voiced: str = "") -> None:
    """Begin a conversation by telephone: order a callback with this question, or dial."""
    if journey.session.channel(channel).kind == "hotline":
        call_hotline(journey, service, channel, origin, voiced=voiced)
        return
    settings = journey.session.settings
    told = settings.personas[journey.persona_id].told(journey.language)
    journey.open(channel, service, origin=origin)
    journey.act("order", f"{text}\n{told['name']}, {told.get('phone', '')}".rstrip(", "), voiced=voiced)


def ask_by_phone(journey: Journey, service: str, channel: str, text: str, origin: Origin) -> None:
    """Begin a conversation by telephone, and tell the person who is there what it is about; a reply from them is one to
    the order or to the call."""
    begin_call(journey, service, channel, text, origin, voiced=text)
    if journey.hear() is not None and not _hung_up(journey, journey.current):
        journey.add(text)


def tell_need(journey: Journey) -> None:
    """Tell the person on the phone what the call is about; nothing where nobody is there."""
    visit = journey.current
    if journey.hear_in(visit) is None or _hung_up(journey, visit):
        raise StepsEnd("no person was on the phone")
    first = next((s for s in visit.said if s.act == "order"), None)
    journey.say(first.text.partition("\n")[0] if first is not None else question_about(journey, visit.service))


def question_about(journey: Journey, service: str) -> str:
    """One of a service's wordings, drawn for this customer. Raises OurFault where none fits what they know."""
    settings = journey.session.settings
    facts = settings.personas[journey.persona_id].told(journey.language)
    wordings = questions(settings.services[service], journey.language, facts)
    if not wordings:
        raise OurFault(
            f"{journey.persona_id} cannot ask about “{service}” in “{journey.language}”: no wording in "
            "config/services.yaml fits what this persona knows; add the facts to config/personas.yaml",
            code="no_wording",
        )
    return journey.draw(f"wording of {service}", wordings)


def service_of(journey: Journey, channel: str) -> str:
    """What a call is about where the sentence does not say: what the story was about until here, else what the order's
    settings say, else the first service that this persona can ask about."""
    begun = journey.begun()
    if begun:
        return begun[-1].service
    settings = journey.session.settings
    order = settings.company.channels[channel].order
    facts = settings.personas[journey.persona_id].told(journey.language)
    named = [order.about] if order is not None and order.about in settings.services else []
    can = [s for s in (*named, *settings.services) if questions(settings.services[s], journey.language, facts)]
    if not can:
        raise OurFault(f"{journey.persona_id} can ask about nothing in “{journey.language}”", code="no_wording")
    return str(journey.decide("what the call is about", lambda: can[0]))


# -- what the customer expects -----------------------------------------------------------------------------------------
def expect_ring(journey: Journey, limit_s: float | None) -> None:
    """Wait for the company's call to the end of patience, and note when it came. limit_s: None is what the channel
    promises. Raises StepsEnd where nobody called."""
    visit = _visit_of(journey, "callback")

    def ready(ledger: Ledger, now: int) -> Ready:
        state = ledger.visits[visit.id]
        no_fault(state)
        if notice(state, "ring") is not None or ended_by_them(state):
            return True
        return patience_over(journey.session, state, now)

    ring = _heard(journey, "ring", "the phone to ring", visit, ready, lambda state: notice(state, "ring"))
    title, limit = _title(journey, visit), visit.terms.sla_s if limit_s is None else limit_s
    if ring is None:
        sentence = say(journey.tell, "never_rang", title=title, time=journey.tell.brief(visit.terms.patience_s))
        journey.note("silence", Outcome.FAILED, sentence, limit_s=limit)
        raise StepsEnd("nobody called")
    _note_time(journey, visit, ring, "rang", _promised(journey, visit, ring), limit)


def expect_person(journey: Journey, limit_s: float) -> None:
    """Wait until a person speaks in the call, and note how long after it was answered. Raises StepsEnd where nobody
    does."""
    visit = _visit_of(journey)
    spoke = _person(journey, visit)
    answered = visit_turn(journey, visit, "answered")
    if spoke is None or answered is None:
        sentence = say(journey.tell, "nobody_spoke", title=_title(journey, visit))
        journey.note("silence", Outcome.FAILED, sentence, limit_s=limit_s)
        raise StepsEnd("no person spoke")
    _note_time(journey, visit, spoke, "spoke", max(0.0, spoke.at.seconds_since(answered.at)), limit_s)


def expect_pick_up(journey: Journey, limit_s: float | None) -> None:
    """Wait until a person answers a call of ours, and note how long that took from the dialling. limit_s: None is what
    the channel promises. Raises StepsEnd where nobody does."""
    visit = _visit_of(journey, "hotline")
    spoke = _person(journey, visit)
    limit = visit.terms.sla_s if limit_s is None else limit_s
    if spoke is None:
        ended = visit_turn(journey, visit, "ended")
        _note_nobody(journey, visit, ended, limit)
        raise StepsEnd("no person answered")
    _note_time(journey, visit, spoke, "picked_up", _promised(journey, visit, spoke), limit)


def visit_turn(journey: Journey, visit: VisitState, name: str) -> Turn | None:
    """The call's first notice of that name until now; None where there is none."""
    key = journey.decide(f"notice {name}", lambda: _key(notice(journey.ledger.visits[visit.id], name)))
    return None if key is None else visit.turn(key)


def _person(journey: Journey, visit: VisitState) -> Turn | None:
    def ready(ledger: Ledger, now: int) -> Ready:
        state = ledger.visits[visit.id]
        no_fault(state)
        if person(state) is not None or ended_by_them(state):
            return True
        return None if state.said[0].pending else patience_over(journey.session, state, now)

    return _heard(journey, "person", "a person to speak", visit, ready, person)


def _heard(journey: Journey, name: str, what: str, visit: VisitState, ready, find) -> Turn | None:  # type: ignore[no-untyped-def]
    def result(ledger: Ledger) -> str | None:
        return _key(find(ledger.visits[visit.id]))

    key = journey.wait_for(name, what, visit, ready, result)
    return None if key is None else visit.turn(key)


def _key(turn: Turn | None) -> str | None:
    return None if turn is None else turn.key


def _promised(journey: Journey, visit: VisitState, turn: Turn) -> float:
    began = visit.said[0].done
    return journey.session.promised_seconds(visit.channel, began, turn.at) if began is not None else 0.0


def _hung_up(journey: Journey, visit: VisitState) -> bool:
    return bool(journey.decide("is the call over", lambda: ended_by_them(journey.ledger.visits[visit.id])))


def _visit_of(journey: Journey, kind: str = "") -> VisitState:
    """The latest visit by telephone, of that kind. Raises ScenarioError where there is none."""
    visits = [v for v in journey.begun() if v.kind in ((kind,) if kind else CALL_KINDS)]
    if not visits:
        how = "“I call the hotline”" if kind == "hotline" else "“I order a callback on the site”"
        raise ScenarioError([journey.session.mistake(journey, f"nobody was called yet; begin with {how}")])
    return visits[-1]


def _note_time(journey: Journey, visit: VisitState, turn: Turn, how: str, took: float, limit: float) -> None:
    tell = journey.tell
    words = {"title": _title(journey, visit), "time": tell.brief(round(took, 1)), "limit": tell.brief(limit)}
    data = {"reply_s": took, "limit_s": limit, "call": how}
    # They may have called before, while our own line was down.
    doubt = turn.at.doubt_s + float(turn.data.get("down_s") or 0.0)
    if took > limit and took - doubt <= limit:
        sentence = tell("step_time_unknown", title=words["title"], limit=words["limit"])
        journey.note("slow", Outcome.UNMEASURED, sentence, turns=[(visit.id, turn)], **data)
        return
    late = took > limit
    sentence = say(tell, f"{how}_late" if late else how, **words)
    journey.note("slow", Outcome.FAILED if late else Outcome.PASSED, sentence, turns=[(visit.id, turn)], **data)


def _note_nobody(journey: Journey, visit: VisitState, ended: Turn | None, limit: float) -> None:
    tell, title = journey.tell, _title(journey, visit)
    waited = _promised(journey, visit, ended) if ended is not None else visit.terms.patience_s
    how = str(ended.data.get("how", "")) if ended is not None else ""
    key = f"no_person_{how}" if how in ("busy", "declined", "no_answer", "unreachable", "hung_up") else "no_person"
    sentence = say(tell, key, title=title, time=tell.brief(round(waited, 1)))
    turns = [(visit.id, ended)] if ended is not None else []
    journey.note("silence", Outcome.FAILED, sentence, turns=turns, limit_s=limit, how=how)


def _title(journey: Journey, visit: VisitState) -> str:
    return journey.session.channel(visit.channel).called(visit.channel, journey.tell.language)
