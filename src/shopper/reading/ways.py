"""Statements that send without asking anybody to go: where such matters are handled, who handles them, an address with
what it is for (“orders are taken on Telegram”, “our hotline will change it”, “claims: x@y”).

They count with a channel beside them. A counter has to be visited, so it takes the plainer words of `rules.sends`.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from .addresses import Address
from .rules import any_of

_EN_DONE = (
    r"(?:done|made|taken|handled|answered|booked|arranged|processed|accepted|placed|changed|cancelled|canceled|issued|"
    r"requested|submitted|resolved|registered|reported|started|dealt with|looked after|sorted(?: out)?|managed|settled|"
    r"discussed|reviewed|given|quoted|filed|raised|lodged|opened|moved|agreed|organi[sz]ed|corrected|replaced|"
    r"exchanged|refunded|claimed|assigned|verified|ordered|reserved|unlocked|investigated|picked up|approved)"
)
_EN_DO = (
    r"(?:take|accept|answer|handle|deal with|book|process|arrange|register|consult|discuss|quote|give|do|work|serve|"
    r"reply|respond|talk|advise|help|sort)"
)
_EN_DESK = (
    r"(?:hotline|helpline|call cent(?:er|re)|(?:[a-z]+ )?(?:line|desk)|(?:live |web |online )?chat(?: team| agents?)?|"
    r"(?:chat-?)?bot|messenger|dispatch(?:er)?|switchboard)"
)
_HANDLED = {
    "en": any_of(
        rf"^(?!your |it |the (?:order|parcel|refund|invoice|link|ticket)\b).*\b(?:is|are|gets?|be) "
        rf"(?:\w+ ){{0,2}}?{_EN_DONE}\b[^.;]{{0,60}}\b(?:in|on|via|through|by|with|at|over|using|from)\b",
        rf"\b(?:we|they|(?:our|the) (?:\w+ ){{1,3}}) ?(?:only |always |just |do |all |can only |currently )*"
        rf"{_EN_DO}s?\b(?! (?:you|to you)\b)[^.;]{{0,60}}\b(?:in|on|via|through|by|over)\b",
        rf"\b(?:our|the|my|this) (?:[\w-]+ ){{0,3}}?{_EN_DESK}\b[^.,]{{0,30}}? (?:can|will|could|would|should)"
        r"(?! (?:\w+ )?(?:be|not|open|close|start|return|reopen|re-open)\b)",
        r"\b(?:best|better|easiest|quickest|quicker|fastest|faster|simplest|easier) (?:\w+ ){0,3}?(?:is|be|was|to|"
        r"by|on|"
        r"in|via|through|over)\b",
        r"\bis (?:only |all |now )?(?:in|on|via|through|by) (?:our |the )?(?:telegram|whatsapp|viber|messenger|"
        r"facebook|instagram|live "
        r"chat|chat|app|discord)\b",
        r"\bwe(?:'ve| have)? (?:moved|now (?:live|answer)|are now|'re now)\b|\bwe collect\b",
        r"\byou (?:start|open|raise|file|make|submit|log|apply|book|register|request|order|do)\b[^.]{0,30}\b(?:on|"
        r"in|via|through)\b",
        rf"\bwe have (?:an? )?(?:\w+ ){{0,3}}{_EN_DESK}\b",
        r"\b(?:a|one) (?:quick |short )?(?:call|ring|e-?mail|message|note|visit) to (?:our|the|my)\b",
        r"\bif you (?:could|can|would|wouldn't mind)\b|\bif you (?:\w+(?:ed|'d)|wrote|rang|sent|spoke|got|went)\b|"
        r"\b(?:would|do) you mind\b|\bmind (?:\w+ing)\b",
    ),
    "east": any_of(
        r"\b(?!отсыла|надсила|отправля|рассыла|розсила|регистрир|реєстру|доставля|зберіга|храни|знаход|наход|"
        r"здається|кажется|залиша|оста[её]тся)\w{3,}(?:ється|ються|иться|"
        r"яться|"
        r"ется|ются|ится|ятся|атся)\b[^.;]{0,60}\b(?:через|в|у|на|за|по|лише|тільки|только|телефон\w*|поштою|почтой)\b",
        r"\b(?:приймаємо|відповідаємо|ведемо|записуємо|консультуємо|вирішуємо|розглядаємо|опрацьовуємо|оформлюємо|"
        r"оформляємо|бронюємо|змінюємо|обслуговуємо|робимо|надаємо|кажемо|називаємо|працюємо|спілкуємося|"
        r"обговорюємо|узгоджуємо|підтверджуємо|підбираємо|рахуємо|(?:відповіда|прийма|консульту|оформлю|запису|"
        r"виріш|розгляда)(?:ють|ують|є|ує)|"
        r"принимаем|отвечаем|вед[её]м|записываем|консультируем|решаем|рассматриваем|обрабатываем|оформляем|бронируем|"
        r"меняем|обслуживаем|делаем|да[её]м|говорим|называем|работаем|общаемся|обсуждаем|согласуем|согласовываем|"
        r"подтверждаем|подбираем|считаем|(?:отвеча|принима|консультиру|оформля|записыва|реша|рассматрива)(?:ют|ет))\b"
        r"(?! (?:вам|вас)\b)[^.;]{0,60}\b(?:через|в|у|на|за|по|лише|тільки|только|телефоном|поштою|почтой|телефонно)\b",
        r"\b(?:ми|мы) (?:тепер|теперь|зараз|сейчас|переїхали|переехали)\b|\b(?:збираємо|собираем|публікуємо|"
        r"публикуем)\b[^.]{0,40}\b(?:на|в|у|через)\b|"
        r"^(?:у|в|на|через) (?:наш\w* |загальн\w+ |общ\w+ )?(?:вайбер|viber|телегр|telegram|директ|дірект|direct|"
        r"whatsapp|ватсап|"
        r"вотсап|вацап|чат|інстагр|инстагр|застос|додат|прилож|месендж|мессендж)\w*|"
        r"^(?:дзвінок|звонок|лист|письмо|повідомлення|сообщение) (?:на|в|у|до)\b|"
        r"^(?:лише |тільки |только |исключительно |виключно )?(?:через|телефоном|поштою|почтой|по телефону|"
        r"за телефоном|"
        r"в телефонному режимі|листом|письмом)\b|"
        r"\b(?:все|всё|усе|лише|тільки|только|виключно|исключительно) (?:через|по|телефоном|поштою|почтой|листом|"
        r"письмом|за тел\w+|на|в|у)\b",
        r"\b(?:оператор\w*|консультант\w*|менеджер\w*|фахів\w+|спеціаліст\w*|специалист\w*|бот|чат-?бот\w*|лін[іи]я|"
        r"линия|кол+-?центр|контакт-?центр|диспетчер\w*|майст[ер]\w*|мастер\w*|флорист\w*|адм[іи]н[іи]стратор\w*|"
        r"реєстратура|регистратура|колег[иа]|коллег[иа])\b(?:(?! вам\b| вас\b)[^.;,]){0,50}"
        r"\b(?:допомож|помож|помог|підкаж|подскаж|розблок|разблок|виріш|реш|оформ|прийм|прим|запиш|підбер|подбер|"
        r"порад|посовет|проконсульт|внес|внос|вн[её]с|змін|смен|измен|замін|замен|розбер|разбер|з'ясу|перевір|провер|"
        r"скаж|відповіда|отвеча|надсила|присыла|уточн)\w*",
        r"\b(?:допомож|помож|підкаж|подскаж|внос|вноси|виріш|реша|займа|занима)\w*(?: \w+)? (?:наш\w* |ваш\w* )?"
        r"(?:гаряча лінія|горячая линия|кол+-?центр|контакт-?центр|оператор\w*|чат\w*|бот)",
        r"\b(?:найшвидш\w+|найпрост\w+|найкращ\w+|найзручн\w+|найлегш\w+|швидше|простіше|легше|зручніше|краще|"
        r"быстре\w+|быстрее|проще|прощ\w+|удобн\w+|легче|лучше)\b",
        r"\bє (?:\w+ ){0,3}(?:чат|бот|телеграм\w*|гаряча лінія|форма|лінія|анкета)|\bесть (?:\w+ ){0,3}(?:чат|бот|"
        r"телеграм\w*|горячая линия|форма|линия|анкета)|\b(?:чекаємо|чекаю|жд[её]м|жду)\b",
        r"\b(?:доведеться|прид[её]тся|маєте|должны|повинні|потрібен|потрібна|нужен|нужна|необхідна|необходима) "
        r"(?:\w+ ){0,3}(?:через|дзвінок|звонок|лист|письмо|заявка)\b",
        r"\bна зв'язку (?:в|у|за|через)\b|\bна связи (?:в|по|через)\b",
    ),
    "pl": any_of(
        r"\b\w{3,}(?:a|e|i|y|ą) się\b[^.;]{0,60}\b(?:w|na|przez|poprzez|pod|tylko|telefon\w*|mail\w*|formularz\w*|"
        r"sms\w*)\b|\b(?:tylko|wyłącznie|jedynie|najlepiej|najszybciej|najprościej|najłatwiej|szybciej|prościej)\b|"
        r"\b(?:najszybsz|najprostsz|najlepsz|najłatwiejsz)\w+\b",
        r"\b(?:zgłaszamy|składamy|przyjmujemy|odpowiadamy|prowadzimy|zapisujemy|umawiamy|doradzamy|rozwiązujemy|"
        r"rozpatrujemy|"
        r"załatwiamy|zmieniamy|obsługujemy|robimy|podajemy|rezerwujemy|pracujemy|rozmawiamy|omawiamy|ustalamy|"
        r"potwierdzamy|wyceniamy|realizujemy|udzielamy|anulujemy|przyjmuj[ąe]|odpowiadaj?ą?|prowadzi|obsługuj[ąe]|"
        r"załatwia(?:ją)?|zajmuj[ąe] się)\b(?! (?:ci|panu|pani|państwu)\b)[^.;]{0,60}(?:\b(?:w|na|przez|poprzez|pod|"
        r"drogą)\b|\btelefonicznie|\bmailowo|\bsms|:)",
        r"\b(?:porozmawia|załatwi|zgłosi|zamówi|umówi|złoży|zapyta|uzyska|dowie|skontaktuje|dopyta|odbierze|"
        r"zapisze)sz\b|"
        r"^(?:tylko |wyłącznie )?(?:przez|poprzez|telefonicznie|mailowo|mailem|sms-?em|pod numerem|na whatsapp\w*)\b",
        r"\b(?:konsultan\w+|doradc\w+|pracowni\w+|specjali\w+|bot|czatbot\w*|infolinia|call center|centrala|"
        r"dyspozytor\w*|"
        r"koleg\w+|koleżank\w+|menedżer\w*|recepcja|rejestracja)\b(?:(?! ci\b| pan\w*\b)[^.;,]){0,50}"
        r"\b(?:pomo[żg]|odblok|załatw|zmien|zmieni|dopis|zapisz|zapisuj|doradz|wyjaśn|sprawdz|wprowadz|ustal|przyjm|"
        r"powie|"
        r"odpowiad|poda)\w*",
        r"\b(?:pomo[żg]\w+|zmieni|załatwi|wprowadza|przyjmuje|obsługuje) (?:tylko |wyłącznie )?(?:nasz\w* )?"
        r"(?:infolinia|call center|konsultant\w*|czat\w*|bot)",
        r"\bprosz[ęe] (?:\w+ ){0,2}?(?:opisa[ćc]|przedstawi[ćc]|za[łl][ąa]czy[ćc]) (?:\w+ ){0,2}(?:w|na) (?:mail|"
        r"wiadom|e-mail|mejl)\w*|"
        r"\bmamy (?:\w+ ){0,3}(?:czat\w*|bota?|infolini\w+|formularz\w*|telegram\w*)|\bczekamy\b|"
        r"\bprosz[ęe] o (?:\w+ )?(?:telefon|mail\w*|wiadomo[śs][ćc]|kontakt|sms\w*)\b",
    ),
}
# What leads to an address, so that it is the way: “to x@y”, “orders: x@y”.
_LEADS = {
    "en": re.compile(r"(?:\b(?:to|at|is|via|through|on|use|with|for|by|:) ?|: ?|\(|[👉➡→⬇👇☎📞✉📧]\ufe0f? ?)$"),
    "east": re.compile(
        r"(?:(?:\b(?:на|до|через|за|по|є|есть|це|это|адрес\w*|пошт[аиуою]\w*|почт[аыуео]\w*|номер\w*|лінія|линия|центр|"
        r"телефон\w*)|:|-|[👉➡→⬇👇☎📞✉📧]\ufe0f?) ?|\()$"
    ),
    "pl": re.compile(
        r"(?:(?:\b(?:na|do|przez|pod|to|adres\w*|numer\w*|infolini\w+|mail\w*|center|telefon\w*)|:|-|"
        r"[👉➡→⬇👇☎📞✉📧]\ufe0f?) ?|\()$"
    ),
}
# What it is for: without it an address after a colon may be a signature.
_MATTER = {
    "en": re.compile(
        r"\b(?:for|about|regarding|concerning|questions?|requests?|orders?|bookings?|complaints?|claims?|refunds?|"
        r"returns?|invoices?|billing|changes?|cancellations?|enquir\w+|inquir\w+|issues?|matters?|it|this|that|"
        r"these|photos?|pictures?|details?|copy|copies|number|proof|receipts?|quickest|easiest|best(?!,)|"
        r"[a-z]+ (?:line|desk|team|department|ladies|people|folks|guys|girls|staff)(?= (?:is|are|on|at|can|will))|"
        r"team:|department:)\b"
    ),
    "east": re.compile(
        r"\b(?:для|щодо|стосовно|про|по (?!тел|ном)|з (?:питан|привод)\w+|з цим|с этим|этим|цим|скарг\w*|жалоб\w*|"
        r"претенз\w+|заяв\w*|звернен\w+|обращен\w+|запит\w*|запрос\w*|питан\w+|вопрос\w*|замовлен\w+|заказ\w*|"
        r"рахунк\w+|"
        r"сч[её]т\w*|повернен\w+|возврат\w*|фото\w*|скан\w*|документ\w*|копі\w+|копи\w+|лист\w*|письм\w*|"
        r"відповіст\w+|відповідаєм\w*|ответит|отвечаем|займа\w+|занима\w+|чекаємо|жд[её]м|зміни|изменения|запис\w*|"
        r"бронюван\w+|бронирован\w+|найшвидш\w*|быстре\w*|"
        r"проще\w*|прощ\w*|найпрост\w*|допомож\w+|помож\w+|вирішу\w+|реша\w+)\b"
    ),
    "pl": re.compile(
        r"\b(?:w sprawie|w sprawach|w kwestii|dla|do (?!nas\b)|o |reklamacj\w*|zwrot\w*|faktur\w*|zamówie\w*|"
        r"zgłosze\w*|"
        r"pyta\w*|wnios\w+|skarg\w*|zdjęci\w*|skan\w*|dokument\w*|kopi\w*|rezerwacj\w*|zapis\w*|zmian\w*|gwarancj\w*|"
        r"zajmuj\w+|czekamy|pomoże|najszybciej|najprościej|tym|to|sprawy|obsługujemy|przyjmujemy|adres)\b"
    ),
}
# Mail that the company itself sends, or where somebody is registered.
_THEIRS = re.compile(
    r"\b(?:sent|e-?mailed|mailed|registered|issued|from|confirmation|has been|have been|was|were|will be|your e-?mail|"
    r"on file|linked|"
    r"ваш[аеуіи]|ваша|вказан\w+|указан\w+|зареєстр\w+|зарегистр\w+|надіслан\w+|відправлен\w+|отправлен\w+|"
    r"надсилаємо|отправляем|надійде|прийде|придёт|придет|отримали|получили|отримаєте|получите|з адреси|с адреса|"
    r"з повагою|с уважением|"
    r"wys[łl]a\w+|przes[łl]a\w+|podany|wskazany|twój|pozdrawia\w*|z poważaniem|przyjdzie|dostaniesz|otrzyma\w*|"
    r"regards|sincerely)\b"
)
# How soon letters are answered: an acknowledgement.
_ANSWERED = re.compile(
    r"\b(?:within|hours?|soon|shortly|протягом|в течение|годин\w*|час(?:а|ов)|w ciągu|godzin\w*|wkrótce)\b"
)
_PLEASE = re.compile(r"\b(?:please|proszę|prosimy|будь ласка|пожалуйста)\b")
_LINK = re.compile(r"\b(?:t|wa|m)\.me/")


# Something of this stands in every name of a channel; without it there is nothing to look for.
_PLACE = re.compile(
    r"@|\.me/|\d{3}|mail|chat|line|desk|telegr|what|viber|faceb|insta|messeng|\big\b|\bfb\b|sms|text|app|form|site|"
    r"portal|page|phone|"
    r"call|bot|пошт|почт|лист|письм|мейл|мэйл|имейл|чат|телег|\bтг\b|бот|бер|ап|фейс|фб|дір|дир|direct|\bdm|смс|"
    r"застос|додат|прилож|форм|"
    r"сайт|сторін|страниц|кабін|кабин|телефон|лін|лин|центр|вк\b|vk|лс\b|личк|приват|cza[tc]|infolin|stron|aplik|"
    r"ap[ck]|numer|mejl|telefon|platf|system|"
    r"panel|тікет|тикет|заявк|реєстр|регистр|zgłosz|ticket|number|числ|номер"
)


def states_way(clause: str, language: str, addresses: Collection[Address]) -> bool:
    """Whether a clause says where such matters are handled. language: a Rules' name. addresses: those in the clause."""
    if not _PLACE.search(clause):
        return False
    return (bool(_HANDLED[language].search(clause)) and not _ANSWERED.search(clause)) or _leads_to_address(
        clause, language, addresses
    )


def _leads_to_address(clause: str, language: str, addresses: Collection[Address]) -> bool:
    if not addresses or _THEIRS.search(clause):
        return False
    if any(a.start <= 1 for a in addresses) and _PLEASE.search(clause):
        return True
    return bool(_MATTER[language].search(clause)) and any(
        (address.kind in ("email", "phone") or _LINK.match(address.text.removeprefix("https://")))
        and _LEADS[language].search(clause[: address.start])
        for address in addresses
    )
