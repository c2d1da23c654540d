"""A synthetic week of a synthetic company, as the journal would give it: one journey of every sort."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from shopper.hours import Hours
from shopper.model import (
    ChannelAddress,
    Clock,
    Closing,
    Evidence,
    JourneyRecord,
    Origin,
    Side,
    Stamp,
    Terms,
    Turn,
    TurnKind,
    VisitRecord,
)
from shopper.reading.context import JudgeContext
from shopper.settings.needs import ServiceFact

START_US = 1_764_147_600_000_000  # Wed 26 Nov 2025, 09:00 UTC
CHANNELS: dict[str, dict[str, Any]] = {
    "chat": {"kind": "webchat", "title": "Chat", "address": "https://shop.example/", "terms": Terms(60, 300, 1800)},
    "help": {
        "kind": "email",
        "title": "Help mailbox",
        "address": "help@shop.example",
        "terms": Terms(14400, 28800, 144000),
    },
    "returns": {
        "kind": "email",
        "title": "Returns mailbox",
        "address": "returns@shop.example",
        "terms": Terms(14400, 28800, 144000),
    },
    "telegram": {"kind": "telegram", "title": "Telegram", "address": "@shop_help", "terms": Terms(300, 1800, 7200)},
}
SERVICES: dict[str, dict[str, Any]] = {
    "price": {"title": "Price", "stage": "before", "facts": {"price": "money"}},
    "delivery": {
        "title": "Delivery",
        "stage": "delivery",
        "facts": {"delivery_days": "duration", "delivery_price": "money"},
    },
    "return": {"title": "Return of goods", "stage": "after", "facts": {}},
    "order_status": {"title": "Where is my order", "stage": "delivery", "facts": {}, "not_applicable": ("returns",)},
}
FACTS = {"order_number": "58-20417", "phone": "+380 44 123 45 67", "name": "Olena"}


def context() -> JudgeContext:
    return JudgeContext(
        channels=tuple(ChannelAddress(key, c["kind"], c["address"]) for key, c in CHANNELS.items()),
        zone="Europe/Kyiv",
        hours={key: Hours.always() for key in CHANNELS},
        titles={key: c["title"] for key, c in CHANNELS.items()},
        facts={key: s["facts"] for key, s in SERVICES.items()},
    )


def stamp(seconds: float, clock: Clock = Clock.LOCAL) -> Stamp:
    """So many seconds after the wave's start."""
    return Stamp(START_US + round(seconds * 1e6), clock=clock)


@dataclass
class VisitBuilder:
    """Writes a conversation down line by line; `at` are seconds from the wave's start."""

    id: str
    journey: str
    channel: str
    service: str
    seq: int = 1
    origin: Origin = Origin.ENTRY
    language: str = "en"
    turns: list[Turn] = field(default_factory=list)
    redirected_by: tuple[str, int] | None = None

    def say(self, at: float, text: str) -> VisitBuilder:
        self.turns.append(Turn(len(self.turns), Side.CUSTOMER, text, stamp(at), sender="Olena"))
        return self

    def hear(self, at: float, text: str, kind: TurnKind = TurnKind.MESSAGE, **more: Any) -> VisitBuilder:
        more.setdefault("sender", "Iryna")
        self.turns.append(Turn(len(self.turns), Side.COMPANY, text, stamp(at), kind=kind, **more))
        return self

    def close(self, closing: Closing, at: float, **more: Any) -> VisitRecord:
        said = next((t.at for t in self.turns if t.side is Side.CUSTOMER), None)
        spec = CHANNELS[self.channel]
        return VisitRecord(
            id=self.id,
            journey=self.journey,
            seq=self.seq,
            origin=self.origin,
            service=self.service,
            channel=self.channel,
            kind=spec["kind"],
            persona="olena",
            language=self.language,
            terms=more.pop("terms", spec["terms"]),
            opened=said or stamp(at),
            first_said=said,
            closed=stamp(at),
            closing=closing,
            observed_s=stamp(at).seconds_since(said) if said else None,
            turns=tuple(self.turns),
            redirected_by=self.redirected_by,
            **more,
        )


def journey(journey_id: str, scenario: str, *visits: VisitRecord, **more: Any) -> JourneyRecord:
    first = visits[0]
    return JourneyRecord(
        id=journey_id,
        wave="2025-11-26",
        feature=more.pop("feature", "an-ordinary-question.feature"),
        scenario=scenario,
        example="",
        line=more.pop("line", 3),
        language=first.language,
        service=first.service,
        persona="olena",
        facts=more.pop("facts", FACTS),
        visits=visits,
        finished=True,
        **more,
    )


def good() -> JourneyRecord:
    visit = (
        VisitBuilder("v001", "j1", "chat", "price", language="uk")
        .hear(-1, "Вітаємо! Чим можемо допомогти?", TurnKind.GREETING, sender="Bot")
        .say(0, "Добрий день! Скільки коштує лампа «Аврора»?")
        .hear(
            14.2,
            "Лампа «Аврора» коштує 1 299 грн, є в наявності.",
            evidence=(Evidence("a" * 64, "image/png", "reply.png", 20_480),),
        )
        .say(31, "Дякую, допомогли.")
        .close(Closing.QUIET, 91)
    )
    return journey("j1", "A price is told in the chat", visit)


def slow() -> JourneyRecord:
    visit = (
        VisitBuilder("v002", "j2", "help", "delivery")
        .say(100, "Hello! How long does delivery to Lviv take, and what does it cost?")
        .hear(104, "Thank you for your letter. We have received it.", TurnKind.AUTO, sender="Shop")
        .hear(33_700, "Delivery to Lviv takes 2-3 days and costs 85 UAH.", sender="Petro", subject="Re: Delivery")
        .close(Closing.QUIET, 34_300)
    )
    return journey("j2", "Delivery is explained by e-mail", visit)


def dead_end() -> JourneyRecord:
    visit = (
        VisitBuilder("v003", "j3", "chat", "return")
        .say(200, "Hi, I would like to return a lamp. How do I get my money back?")
        .hear(221, "Unfortunately we do not handle refunds.")
        .close(Closing.QUIET, 300)
    )
    return journey("j3", "A return is explained in the chat", visit, feature="a-dead-end.feature")


def circle() -> JourneyRecord:
    """Chat sends to the mailbox, the mailbox sends back to the chat."""
    chat = (
        VisitBuilder("v004", "j4", "chat", "delivery")
        .say(400, "Can the courier come on Saturday?")
        .hear(418, "For questions about delivery please write to help@shop.example.")
        .close(Closing.QUIET, 480)
    )
    mail = VisitBuilder("v005", "j4", "help", "delivery", seq=2, origin=Origin.REDIRECT, redirected_by=("v004", 1))
    back = (
        mail.say(520, "Can the courier come on Saturday? The chat sent me to you.")
        .hear(4_120, "Delivery times are agreed in the chat on our site. Please ask there in the chat.")
        .close(Closing.QUIET, 4_800)
    )
    return journey("j4", "The circle chat → e-mail", chat, back, feature="the-closed-circle.feature")


def into_silence() -> JourneyRecord:
    """Chat sends to the returns mailbox, where nobody answers."""
    chat = (
        VisitBuilder("v006", "j5", "chat", "return")
        .say(600, "The lamp arrived broken. What now? My order is 58-20417.")
        .hear(640, "We are sorry to hear that. Please write to returns@shop.example.")
        .close(Closing.QUIET, 720)
    )
    mail = (
        VisitBuilder("v007", "j5", "returns", "return", seq=2, origin=Origin.REDIRECT, redirected_by=("v006", 1))
        .say(760, "The lamp arrived broken, order 58-20417. The chat sent me to you.")
        .hear(765, "Your request has been received.", TurnKind.AUTO, sender="Shop")
        .close(Closing.PATIENCE, 144_760)
    )
    return journey("j5", "A broken lamp", chat, mail, feature="the-closed-circle.feature", line=12)


def repeated() -> JourneyRecord:
    visit = (
        VisitBuilder("v008", "j6", "telegram", "order_status")
        .say(900, "Hello, where is my order 58-20417?")
        .hear(1_000, "Could you tell me your order number, please?")
        .say(1_030, "58-20417, as I wrote.")
        .hear(1_100, "Order 58-20417 was handed to the courier and arrives tomorrow.")
        .close(Closing.QUIET, 1_220)
    )
    return journey("j6", "Where is my order", visit)


def invalid() -> JourneyRecord:
    visit = VisitBuilder("v009", "j7", "telegram", "price").close(
        Closing.FAULT,
        1_300,
        fault="Telegram asked this account to wait 420 seconds before it writes again.",
        fault_code="flood_wait",
    )
    return journey("j7", "A price is told in Telegram", visit)


def stopped() -> JourneyRecord:
    visit = VisitBuilder("v010", "j8", "returns", "price").say(1_400, "Hello, what does the lamp cost?")
    return journey("j8", "A price is told by the returns desk", visit.close(Closing.STOPPED, 5_000))


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }} ]]> \u202egnp.exe</details> 12,5 UAH"


def hostile() -> JourneyRecord:
    visit = (
        VisitBuilder("v011", "j9", "telegram", "price")
        .say(1_500, 'What does "Aurora" cost? </pre></details><b>')
        .hear(1_560, HOSTILE, sender='"><script>x</script>')
        .close(Closing.QUIET, 1_700)
    )
    return journey("j9", "A price with <tags> & entities", visit)


def silent_mailbox() -> JourneyRecord:
    visit = (
        VisitBuilder("v012", "j10", "returns", "return")
        .say(1_800, "Hello, I want to send a lamp back within 14 days. What do you need from me?")
        .close(Closing.PATIENCE, 145_800)
    )
    return journey("j10", "A return is explained by e-mail", visit)


def promised() -> JourneyRecord:
    """On another day at another hour: a robot first, then a person who promises a time and needs much longer."""
    at = 104_400  # Thu 16:00 in Kyiv
    visit = (
        VisitBuilder("v013", "j11", "chat", "delivery")
        .say(at, "Hello! Can I change the address of order 58-20417?")
        .hear(at + 2, "Hi! Please wait, an operator will join.", TurnKind.AUTO, sender="Lumi bot")
        .hear(at + 40, "Good afternoon! I will ask the courier. I will get back to you within 10 minutes.")
        .hear(at + 2_460, "The courier takes the new address: it is free of charge and arrives in 2 days. Goodbye!")
        .close(Closing.QUIET, at + 2_600)
    )
    return journey("j11", "An address is changed in the chat", visit, feature="a-promise.feature")


def week() -> list[JourneyRecord]:
    dull = (good, slow, dead_end, circle, into_silence, repeated, invalid, stopped, hostile, silent_mailbox)
    made = (*dull, promised)
    return [make() for make in made]


def without_turns(visit: VisitRecord) -> VisitRecord:
    return replace(visit, turns=())


GOLDEN = Path(__file__).parent / "golden"


def table_settings() -> Any:
    """The part of the config that an observation table holds."""
    channels = {
        key: SimpleNamespace(
            sla=c["terms"].sla_s,
            tolerable=c["terms"].tolerable_s,
            patience=c["terms"].patience_s,
            shopped=True,
            public=False,
        )
        for key, c in CHANNELS.items()
    }
    services = {
        key: SimpleNamespace(
            title=s["title"],
            facts={name: ServiceFact(kind=kind) for name, kind in s["facts"].items()},
            not_applicable=s.get("not_applicable", ()),
        )
        for key, s in SERVICES.items()
    }
    return SimpleNamespace(company=SimpleNamespace(channels=channels), services=services)


def sample_scorecard(journeys: list[JourneyRecord] | None = None) -> dict[str, Any]:
    """The scorecard of the sample week (or of other journeys at the same company)."""
    from shopper.judges import judge_journey
    from shopper.scoring.observations import observe, to_json
    from shopper.scoring.scorecard import About, scorecard

    journeys = week() if journeys is None else journeys
    known = context()
    verdicts = [v for j in journeys for v in judge_journey(j, known)]
    about = About(
        company="Lamp & Light",
        wave="2025-11-26",
        services={key: s["title"] for key, s in SERVICES.items()},
        channels=list(CHANNELS),
        ordered_by="Head of customer care",
        scripts_by="Quality team",
        stages={key: s["stage"] for key, s in SERVICES.items()},
    )
    observations = observe(journeys, verdicts, known)
    card = scorecard(journeys, verdicts, observations, known, about, to_json(observations, table_settings()))
    return {**card, "table": {"file": "observations.json", "sha256": "0123456789abcdef" * 4}}
