"""Names that could mean two things: a scenario that uses one would be played with whichever comes first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from .models import Company, Service
from .values import Language
from .yaml_reader import Document, Path_

EVERY = ""  # an id or a title: it stands in sentences of every language
Named = tuple[str, str, Document, Path_]  # language, name, and where it is written


def check_names_of_services(own: Mapping[str, tuple[Document, Service]]) -> None:
    """Note where two services of the owner's, or two facts of one service, share a name in one language."""
    _check({key: list(_names_of_service(key, *written)) for key, written in own.items()}, "the service")
    for key, (document, service) in own.items():
        facts = {
            fact: list(_names(fact, (), written.names, document, ("services", key, "facts", fact)))
            for fact, written in service.facts.items()
        }
        _check(facts, "the fact")


def check_names_of_channels(company: Company, document: Document) -> None:
    """Note where two channels share a name in one language."""
    named = {
        key: list(_names(key, channel.title.all, channel.names, document, ("channels", key)))
        for key, channel in company.channels.items()
    }
    _check(named, "the channel")


def _names_of_service(key: str, document: Document, service: Service) -> Iterator[Named]:
    return _names(key, service.title.all, service.names, document, ("services", key))


def _names(
    key: str, titles: Iterable[str], names: Mapping[Language, Iterable[str]], document: Document, place: Path_
) -> Iterator[Named]:
    yield EVERY, key.replace("_", " "), document, place
    for title in titles:
        yield EVERY, title, document, (*place, "title")
    for language, forms in names.items():
        for n, form in enumerate(forms):
            yield language, form, document, (*place, "names", language, n)


def _check(named: Mapping[str, list[Named]], what: str) -> None:
    taken: dict[str, list[tuple[str, str]]] = {}  # name -> the languages in which it is taken, and by whom
    for key, names in named.items():
        for language, name, document, place in names:
            others = taken.setdefault(_plain(name), [])
            owner = next((by for at, by in others if by != key and (at == language or EVERY in (at, language))), None)
            if owner is None:
                others.append((language, key))
            else:
                document.blame(
                    place,
                    f"“{name}” means {what} “{owner}” already.",
                    "Call one of them otherwise; a scenario could not tell them apart.",
                )


def _plain(words: str) -> str:
    return " ".join(words.casefold().replace("’", "'").replace("ʼ", "'").split()).removeprefix("the ")
