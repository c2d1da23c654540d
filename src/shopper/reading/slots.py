"""Which data a message asks the customer for."""

from __future__ import annotations

import re

from .text import is_cyrillic, sentences

_NO = r"(?:number|no\.?|#|id|code|reference|ref)"
# slot -> what the thing is called; English and Polish
_LATIN: dict[str, str] = {
    "order_number": (
        rf"order(?:'s)? {_NO}|{_NO} of (?:your|the) order|which order|numer(?:u|em)? zamówienia|"
        rf"nr zamówienia|order #"
    ),
    "booking_ref": rf"(?:booking|reservation|confirmation) {_NO}|pnr|record locator|numer(?:u|em)? rezerwacji",
    "tracking_number": (
        rf"(?:tracking|parcel|shipment|consignment) {_NO}|numer(?:u|em)? (?:przesyłki|paczki|"
        rf"listu przewozowego)"
    ),
    "case_number": (
        rf"(?:case|ticket|reference|complaint|request|claim) {_NO}|numer(?:u|em)? (?:zgłoszenia|sprawy|"
        rf"reklamacji)"
    ),
    "account": (
        rf"account (?:{_NO}|details|info\w*)|(?:customer|client|member) {_NO}|numer(?:u|em)? (?:klienta|"
        rf"konta|umowy)"
    ),
    "username": r"user ?name|login\b|screen name|nick(?:name)?\b|nazw[aęy] użytkownika",
    "name": (
        r"(?:full|first|last|your) name|name (?:and|&|on the|in)|surname|imi(?:ę|enia) i nazwisk[oa]|"
        r"nazwisk[oa]|imię"
    ),
    "phone": (
        r"(?:phone|telephone|mobile|contact|cell|alternate|callback)[ -]?(?:phone )?(?:number|no\b|#)|"
        r"your (?:phone|number)|contact info|"
        r"numer(?:u|em)? (?:telefonu|kontaktow\w+)|telefon kontaktowy"
    ),
    "email": (
        r"(?<! our )(?<!by )(?<!via )(?<!to )e-?mail(?:[ -](?:address|id))?(?! us| to| at| \S+@)|adres(?:u|"
        r"em)? e-?mail|mejl(?:a|owy)?|e-?maila"
    ),
    "postcode": r"post ?code|zip(?: ?code)?|postal code|kod(?:u|em)? pocztow\w+",
    "address": (
        r"(?:delivery|shipping|home|postal|mailing|billing|full|service|your|street) address|"
        r"address (?:and|&|of)|"
        r"adres(?:u|em)? (?:dostawy|zamieszkania|zameldowania|korespondenc\w+)|(?<!na )adres(?! e-?mail| \S+@)"
    ),
    "date_time": (
        r"what (?:date|time|day)|which (?:date|day|time)|when (?:did|was|would|were|do you|is your|"
        r"are you)|date of|preferred (?:date|time)|flight date|"
        r"jak(?:i|im|a) (?:termin|dni\w*|dat\w)|kiedy|którego dnia|o której"
    ),
    "location": (
        r"which (?:store|branch|shop|station|city|restaurant|location|stop)|what (?:store|branch|city|"
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
        r"operating system)|"
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
    "screenshot": r"screen ?shots?|\bphotos?\b|pictures?|snapshot|zrzut\w*|zdjęci[aeu]",
    "payment": (
        r"(?:card|payment) (?:number|details|method)|last (?:4|four) digits|iban|numer(?:u|em)? (?:karty|"
        r"rachunku|konta bankowego)|sposób płatności"
    ),
    "dob": r"date of birth|birth ?date|\bdob\b|dat[aęy] urodzenia",
    "id_doc": r"passport|id card|proof of (?:id|identity)|\bpesel\b|dow[oó]d osobisty|\bnip\b",
    "url": r"(?:send|share|provide|give|paste|post|podaj|prześlij|podeślij|wklej)\w* (?:\w+ ){0,2}(?:link|url)a?\b",
}
_CYRILLIC: dict[str, str] = {
    "order_number": (
        r"номер\w* (?:вашого |вашего |свого |своего )?(?:замовлення|заказа|покупки)|№ ?(?:замовлення|"
        r"заказа)|(?:яке|який|какой|какого) (?:номер )?(?:замовлення|заказа?)"
    ),
    "booking_ref": r"номер\w* (?:броні|брони|бронювання|бронирования|квитка|билета)",
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
        r"\bчек\w*"
    ),
    "dob": r"дат\w* народження|дат\w* рождения",
    "id_doc": (
        r"паспорт\w*|\bіпн\b|\bинн\b|код(?:ом|у)? рнокпп|номер\w* (?:декларації|студенческого)|"
        r"документ\w*, що посвідч\w+"
    ),
    "url": r"(?:надішліть|скиньте|пришлите|дайте) (?:посилання|ссылку)",
}
_DETAILS_LATIN = (
    r"(?:more|further|some|additional|any|the|provide|your) (?:details|info(?:rmation)?)|"
    r"details (?:of|about|on)|what (?:exactly|happened|seems|is (?:the|your) (?:issue|problem|"
    r"question|matter))|"
    r"how (?:can|may|could) (?:i|we) (?:help|assist)|tell (?:us|me) (?:more|what|about|which|how|if)|"
    r"let (?:us|me) know (?:what|more|which|how|if you(?:'ve| have)?|where|when|the)|"
    r"elaborate|clarify|describe|specify|"
    r"w czym (?:mogę|możemy)|jak (?:mogę|możemy) pomóc|więcej (?:informacji|szczegółów)|szczegół\w*|"
    r"opisz\w*|opisać|doprecyz\w+|co (?:dokładnie|się stało)|czego dotyczy"
)
_DETAILS_CYRILLIC = (
    r"детал\w+|подробн\w+|докладн\w+|опишіть|опишите|описать|описати|уточніть|уточните|уточнить|"
    r"чим (?:можемо?|можу|я можу|ми можемо) (?:вам )?(?:допомогти|бути корисн\w+)|"
    r"чем (?:можем|могу|я могу|мы можем) (?:вам )?(?:помочь|быть полезн\w+)|що (?:саме|сталося|"
    r"вас цікавить|трапилося)|что (?:именно|случилось|вас интересует|произошло)|"
    r"в ч[ео]му (?:саме |полягає )|в чем (?:именно |заключается |состоит )|"
    r"як[аеу] (?:у вас )?(?:проблем|питанн)\w+|как(?:ой|ая|ую) (?:у вас |именно )?(?:проблем|вопрос|"
    r"трудност)\w*|"
    r"напишіть (?:ваш|своє|нам ваш)\w* (?:повідомлення|питання|запит)|причин[ау] (?:вашого|вашего)|"
    r"чем вызван|какие (?:именно )?(?:сложности|трудности|проблемы)"
)
_ASKS_LATIN = re.compile(
    r"\?|\b(?:please|pls|kindly|could you|can you|would you|may i|can i|could i|let us know|"
    r"let me know|tell us|tell me|send|provide|share|confirm|verify|specify|give (?:us|me)|"
    r"i(?:'ll)? (?:need|require)|we(?:'ll)? (?:need|require)|need (?:your|the)|dm (?:us|me)|enter|reply with|"
    r"proszę|prosimy|poproszę|poprosimy|podaj\w*|prześlij\w*|podeślij\w*|wyślij\w*|wskaż\w*|napisz\w*|"
    r"potrzebuj\w+|czy (?:możesz|może|mogę|mógłby\w*)|daj znać|potwierdź)\b"
)
_ASKS_CYRILLIC = re.compile(
    r"\?|будь ласка|пожалуйста|плиз|надішл\w+|вкаж\w+|підкаж\w+|напиш\w+|повідомте|назв[іи]ть|"
    r"уточн\w+|пришл\w+|укаж\w+|подскаж\w+|сообщите|скажіть|скажите|"
    r"потріб\w+|нужн\w+|необхідн\w+|необходим\w+|залиште|оставьте|продиктуйте|дайте|відправте|"
    r"отправьте|скиньте|опиш\w+|прошу|просим\w*|підтверд\w+|подтверд\w+"
)
_COURTESY = re.compile(
    r"(?:anything else|any other (?:questions|queries)|any (?:further )?questions|"
    r"need (?:any )?(?:more|further) (?:help|assistance)|if you have (?:any )?(?:more |other |"
    r"further )?questions|"
    r"ще (?:якісь )?(?:питання|запитання)|щось ще|є (?:ще )?запитання|ещ[её] (?:какие-то )?вопросы|"
    r"что-то ещ[её]|остались вопросы|будуть питання|возникнут вопросы|"
    r"coś jeszcze|w czymś jeszcze|(?:dodatkowe|inne) pytania|pytań)"
)
_NOT_WANTED = re.compile(
    r"(?:do not|don't|never|no need to) (?:share|send|post|provide)|не (?:надсилайте|повідомляйте|"
    r"присылайте|сообщайте|нужно|потрібно)|nie (?:podawaj|przesyłaj|wysyłaj|trzeba)"
)
_QUESTION_LATIN = re.compile(
    r"^(?:@\w+[,:]? )?(?:hi|hello|hey|sorry|oh no|thanks|ok(?:ay)?|[,!. ])*(?:what|which|where|when|"
    r"how|why|who|did|do|does|have|has|are|is|were|was|could you|can you|would you|czy|co|jak|jaki\w*|"
    r"kiedy|gdzie|który\w*)\b[^?]{3,300}\?"
)
_QUESTION_CYRILLIC = re.compile(
    r"\b(?:чи|який|яка|яке|які|яку|якого|якому|де|коли|що|скільки|как|какой|какая|какое|какие|какую|"
    r"где|когда|что|сколько|кто|хто|вас|вам|вы|ви|у вас)\b[^?]{2,300}\?"
)
_LATIN_SLOTS = {slot: re.compile(rf"(?<!\w)(?:{form})") for slot, form in _LATIN.items()}
_CYRILLIC_SLOTS = {slot: re.compile(rf"(?<!\w)(?:{form})") for slot, form in _CYRILLIC.items()}
_DETAILS = (re.compile(_DETAILS_LATIN), re.compile(_DETAILS_CYRILLIC))


def asks_something(sentence: str) -> bool:
    """Whether a prepared sentence wants something of the customer; one that warns against giving it does not."""
    asks = _ASKS_CYRILLIC if is_cyrillic(sentence) else _ASKS_LATIN
    return bool(asks.search(sentence)) and not _NOT_WANTED.search(sentence)


def asked_slots(words: str) -> tuple[str, ...]:
    """The slots of data a prepared message (text.plain) asks for, in the order of the slot list, "details" last."""
    cyrillic = is_cyrillic(words)
    slots = _CYRILLIC_SLOTS if cyrillic else _LATIN_SLOTS
    asks = _ASKS_CYRILLIC if cyrillic else _ASKS_LATIN
    question = _QUESTION_CYRILLIC if cyrillic else _QUESTION_LATIN
    details = _DETAILS[cyrillic]
    found: dict[str, None] = {}
    vague = False
    for sentence in sentences(words):
        if not asks.search(sentence) or _COURTESY.search(sentence) or _NOT_WANTED.search(sentence):
            continue
        named = [slot for slot, form in slots.items() if form.search(sentence)]
        for slot in named:
            found.setdefault(slot)
        if not named and (details.search(sentence) or question.search(sentence)):
            vague = True
    if vague:
        found.setdefault("details")
    return tuple(found)
