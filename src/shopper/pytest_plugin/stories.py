"""What the steps of a scenario tell of its story before it is played: whom it needs, where it goes, what it asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..engine.credible import Need
from ..settings.models import Settings

NEEDS = "needs-"  # @needs-order: only a persona whose order is real can play it
_FACT_OF = {"order": "order_number"}
# Stock steps whose parameters do not tell all, by the names of their functions:
_NO_VISIT = "prefer_channel"  # names a channel in which no conversation is begun
_ONCE_MORE = "come_back_later"  # begins a conversation where the last one was
_LEADS_ON = ("follow", "follow_further")  # go on in a channel that the company names


@dataclass(frozen=True, slots=True)
class StepFound:
    """What one step tells. type: given, when or then; function: the name of the one that plays it."""

    type: str
    function: str
    channels: tuple[str, ...] = ()
    services: tuple[str, ...] = ()


@dataclass(slots=True)
class Story:
    """A scenario's story, as far as its steps were read. here: the channel of an @every-channel run, "" if none."""

    here: str = ""
    _channels: dict[str, None] = field(default_factory=dict)
    _visits: Counter[str] = field(default_factory=Counter)
    _asks: dict[tuple[str, str], None] = field(default_factory=dict)
    _services: dict[str, None] = field(default_factory=dict)
    _leads_on: bool = False

    def __post_init__(self) -> None:
        if self.here:
            self._channels[self.here] = None
            self._visits[self.here] = 1

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels that it names, by id."""
        return tuple(self._channels)

    @property
    def service(self) -> str:
        """The service asked about last, "" before any."""
        return next(reversed(self._services), "")

    def read(self, step: StepFound) -> None:
        """Take in the next step."""
        self._channels.update(dict.fromkeys(step.channels))
        self._services.update(dict.fromkeys(step.services))
        if step.function in _LEADS_ON:
            self._leads_on = True
        elif step.function == _ONCE_MORE and self._visits:
            self._visits[next(reversed(self._visits))] += 1
        elif step.type != "then" and step.function != _NO_VISIT:
            self._go(step.channels, step.services)

    def _go(self, channels: Sequence[str], services: Sequence[str]) -> None:
        for channel in channels:
            count = self._visits.pop(channel, 0)  # the last one in the dict is where the customer was last
            self._visits[channel] = max(count, 1)
        service = (services or list(self._services)[-1:] or [""])[0]
        for channel in channels or ([self.here] if self.here and services else []):
            if service:
                self._asks[service, channel] = None

    def need(self, journey: str, title: str, language: str, tags: Sequence[str]) -> Need:
        """What it needs of its persona."""
        return Need(
            journey=journey,
            title=title,
            language=language,
            channels=tuple(self._channels),
            visits=dict(self._visits),
            asks=tuple(self._asks),
            services=tuple(self._services),
            real=real_facts(tags),
            leads_on=self._leads_on,
        )


def real_facts(tags: Sequence[str]) -> tuple[str, ...]:
    """The facts that must be real by a scenario's tags: order_number for @needs-order, contract for @needs-contract."""
    named = (tag.removeprefix(NEEDS) for tag in tags if tag.startswith(NEEDS))
    return tuple(_FACT_OF.get(name, name.replace("-", "_")) for name in named if name)


def needs_unmet(real: Sequence[str], language: str, settings: Settings) -> bool:
    """Whether no persona who speaks the language has all of these facts as real ones."""
    return bool(real) and not any(
        language in persona.languages and all(persona.real(fact) for fact in real)
        for persona in settings.personas.values()
    )
