"""A second opinion on a wave's findings: asked for when somebody wants it, shown on every page afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..journal.events import Store
from ..model import JourneyRecord, Verdict
from ..settings.models import Settings
from ..settings.opinion import SecondOpinion
from ..words import Words


def with_opinions(
    verdicts: Sequence[Verdict],
    journeys: Sequence[JourneyRecord],
    settings: Settings,
    store: Store,
    *,
    ask: Words | None = None,
) -> tuple[list[Verdict], list[str]]:
    """The verdicts with the opinions that the journal holds; and what became of asking for those it does not hold, in
    the words of `ask`; without them nothing is asked. Raises JournalError."""
    config = settings.rubric.second_opinion
    if config is None:
        return list(verdicts), []
    from ..opinion.marking import marked, questions_on

    company = settings.company
    own = [company.name, *_public(settings)]
    known = {key: _told(settings, key) for key in settings.personas}
    questions = questions_on(verdicts, journeys, config, known=known, own=own, language=company.language or "en")
    lines: list[str] = []
    if ask is not None:
        from ..opinion.asking import ask_all

        # Where a person has spoken, nobody else need be asked.
        undecided = [place for place in questions if "review" not in verdicts[place].data]
        worst_first = sorted(undecided, key=lambda place: config.ask.index(verdicts[place].judge))
        came = ask_all([questions[place] for place in worst_first], config, store)
        lines = _lines(came.answered, came.unusable, came.left, came.fault, config, ask)
    return marked(verdicts, questions, store), lines


def after_wave(settings: Settings) -> bool:
    """Whether the config wants it to be asked for by itself."""
    config = settings.rubric.second_opinion
    return config is not None and config.after_wave


def _public(settings: Settings) -> list[str]:
    """What the company publishes of itself: names of channels, addresses, numbers, handles."""
    channels = settings.company.channels.values()
    return [text for c in channels for text in (*c.title.all, c.address, *c.aliases) if text]


def _told(settings: Settings, persona: str) -> dict[str, set[str]]:
    """What a persona can tell, in all the languages that there are."""
    told: dict[str, set[str]] = {}
    for language in ("en", "uk", "ru", "pl"):
        for slot, value in settings.personas[persona].told(language).items():
            told.setdefault(slot, set()).add(str(value))
    return told


def _lines(
    answered: Mapping[str, int], unusable: int, left: int, fault: str, config: SecondOpinion, words: Words
) -> list[str]:
    lines = []
    if answered:
        counts = {name: answered.get(name, 0) for name in ("agrees", "doubts", "cannot_tell")}
        lines.append(words("told", model=config.model, **counts))
    if unusable:
        lines.append(words("unusable", model=config.model, count=unusable))
    if fault:
        lines.append(words("fault", why=fault))
    elif left:
        lines.append(words("left", count=left, most=config.most))
    return lines or [words("nothing")]
