"""What a wave's reports say, made once for all who get them: by the renderers in reports/, of one scorecard."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..engine.artefacts import scorecard_in
from ..journal.events import Store
from ..programme import Programme, loading
from ..settings.models import Settings
from . import hooks
from .letters import PAGE, Told


@dataclass(frozen=True, slots=True)
class Telling:
    """A wave, told. hook: what a webhook is posted."""

    scorecard: Mapping[str, Any]
    letter: Told
    hook: Mapping[str, Any]

    def key(self, revision: int) -> str:
        """The webhook's Idempotency-Key: the same for the same wave of the same company."""
        wave = self.scorecard["wave"]
        named = "\0".join([self.scorecard["company"]["name"], wave["name"], str(wave["began"]), str(revision)])
        return hashlib.sha256(named.encode()).hexdigest()[:32]

    def hook_json(self) -> str:
        """The webhook's body, for a person to read."""
        return json.dumps(self.hook, ensure_ascii=False, indent=1) + "\n"


def telling_of(programme: Programme, settings: Settings, store: Store, state: Path, wave: str) -> Telling:
    """Raises JournalError, and ShopperError for a report that fails."""
    delivery = settings.delivery
    scorecard = scorecard_in(settings, store, wave, state, delivery.language)
    templates = [layer / "reports" / "templates" for layer in programme.layers]
    mail = loading.load("reports.mail")
    link = delivery.page_of(wave)
    page = delivery.mail is not None and delivery.mail.page
    attached = PAGE if page else ""
    told = Told(
        subject=mail.subject(scorecard),
        plain=mail.plain(scorecard, link=link, attached=attached),
        html=mail.render(scorecard, templates, link=link, attached=attached),
        page=loading.load("reports.page").render(_alone(scorecard), templates).encode() if page else None,
    )
    said = _said(scorecard)
    parts = [f"{told.subject}.", scorecard["headline"]["text"], said.degree, link]
    return Telling(scorecard, told, hooks.payload(scorecard, " ".join(part for part in parts if part), link, said))


def _said(scorecard: Mapping[str, Any]) -> hooks.Sentences:
    """The degree in the very sentences that the mail has for it."""
    in_words, words = loading.load("reports._told"), loading.load("reports._words").Words(scorecard["language"])
    return hooks.Sentences(
        degree=in_words.degree(scorecard, words),
        reasons=in_words.reasons(scorecard, words),
        changes=in_words.changes(scorecard, words),
        fixes=in_words.fixes(scorecard, words),
    )


def _alone(scorecard: Mapping[str, Any]) -> dict[str, Any]:
    """The scorecard for a page that goes out alone: the evidence beside it stays at home, so nothing links to it."""
    visits = [{**v, "turns": [{**turn, "evidence": []} for turn in v["turns"]]} for v in scorecard["visits"]]
    return {**scorecard, "visits": visits}
