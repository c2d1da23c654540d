"""Which data a clause asks the customer for."""

from __future__ import annotations

import re
from collections.abc import Collection

from .asking import ASKS_EAST, ASKS_LATIN, COURTESY, DETAILS_EAST, DETAILS_LATIN, NOT_WANTED, RHETORICAL
from .text import is_cyrillic

_NO = r"(?:number|no\.?|#|id|code|reference|ref)"
# slot -> what the thing is called; English and Polish
_LATIN: dict[str, str] = {
    "order_number": (
        rf"order(?:'s)? {_NO}|{_NO} of (?:your|the) order|which order|numer(?:u|em)? zamówienia|"
        rf"nr zamówienia|order #"
    ),
    "booking_ref": rf"(?:booking|reservation|confirmation|conf) {_NO}|pnr|record locator|numer(?:u|em)? rezerwacji",
    "tracking_number": (
        rf"\btracking\b|(?:parcel|shipment|consignment) {_NO}|numer(?:u|em)? (?:przesyłki|paczki|"
        rf"listu przewozowego)"
    ),
    "case_number": (
        rf"(?:case|ticket|reference|complaint|request|claim) {_NO}|numer(?:u|em)? (?:zgłoszenia|sprawy|"
        rf"reklamacji)"
    ),
    "account": (
        rf"(?:account|acct) (?:{_NO}|details|info\w*)|(?:customer|client|member) {_NO}|numer(?:u|em)? (?:klienta|"
        rf"konta|umowy)"
    ),
    "username": r"user ?name|login\b|screen name|nick(?:name)?\b|nazw[aęy] użytkownika",
    "name": (
        r"(?:full|first|last|your) name|name (?:and|&|on the|in)|surname|imi(?:ę|enia) i nazwisk[oa]|"
        r"nazwisk[oa]|imię"
    ),
    "phone": (
        r"(?:phone|telephone|mobile|contact|cell|alternate|callback)[ -]?(?:phone )?(?:number|no\b|#)|"
        r"your (?:phone|number)|contact info|a number\b[^.?]*\breach|"
        r"numer(?:u|em)? (?:telefonu|kontaktow\w+)|telefon kontaktowy"
    ),
    "email": (
        r"(?<! our )(?<!by )(?<!via )(?<!to )e-?mail(?:[ -](?:address|id))?(?! us| to| at| \S+@)|adres(?:u|"
        r"em)? e-?mail|mejl(?:a|owy)?|e-?maila"
    ),
    "postcode": r"post ?code|zip(?: ?code)?|postal code|kod(?:u|em)? pocztow\w+",
    "address": (
        r"(?:delivery|shipping|home|postal|mailing|billing|full|complete|service|your|street) address|"
        r"your \w+ address|"
        r"address (?:and|&|of)|full (?:\w+ )?address|"
        r"adres(?:u|em)? (?:dostawy|zamieszkania|zameldowania|korespondenc\w+)|(?<!na )adres(?! e-?mail| \S+@)"
    ),
    "date_time": (
        r"what (?:date|time|day)|which (?:date|day|time)|when (?:did|was|would|were|do you|is your|"
        r"are you)|date of|preferred (?:date|time)|flight date|"
        r"jak(?:i|im|a) (?:termin|dni\w*|dat\w)|kiedy|którego dnia|o której"
    ),
    "location": (
        r"which (?:store|branch|shop|station|city|restaurant|location|stop)|what(?:'s| is) (?:your|"
        r"the) (?:\w+ )?(?:store|branch|location|city)|what (?:store|branch|city|"
        r"area|location|station)|"
        r"where (?:are you|is this|was this|did (?:this|you)|do you live)|store (?:location|name|address|"
        r"number)|your (?:city|location|area)|"
        r"w którym (?:salonie|sklepie|mieście|oddziale)|jakie miasto|gdzie"
    ),
    "product": (
        r"which (?:product|item|model|size|colou?r)|what (?:product|item|model|size|colou?r)|(?:item|"
        r"product|model|style|sku) (?:number|name|code)|barcode|"
        r"któr(?:y|ego|ym|a) (?:produkt\w*|model\w*)|jaki (?:produkt|model|rozmiar|kolor)|numer produktu"
    ),
    "device": (
        r"(?:what|which)(?: type of| kind of)? (?:device|phone|console|computer|browser|tablet|model|os|"
        r"operating system)\b(?! (?:number|shall|should|can|do we|may))|"
        r"device (?:and|are|model|you)|make and model|(?:are you|you're) (?:using|on) (?:an?|the) |"
        r"jaki(?:ego)? (?:urządzeni\w*|telefon\w*|przeglądark\w*)|urządzeni[ae]"
    ),
    "version": (
        r"(?:ios|os|android|app|software|windows|macos|what|which) version|version (?:of|are|is)|"
        r"which ios|wersj[aięą]"
    ),
    "error": (
        r"error (?:message|code)s?|what error|any errors?\b|treść błędu|jaki błąd|kod(?:u|em)? błędu|"
        r"trace-?id|curl"
    ),
    "screenshot": r"screen ?shots?|\bphoto(?:graph)?s?\b|pictures?|snapshot|zrzut\w*|zdjęci[aeu]",
    "payment": (
        r"(?:card|payment) (?:number|details|method)|last (?:4|four) digits|iban|numer(?:u|em)? (?:karty|"
        r"rachunku|konta bankowego)|sposób płatności"
    ),
    "dob": r"date of birth|birth ?date|\bdob\b|dat[aęy] urodzenia",
    "id_doc": r"passport|id card|proof of (?:id|identity)|\bpesel\b|dow[oó]d osobisty|\bnip\b",
    "other": (
        r"\b(?:serial|model|reference|policy|meter) number\b|(?<!\bna )(?<!\bpod )\bnumer\w* (?!z\b)\w+|\b(?:a |"
        r"the |your |scanned )(?:copy|"
        r"scan|proof)\b|\bkopi[ęaei]\w*|\bskan\w*|\b(?:your|full|service|"
        r"the \w+) (?:\w+ )?(?:number|id|#)(?!\w)"
    ),
    "url": r"(?:send|share|provide|give|paste|post|podaj|prześlij|podeślij|wklej)\w* (?:\w+ ){0,2}(?:link|url)a?\b",
}
_CYRILLIC: dict[str, str] = {
    "order_number": (
        r"номер\w* (?:вашого |вашего |свого |своего )?(?:замовлення|заказа|покупки)|№ ?(?:замовлення|"
        r"заказа)|(?:яке|який|какой|какого) (?:номер )?(?:замовлення|заказа?)"
    ),
    "booking_ref": r"(?:номер|код)\w* (?:броні|брони|бронювання|бронирования|квитка|билета)",
    "tracking_number": (
        r"номер\w* (?:ттн|накладної|накладной|посилки|посылки|відправлення|отправления)|трек(?:-?номер\w*|"
        r"-?код\w*)?\b|\bттн\b"
    ),
    "case_number": r"номер\w* (?:звернення|обращения|заявки|тікета|тикета|запиту|запроса)",
    "account": (
        r"номер\w* (?:договору|договора|особового рахунку|лицевого счета|лицевого счёта|рахунку|счета|"
        r"счёта|клієнта|клиента)|особов\w+ рахун\w+|лицев\w+ сч[её]т\w*|(?:ваш|свой|свій|сво[йї]) логін"
    ),
    "username": r"логин\w*|логін\w*|\bнік\w*|\bник(?:нейм)?\b|ім'я користувача|имя пользователя",
    "name": (
        r"\bпіб\b|\bп\.?і\.?б|прізвищ\w+|\bфио\b|\bф\.?и\.?о|фамили\w+|(?:ваше|своє|свое|ваші?) (?:ім'я|"
        r"имя)|як (?:до вас|вас) (?:звертатис\w+|зва?ти|звуть)|как (?:к вам|вас) (?:обращаться|зовут)|"
        r"на (?:яке|какое) (?:ім'я|имя)"
    ),
    "phone": (
        r"(?:контактн\w+|мобільн\w+|мобильн\w+|ваш\w*|свій|свой|який|какой) (?:номер\w*(?! (?:замов|заказ|"
        r"догов|зверн|обращ|заяв|карт|ттн|рахун|сч|особ|лиц|клі|кли|накл|брон|посил|посыл|відпр))|"
        r"телефон\w*)(?: телефон\w*)?|номер\w* (?:мобільного |мобильного |контактного |вашого |"
        r"вашего )?телефон\w*|"
        r"номер (?:для зв'язку|для связи|з якого|с которого|на який|на который)"
    ),
    "email": (
        r"(?:підтверд|подтверд|вкаж|укаж|уточн|назв|скаж)\w* (?:електронну|электронную|e-?mail|пошту|почту)|"
        r"(?:ваш\w*|свій|свою?|вашу?|(?<!на )адрес\w*) (?:e-?mail|емейл|імейл|имейл|електронн\w+|"
        r"электронн\w+|пошт\w+|почт\w+)|(?<!на )(?<!на наш )(?:e-?mail|імейл|емейл)(?! \S+@)"
    ),
    "postcode": r"(?:поштов\w+ |почтов\w+ )?індекс\w*|индекс\w*",
    "address": (
        r"адрес[аиуеы]?\b(?! (?:e-?mail|електрон|электрон|пошт|почт))(?:.{0,12}(?:доставк\w+|проживання|"
        r"проживания|підключення|подключения))?"
    ),
    "date_time": (
        r"(?:яку|який|яка|на яку|на який|какую|какой|какое|на какую|на какой|в какое) (?:дат\w|день|час|"
        r"годин\w|число|время)|о котрій|коли (?:вам|ви|саме|був|була|було|це)|когда (?:вам|вы|именно|был|"
        r"была|было|это)|дат[ауы] (?:і|та|и) (?:час|время)|зручн\w+ час|удобн\w+ время"
    ),
    "location": (
        r"(?:якому|яке|який|яка|каком|какой|какая|какое|которой?) (?:саме )?(?:міст\w+|відділенн\w+|"
        r"магазин\w*|адрес\w+|город\w*|отделени\w+|салон\w*|кабинет\w*|аудитори\w+|населен\w+)|(?:ваше|"
        r"свой|своё|свое|ваш) (?:місто|город)|где (?:вы|это|именно)|де (?:ви|це|саме)|геолокац\w+"
    ),
    "product": (
        r"(?:який|яка|яке|яку|яким|якого|какой|какая|какое|какую|каком|какого) (?:саме )?(?:товар\w*|"
        r"модел\w+|розмір\w*|размер\w*|кол[іь]?о?р\w*|цвет\w*|послуг\w+|тариф\w*|услуг\w+|продукт\w*|"
        r"курс\w*|номер товар\w+)|артикул\w*|назв\w+ товар\w*"
    ),
    "device": (
        r"(?:який|яка|якого|якому|яким|какой|какое|какая|какого|каком|какую|"
        r"с какого) (?:саме )?(?:модел\w+ )?(?:пристро\w+|телефон\w*|устройств\w*|браузер\w*|смартфон\w*|"
        r"аппарат\w*)|модел\w+ (?:телефон\w*|пристро\w+|устройств\w*|аппарат\w*|роутера)"
    ),
    "version": r"верс\w+",
    "error": r"(?:текст\w*|код\w*) (?:помилк\w+|ошибк\w+)|(?:яка|какая|какую|яку) (?:саме )?(?:помилк\w+|ошибк\w+)",
    "screenshot": r"скрін\w*|скрин\w*|знімок екран\w+|снимок экран\w+|\bфото\w*",
    "payment": (
        r"номер\w* карт\w+|карт(?:ки|ы) (?:отримувача|получателя)|останні (?:4|чотири) цифр\w+|"
        r"последние (?:4|четыре) цифр\w+|реквізит\w+|реквизит\w+|iban|спос[іо]б оплат\w+|квитанц\w+|"
        r"\bчек(?:а|ом|у|и|ів|ов)?\b"
    ),
    "dob": r"дат\w* народження|дат\w* рождения",
    "id_doc": (
        r"паспорт\w*|\bіпн\b|\bинн\b|код(?:ом|у)? рнокпп|номер\w* (?:декларації|студенческого)|"
        r"документ\w*, що посвідч\w+"
    ),
    "other": (
        r"(?<!за )(?<!по )(?<!на )\bномер\b|\bкопі[юяї]\b|\bкопи[юяи]\b|\bскан\w*|\b(?:повний|полный|ваш|свой|свій|"
        r"точный|точний) (?:\w+ )?номер\b"
    ),
    "url": r"(?:надішліть|скиньте|пришлите|дайте) (?:посилання|ссылку)",
}
SLOTS = frozenset({*_LATIN, *_CYRILLIC, "details", "other"})
"""All that a message can ask its customer for."""
_LATIN_SLOTS = {slot: re.compile(rf"(?<!\w)(?:{form})") for slot, form in _LATIN.items()}
_EAST_SLOTS = {slot: re.compile(rf"(?<!\w)(?:{form})") for slot, form in _CYRILLIC.items()}
_DETAILS = {False: re.compile(DETAILS_LATIN), True: re.compile(DETAILS_EAST)}
# Where a clause sends to a place, the name of that place is no data: the customer's own is called “your”.
_EVERY = ("email", "phone", "address", "location", "url", "payment", "id_doc", "name")
_PLACES = {"email": _EVERY, "phone": _EVERY, "branch": _EVERY, "other": _EVERY, "website_form": ("url",), "sms": _EVERY}
# Verbs that want something handed over, whatever it is.
_DICTATES = re.compile(
    r"\b(?:podaj(?:cie)?|podeślij\w*|prześlij\w*|wskaż\w*|вкажіть|укажите|надайте|предоставьте|продиктуйте|назвіть|"
    r"назовите|"
    r"скиньте|киньте|надішліть|пришлите|send (?:us|me) (?:a|the|your))\b"
)
_GIVES = re.compile(r"\b(?:attach|enclose|прикріпіть|прикрепите|приложите|додайте|załącz\w*|dołącz\w*)\b")
_OWN = re.compile(
    r"\b(?:your|ваш\w*|сво[їйюєяеї]\w*|контактн\w+|contact|twój|swój|twoj\w+|swoj\w+|name|full|піб|фио|прізвищ\w*|"
    r"фамили\w*|nazwisk\w*|surname)\b"
)
_PLEASE = re.compile(r"\b(?:please|pls|kindly|будь ласка|пожалуйста)\b")


def asks_something(sentence: str) -> bool:
    """Whether a prepared sentence wants something of the customer; one that warns against giving it does not."""
    asks = ASKS_EAST if is_cyrillic(sentence) else ASKS_LATIN
    wants = "?" in sentence or asks.search(sentence) or _PLEASE.search(sentence)
    return bool(wants) and not NOT_WANTED.search(sentence)


def asked_slots(
    clause: str,
    *,
    east: bool,
    question: bool,
    sends: Collection[str] = (),
    instructs: bool = False,
    please: bool = False,
) -> tuple[str, ...]:
    """The slots of data that a prepared clause asks for, in the order of the slot list; ("details",) for what is in
    no list.

    east: it is Ukrainian or Russian. question: it ends so. sends: the targets that it sends the customer to.
    instructs: it tells what to do. please: so it says, which stands alone for a request.
    """
    wants = bool((ASKS_EAST if east else ASKS_LATIN).search(clause)) or (please and not instructs)
    if not (question or wants) or NOT_WANTED.search(clause):
        return ()
    courtesy = COURTESY.search(clause)
    if courtesy and not (sends and courtesy[0] == "if you need"):
        return ()
    named = [slot for slot, form in (_EAST_SLOTS if east else _LATIN_SLOTS).items() if form.search(clause)]
    if sends and not _OWN.search(clause):
        taken = {slot for target in sends for slot in _PLACES.get(target, ())}
        named = [slot for slot in named if slot not in taken]
    if "other" in named and (len(named) > 1 or "sms" in sends):
        named.remove("other")
    if named and (wants or question) and not (instructs and not wants):
        return tuple(named)
    if question and not sends and not instructs and not RHETORICAL.search(clause):
        return ("details",)
    if (sends and _GIVES.search(clause)) or (not sends and not instructs and _DICTATES.search(clause)):
        return ("other",)
    return ("details",) if wants_details(clause, east=east) and (sends or not instructs) else ()


def wants_details(clause: str, *, east: bool) -> bool:
    """Asks to be told more, whatever it is."""
    return bool(_DETAILS[east].search(clause))
