"""Whether every channel has a customer who can use it, and its pool of personas only such."""

from __future__ import annotations

from collections.abc import Mapping

from ..errors import did_you_mean
from .models import Channel, Company, Persona
from .yaml_reader import Document


def check_customers(
    company: Company, personas: Mapping[str, Persona], company_file: Document, personas_file: Document
) -> None:
    """Note in the documents which channels nobody can use, and who is in a pool and cannot."""
    blamed_mail = False
    for key, channel in company.channels.items():
        _check_pool(company, key, channel, personas, company_file)
        if not channel.shopped:
            continue
        languages = channel.languages or company.languages
        pool = [p for pid, p in personas.items() if not channel.personas or pid in channel.personas]
        speakers = [p for p in pool if set(p.languages) & set(languages)]
        if not speakers and not channel.personas:
            place = ("channels", key, "languages") if channel.languages else ("languages",)
            what = f"no persona speaks any of the languages of the channel {key} ({', '.join(languages)})."
            if place != ("languages",) or not any(m.key == "languages" for m in company_file.mistakes):
                company_file.blame(place, what, "Add a language to a persona in config/personas.yaml.")
        elif (
            _needs_mailbox(channel) and not channel.personas and not any(p.email for p in speakers) and not blamed_mail
        ):
            blamed_mail = True
            personas_file.blame(
                ("personas",),
                f"no persona has a mailbox, and the channel {key} is e-mail.",
                "Give one of them email: {address, password, smtp, imap}, or set shopped: false for the channel.",
            )


def _check_pool(
    company: Company, key: str, channel: Channel, personas: Mapping[str, Persona], company_file: Document
) -> None:
    """Everybody in a channel's pool is known, speaks one of its languages and has an account there."""
    languages = channel.languages or company.languages
    for n, pid in enumerate(channel.personas):
        place = ("channels", key, "personas", n)
        persona = personas.get(pid)
        if persona is None:
            company_file.blame(place, f"there is no persona “{pid}”.", did_you_mean(pid, personas))
        elif not set(persona.languages) & set(languages):
            spoken = ", ".join(persona.languages)
            company_file.blame(
                place,
                f"{pid} speaks none of the languages of this channel ({', '.join(languages)}), but {spoken}.",
                "Add a language to the persona in config/personas.yaml, or leave them out here.",
            )
        elif _needs_mailbox(channel) and persona.email is None:
            company_file.blame(
                place,
                f"{pid} has no mailbox, and this channel is e-mail.",
                "Write email: {address, password, smtp, imap} in config/personas.yaml, or leave them out here.",
            )


def _needs_mailbox(channel: Channel) -> bool:
    return channel.kind == "email"
