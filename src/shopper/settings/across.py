"""Mistakes that no file shows alone: languages nobody speaks, channels no persona can use, facts nobody knows."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from .ambiguity import check_names_of_channels, check_names_of_services
from .models import Company, Fact, Persona, Service
from .pools import check_customers
from .wording import facts_told
from .yaml_reader import Document


@dataclass(frozen=True, slots=True)
class Written:
    """A service, and the file that it stands in."""

    file: Document
    service: Service


def drop_unspoken(services: Mapping[str, Service], *, keep: Collection[str], company: Company) -> dict[str, Service]:
    """The services without those stock ones that have no wording in any of the company's languages."""
    return {key: service for key, service in services.items() if key in keep or _spoken(service, company)}


def check_across(
    company: Company,
    company_file: Document,
    *,
    services: Mapping[str, Service],
    own: Mapping[str, Written],
    personas: Mapping[str, Persona] | None,
    personas_file: Document | None,
) -> None:
    """Note in the documents what does not fit together. Stock services are never blamed: they are not the owner's."""
    if not services:
        company_file.blame(("languages",), "no service has a wording in these languages.", "Add config/services.yaml.")
    for key, written in own.items():
        _check_service(written.file, key, written.service, company)
    check_names_of_services({key: (written.file, written.service) for key, written in own.items()})
    check_names_of_channels(company, company_file)
    if personas is None or personas_file is None:
        return
    check_customers(company, personas, company_file, personas_file)
    _check_persona_facts(personas, personas_file)
    known = {name for p in personas.values() for language in p.languages for name in p.told(language)}
    for key, written in own.items():
        _check_facts(written.file, key, written.service, known)


def _spoken(service: Service, company: Company) -> bool:
    return any(service.question.get(language) for language in company.languages)


def _check_service(document: Document, key: str, service: Service, company: Company) -> None:
    place = ("services", key, "question")
    if not _spoken(service, company):
        languages = ", ".join(company.languages)
        document.blame(place, f"no wording in any of the company's languages ({languages}).", "Add one.")
    for language, wordings in service.question.items():
        for n, wording in enumerate(wordings):
            if not wording.strip():
                document.blame((*place, language, n), "an empty wording; the customer would say nothing.")
            try:
                facts_told(wording)
            except ValueError as error:
                document.blame((*place, language, n), f"{error}.")


def _check_facts(document: Document, key: str, service: Service, known: Collection[str]) -> None:
    for language, wordings in service.question.items():
        for n, wording in enumerate(wordings):
            try:
                names = facts_told(wording)
            except ValueError:
                continue  # said already
            for name in names:
                if name not in known:
                    document.blame(
                        ("services", key, "question", language, n),
                        f"no persona knows {{{name}}}.",
                        f"Write {name}: … under facts: in config/personas.yaml.",
                    )


def _check_persona_facts(personas: Mapping[str, Persona], document: Document) -> None:
    """What tells of one fact, written beside the facts instead of inside it, would be a fact of that name."""
    for pid, persona in personas.items():
        others = [name for name in persona.facts if name not in Fact.model_fields]
        for name in Fact.model_fields:
            if name in persona.facts:
                like = others[-1] if others else "order_number"
                document.blame(
                    ("personas", pid, "facts", name),
                    f"“{name}” belongs inside one fact, not beside them.",
                    f"Write it like {like}: {{value: …, real: true}}.",
                )
