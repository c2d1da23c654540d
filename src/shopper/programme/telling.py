"""How a customer tells what they are asked for, says that they don't have it, or that it was said already."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

# What a slot is called: (as it is told, with a place for the value; …), its name, and its name after "I don't have".
_SLOTS: dict[str, dict[str, tuple[tuple[str, ...], str, str]]] = {
    "en": {
        "order_number": (("my order number is {}", "the order is number {}"), "the order number", "the order number"),
        "booking_ref": (("my booking number is {}",), "the booking number", "the booking number"),
        "tracking_number": (("the tracking number is {}",), "the tracking number", "the tracking number"),
        "case_number": (("the case number is {}",), "the case number", "the case number"),
        "account": (("my account number is {}",), "the account number", "the account number"),
        "username": (("my user name is {}",), "the user name", "the user name"),
        "name": (("my name is {}", "the name is {}"), "the name", "the name"),
        "phone": (("my phone number is {}", "the phone is {}"), "the phone number", "the phone number"),
        "email": (("my e-mail is {}", "the e-mail is {}"), "the e-mail address", "the e-mail address"),
        "postcode": (("the postcode is {}",), "the postcode", "the postcode"),
        "address": (("my address is {}", "the address is {}"), "the address", "the address"),
        "date_time": (("it is {}",), "the date", "the date"),
        "location": (("I am in {}", "the city is {}"), "the city", "the city"),
        "product": (("it is about {}", "the product is {}"), "the product", "the product's exact name"),
        "device": (("the device is {}",), "the device", "the device's name"),
        "screenshot": ((), "the photo", "a photo"),
        "url": ((), "the link", "the link"),
        "error": ((), "the error message", "the error message"),
        "version": ((), "the version", "the version number"),
    },
    "uk": {
        "order_number": (("номер замовлення {}", "моє замовлення – {}"), "номер замовлення", "номера замовлення"),
        "booking_ref": (("номер бронювання {}",), "номер бронювання", "номера бронювання"),
        "tracking_number": (("номер накладної {}",), "номер накладної", "номера накладної"),
        "case_number": (("номер звернення {}",), "номер звернення", "номера звернення"),
        "account": (("номер рахунку {}",), "номер рахунку", "номера рахунку"),
        "username": (("мій логін {}",), "логін", "логіна"),
        "name": (("мене звати {}", "ім'я та прізвище: {}"), "ім'я", "імені"),
        "phone": (("мій телефон {}", "номер телефону {}"), "номер телефону", "номера телефону"),
        "email": (("моя пошта {}", "e-mail {}"), "адреса пошти", "адреси пошти"),
        "postcode": (("індекс {}",), "індекс", "індексу"),
        "address": (("моя адреса: {}", "адреса {}"), "адреса", "адреси"),
        "date_time": (("це {}",), "дата", "дати"),
        "location": (("місто – {}", "я у місті {}"), "місто", "міста"),
        "product": (("йдеться про {}", "товар – {}"), "товар", "точної назви товару"),
        "device": (("пристрій – {}",), "пристрій", "назви пристрою"),
        "screenshot": ((), "фото", "фото"),
        "url": ((), "посилання", "посилання"),
        "error": ((), "текст помилки", "тексту помилки"),
        "version": ((), "версія", "номера версії"),
    },
    "ru": {
        "order_number": (("номер заказа {}", "мой заказ – {}"), "номер заказа", "номера заказа"),
        "booking_ref": (("номер брони {}",), "номер брони", "номера брони"),
        "tracking_number": (("номер накладной {}",), "номер накладной", "номера накладной"),
        "case_number": (("номер обращения {}",), "номер обращения", "номера обращения"),
        "account": (("номер счёта {}",), "номер счёта", "номера счёта"),
        "username": (("мой логин {}",), "логин", "логина"),
        "name": (("меня зовут {}", "имя и фамилия: {}"), "имя", "имени"),
        "phone": (("мой телефон {}", "номер телефона {}"), "номер телефона", "номера телефона"),
        "email": (("моя почта {}", "e-mail {}"), "адрес почты", "адреса почты"),
        "postcode": (("индекс {}",), "индекс", "индекса"),
        "address": (("мой адрес: {}", "адрес {}"), "адрес", "адреса"),
        "date_time": (("это {}",), "дата", "даты"),
        "location": (("город – {}", "я в городе {}"), "город", "города"),
        "product": (("речь о {}", "товар – {}"), "товар", "точного названия товара"),
        "device": (("устройство – {}",), "устройство", "названия устройства"),
        "screenshot": ((), "фото", "фото"),
        "url": ((), "ссылка", "ссылки"),
        "error": ((), "текст ошибки", "текста ошибки"),
        "version": ((), "версия", "номера версии"),
    },
    "pl": {
        "order_number": (("numer zamówienia to {}", "moje zamówienie: {}"), "numer zamówienia", "numeru zamówienia"),
        "booking_ref": (("numer rezerwacji to {}",), "numer rezerwacji", "numeru rezerwacji"),
        "tracking_number": (("numer przesyłki to {}",), "numer przesyłki", "numeru przesyłki"),
        "case_number": (("numer zgłoszenia to {}",), "numer zgłoszenia", "numeru zgłoszenia"),
        "account": (("numer klienta to {}",), "numer klienta", "numeru klienta"),
        "username": (("mój login to {}",), "login", "loginu"),
        "name": (("nazywam się {}", "imię i nazwisko: {}"), "imię i nazwisko", "imienia i nazwiska"),
        "phone": (("mój telefon to {}", "numer telefonu: {}"), "numer telefonu", "numeru telefonu"),
        "email": (("mój e-mail to {}", "adres e-mail: {}"), "adres e-mail", "adresu e-mail"),
        "postcode": (("kod pocztowy {}",), "kod pocztowy", "kodu pocztowego"),
        "address": (("mój adres to {}", "adres: {}"), "adres", "adresu"),
        "date_time": (("to {}",), "data", "daty"),
        "location": (("miasto: {}", "miejscowość {}"), "miasto", "miasta"),
        "product": (("chodzi o {}", "produkt: {}"), "produkt", "dokładnej nazwy produktu"),
        "device": (("urządzenie: {}",), "urządzenie", "nazwy urządzenia"),
        "screenshot": ((), "zdjęcie", "zdjęcia"),
        "url": ((), "link", "linku"),
        "error": ((), "treść błędu", "treści błędu"),
        "version": ((), "wersja", "numeru wersji"),
    },
}
_GIVE = {
    "en": ("{}.", "Sure, {}.", "Of course: {}."),
    "uk": ("{}.", "Так, звісно: {}.", "Звичайно, {}."),
    "ru": ("{}.", "Да, конечно: {}.", "Конечно, {}."),
    "pl": ("{}.", "Tak, oczywiście: {}.", "Oczywiście, {}."),
}
_LACK = {
    "en": ("I don't have {} at hand.", "I'm afraid I don't have {} with me."),
    "uk": ("{} зараз під рукою немає.", "На жаль, {} у мене немає."),
    "ru": ("{} сейчас под рукой нет.", "К сожалению, {} у меня нет."),
    "pl": ("Nie mam teraz pod ręką {}.", "Niestety nie mam {}."),
}
_AGAIN = {
    "en": ("As I wrote above, you have that already: {}.", "I've written that above: {}."),
    "uk": ("Це вже є вище, у моєму повідомленні: {}.", "Про це є вище, у листуванні: {}."),
    "ru": ("Это уже есть выше, в моём сообщении: {}.", "Об этом есть выше, в переписке: {}."),
    "pl": ("To już jest wyżej, w mojej wiadomości: {}.", "Jest o tym wyżej w naszej rozmowie: {}."),
}
_SECRET = {
    "en": ("I'd rather not share such data here.", "I don't give out such data in messages."),
    "uk": ("Таких даних я в листуванні не надаю.", "Такі дані я тут не повідомляю."),
    "ru": ("Такие данные я в переписке не сообщаю.", "Таких данных я здесь не даю."),
    "pl": ("Takich danych nie podaję w wiadomościach.", "Wolę nie podawać tutaj takich danych."),
}
_PARTING = {
    "en": ("Thank you, I'll think it over and come back to you.", "Thanks, I need to think about it first. Goodbye!"),
    "uk": ("Дякую, я подумаю і звернуся до вас пізніше.", "Дякую, мені треба ще подумати. До побачення!"),
    "ru": ("Спасибо, я подумаю и обращусь к вам позже.", "Спасибо, мне нужно ещё подумать. До свидания!"),
    "pl": ("Dziękuję, zastanowię się i odezwę się później.", "Dziękuję, muszę to jeszcze przemyśleć. Do widzenia!"),
}
_AND = {"en": " and ", "uk": " та ", "ru": " и ", "pl": " i "}


@dataclass(frozen=True, slots=True)
class Telling:
    """What a customer says in answer to questions.

    give: values by slot. lack: slots without one. again: slots told before. secret: they asked for what is told to
    nobody. story: the matter in other words, "" where that was not asked for.
    """

    give: Mapping[str, str] = field(default_factory=dict)
    lack: Sequence[str] = ()
    again: Sequence[str] = ()
    secret: bool = False
    story: str = ""


def tell(telling: Telling, language: str, draw: random.Random) -> str:
    """The message, in the customer's language; "" where there is nothing to say."""
    slots = _SLOTS[language]
    parts = []
    if telling.give:
        things = [draw.choice(_forms(slots, slot)).format(value) for slot, value in telling.give.items()]
        parts.append(draw.choice(_GIVE[language]).format(", ".join(things)))
    if telling.story:
        parts.append(telling.story)
    if telling.again:
        parts.append(draw.choice(_AGAIN[language]).format(", ".join(_name(slots, slot, 1) for slot in telling.again)))
    if telling.lack:
        things = [_name(slots, slot, 2) for slot in telling.lack]
        listed = _AND[language].join(filter(None, [", ".join(things[:-1]), things[-1]]))
        parts.append(draw.choice(_LACK[language]).format(listed))
    if telling.secret:
        parts.append(draw.choice(_SECRET[language]))
    return " ".join(part[:1].upper() + part[1:] for part in parts)


def partings(language: str) -> tuple[str, ...]:
    """The ways to end a conversation before anything real is ordered."""
    return _PARTING[language]


_Named = Mapping[str, tuple[tuple[str, ...], str, str]]


def _forms(slots: _Named, slot: str) -> tuple[str, ...]:
    return (slots[slot][0] if slot in slots else ()) or ("{}",)


def _name(slots: _Named, slot: str, form: int) -> str:
    return str(slots[slot][form]) if slot in slots else slot.replace("_", " ")
