"""Where a message sends the customer: the other channels it names as the way to get the matter handled."""

from __future__ import annotations

import re

from .addresses import find_addresses
from .text import is_cyrillic, sentences

# In every pattern below a sentence must hold both a word that sends (the customer is to act) and a place to go to.
_SENDS_LATIN = re.compile(
    r"\b(?:please|pls|kindly|could you|can you|would you|you(?:'ll| will| would| may| might|"
    r"'d)? (?:can|need|have|want|must|should|could|best)\b|you(?:'ll| will| would) (?:need|have)|"
    r"(?:best|better) to|advise|recommend|suggest|need to|needs to|has to|have to|must|feel free|"
    r"(?<!the )(?<!a )(?<!an )(?<!by )(?<!our )(?<!in )(?<!via )(?<!your )(?<!this )(?<!for )(?<!live )"
    r"(?:call|phone|text|e-?mail|message|dm|chat)|"
    r"contact|ring|write|visit|go to|head|come|pop|drop|send|"
    r"reach|get in touch|speak|talk|ask|use|fill|complete|submit|file|raise|open|report|request|apply|"
    r"check with|see|join|click|tap|"
    r"only (?:by|via|through|in|at|over)|via|through|"
    r"proszę|prosimy|poprosimy|napisz\w*|zadzwoń\w*|zadzwonić|dzwoni\w*|dzwoń|skontaktuj\w*|"
    r"skontaktować|kontakt\w*|zapraszamy|pisz\w*|wyślij\w*|prześlij\w*|podeślij\w*|wypełnij\w*|"
    r"wypełnić|skorzystaj\w*|skorzystać|"
    r"zgłoś\w*|zgłosić|zgłoszeni\w+|odezwij\w*|podejdź\w*|podejść|udaj\w*|udać|przyjdź\w*|wejdź\w*|"
    r"przejdź\w*|można|należy|trzeba|musisz|możesz|może (?:pan|pani)|tylko|wyłącznie|zwróć\w*|zwrócić|"
    r"pytaj\w*|zapytaj\w*|złóż\w*|złożyć|kieruj\w*|konsult\w+|skonsult\w+)\b"
)
_SENDS_CYRILLIC = re.compile(
    r"\b(?:будь ласка|пожалуйста|просим\w*|прошу|напиш\w+|пиш[іи]ть?|пишіть|пишите|написати|написать|"
    r"зателефон\w+|телефонуйте|дзвоніть|подзвоніть|подзвонити|позвон\w+|звоните|звонить|набер\w+|"
    r"зв'яж\w+|зв'язатис\w+|свяжитесь|связаться|зверніт\w+|звернутис\w+|звертайт\w+|звертатис\w+|"
    r"обратитесь|обратиться|обращайт\w+|обращаться|надішл\w+|надсилайте|надіслати|пришл\w+|присылайте|"
    r"отправ\w+|відправ\w+|"
    r"заповн\w+|заполн\w+|залиш\w+|оставьте|оставить|оставляйте|перейд\w+|переход\w+|зайд\w+|"
    r"завітайте|при[йх]\w+|приезжайте|приїжджайте|підійд\w+|подойд\w+|подойти|скорист\w+|воспольз\w+|"
    r"використ\w+|используйте|"
    r"оформ\w+|подайте|подати|подать|створ\w+|созда\w+|замовте|закажите|тільки|лише|только|лишь|треба|"
    r"потрібно|необхідно|нужно|надо|необходимо|можна|можете|можно|варто|стоит|запит\w+|спрос\w+|"
    r"уточн\w+|"
    r"через|чекаємо вас|ждем вас|ждём вас|рекоменд\w+|радимо|советуем|консультац\w+|краще|лучше|"
    r"повідомте|сообщите|адресуйте|поставте|задайте)\b"
)
# The company itself acts ("we will call you"), or another channel is a mere extra.
_COMPANY_ACTS = re.compile(
    r"\b(?:(?:i|we|our \w+|someone|they|he|she|a (?:colleague|manager|specialist))(?:'ll| will|'ve|"
    r" have| has|'re| are|'s going to| is going to)? (?:be |also )?(?:call(?:ed|ing)?|phone|ring|"
    r"e-?mail(?:ed)?|text|contact(?:ed)?|reach(?:ed)? out|get (?:back|in touch)|got (?:your|the)|"
    r"receiv\w+|respond\w*|repl(?:y|ied)|answer\w*|reach|send|sent)\b|"
    r"will (?:call|phone|e-?mail|contact|text|reach|reply|answer|be in touch|get back)|give you a (?:call|ring)|"
    r"zadzwonimy|oddzwonimy|skontaktujemy|odpowiemy|odezwiemy|wyślemy|zadzwonię|skontaktuje się)\b|"
    r"(?:зателефонуємо|передзвон\w+|перезвон\w+|зв'яжемос\w+|зв'яжеться|свяжемся|свяжется|свяжутся|"
    r"напишемо|напишем\b|відповімо|ответим|відповість|ответит\b|надішлемо|отправим\b|пришл[её]м|"
    r"позвоним|зателефонує\b|позвонит\b|набер[уе]м|дзвоник|звонок от|відпишет?\b)"
)
_STAYS_ASIDE = re.compile(
    r"\b(?:if (?:that|this|it|the (?:issue|problem)) (?:still )?(?:does(?:n't| not)|persists|"
    r"continues|isn't|is not|fails|happens again)|if (?:you have|there are) (?:any )?(?:more|other|"
    r"further|additional)|you can also|"
    r"also (?:call|write|follow|available)|alternatively|or (?:just )?follow|follow us|subscribe|"
    r"rate us|leave (?:us )?a review|survey|feedback|"
    r"jeśli to nie (?:pomoże|zadziała)|w razie (?:dodatkowych |innych )?pytań|możesz też|ankiet\w*|"
    r"opini[ęei]|oceń|śledź|obserwuj)|"
    r"(?:якщо (?:це )?не допомо\w+|якщо (?:проблема|ситуація) (?:залиш|повтор)\w+|"
    r"если (?:это )?не помо\w+|если (?:проблема|ситуация|ошибка) (?:сохран|останет|повтор)\w+|"
    r"також (?:можете|можна)|также (?:можете|можно)|"
    r"якщо (?:будуть|виникнуть|залишились) (?:ще |інші |додаткові )?(?:питання|запитання)|"
    r"если (?:будут|возникнут|остались|останутся|появятся) (?:ещ[её] |другие |"
    r"дополнительные )?вопросы|підпис\w+|подпис(?:ывай|аться)\w*|оцін\w+|оцените|відгук|отзыв|"
    r"\bопитуванн\w+|\bопрос)"
)
_ASKED_FOR_CONTACT = re.compile(
    r"(?:(?:what(?:'s| is| are)?|which|give me|tell me|share|have|send me|need) (?:(?:is|"
    r"are) )?(?:your|the|a|an|some)? ?(?:support |customer \w+ |hotline |contact |phone |e-?mail |"
    r"live )*(?:number|phone|e-?mail|address|hotline|contact\w*|chat|link)|how (?:can|do|could|"
    r"should) (?:i|we) (?:contact|reach|call|get in touch|write)|who (?:do|should|can|"
    r"could) i (?:contact|call|ask|write|speak)|where (?:can|do|should) i (?:call|write|chat|contact|"
    r"send|complain)|"
    r"як(?:ий|а|і)? (?:у вас |ваш\w* )?(?:номер|телефон|пошта|адрес|контакт)|як (?:з вами|до вас|"
    r"вам) (?:зв'яз|подзвон|зателефон|напис)|куди (?:писати|дзвонити|звертат|телефон|звернут)|"
    r"підкаж\w+ (?:ваш )?(?:номер|телефон|пошту|контакт)|"
    r"как(?:ой|ая|ие)? (?:у вас |ваш\w* )?(?:номер|телефон|почта|адрес|контакт)|как (?:с вами|до вас|"
    r"вам) (?:связ|дозвон|позвон|напис)|куда (?:писать|звонить|обрат|обращ|позвон)|"
    r"jaki (?:jest |macie )?(?:wasz |państwa )?(?:numer|telefon|mail|e-mail|adres|kontakt)|"
    r"jak (?:się )?(?:z wami |mogę )?(?:skontakt|dodzwon|zadzwon)|gdzie (?:mogę )?(?:zadzwon|napis|"
    r"zgłos)|"
    r"(?:numer|telefon|phone|e-?mail|номер|телефон)\w*\?)"
)
_LATIN: dict[str, str] = {
    "email": (
        r"(?<!your )(?<!our )(?<!the )(?<!, )(?<!and )(?<!reply )\be-?mails?\b(?! (?:address|reply|asking|"
        r"id))|(?:e-?mail|write to|contact) our e-?mail|\bto our e-?mail|\bmail(?:ing)? us\b|\bmail(?:a|"
        r"em|owo)?\b|\bmejl\w*\b|drogą mailową|wiadomość e-mail|skrzynk\w+"
    ),
    "phone": (
        r"\b(?:call|phone|ring|dial)(?: us| our| the| them| on| at| \+?\d| customer| back| in\b| support|"
        r"ing| your| his| her)|\bgive (?:us|them) a (?:call|ring|bell)|\bby (?:phone|telephone)|"
        r"\bover the phone|\bhotline|\bhelpline|\bphone (?:line|number|support|us)|\bcall cent(?:er|re)|"
        r"\bspeak (?:to|with) [^.]{0,40}(?:\d{3}|by phone)|"
        r"\bzadzwo\w+|\bdzwoń\w*|\btelefoniczn\w+|\bpod (?:numer\w*|nr)\b|\binfolini\w+|\btelefonując"
    ),
    "webchat": (
        r"\b(?:live |web |online |our |the |via |by |through |on |in |start a |open a |support )+chat\b|"
        r"\bchat (?:with|to) (?:us|our|an?|them|the|someone)|\bchat (?:here|online|support|team|page|"
        r"link)|\bczat\w*|\bchat (?:na|w)\b|\bna chacie|\bchaci\w*|\bczaci\w*"
    ),
    "telegram": r"\btelegram\w*|\bt\.me/",
    "whatsapp": r"\bwhats ?app\w*|\bwa\.me/",
    "viber": r"\bviber\w*",
    "facebook": r"\bfacebook\w*|\bmessengerz?e?\w*|\bna priv\b|\bm\.me/|\bfb\b",
    "instagram": r"\binstagram\w*|\binsta\b",
    "twitter": (
        r"\bdm(?:s|'s|ed)?\b|\bdirect messag\w+|\bprivate messag\w+|\bpm (?:us|me)\b|\b(?:follow|"
        r"message) us\b|\bmessage us\b|\btwitter\b|\btweet\b|\bsend us a (?:message|note)\b|"
        r"\bdirect link\b"
    ),
    "vk": r"\bvk\.com|\bvkontakte\b",
    "sms": r"\btext (?:us|the word|\w+ to \d)|\bsms\w*|\bsend a text",
    "app": (
        r"\b(?:in|via|through|use|using|with|on|from) (?:the|our|your) (?:[\w.]+ ){0,2}app\b|\bin-app|"
        r"\b(?:w|przez|za pomocą|poprzez) (?:nasz\w+ )?aplikacj\w+"
    ),
    "website_form": (
        r"\b(?:form|web ?form|contact page|contact-us page)\b|\b(?:submit|open|raise|create|file|"
        r"log) (?:a|an|your|the) (?:\w+ )?(?:ticket|claim|request|case|report|complaint|enquiry|dispute)|"
        r"\bvia (?:our|the) (?:web ?site|site|portal|help cent\w+)|\b(?:on|through|at|visit|see) (?:our|"
        r"the) (?:web ?site|portal|help cent\w+)|\breport (?:it|this|them) (?:at|here|via)|"
        r"\bformularz\w*|\bprzez (?:naszą )?stron[ęa]|\bna (?:naszej )?stronie|\bzgłoszenie (?:na|przez|w|poprzez)"
    ),
    "branch": (
        r"\b(?:in|at|to|into|visit|your|our|the|nearest|local|a|any|with|of) (?:[\w']+ ){0,2}(?:store|"
        r"branch|shop|outlet|office|desk|reception|counter|showroom|service cent(?:er|re)|retailer|dealer|"
        r"gate|station staff)s?\b|\bin-?store\b|\bin person\b|\bmembers? of (?:staff|the team|crew)|"
        r"(?<!support )\bstaff\b|\bcustomer service desk|\bdo (?:najbliższego |naszego |dowolnego )?(?:salonu|oddziału|"
        r"sklepu|punktu|biura|placówki)|\bw (?:najbliższym |naszym |dowolnym )?(?:salonie|oddziale|"
        r"sklepie|punkcie|biurze|placówce)|\bosobiście"
    ),
}
_CYRILLIC: dict[str, str] = {
    "email": (
        r"\be-?mail\w*|\bемейл\w*|\bімейл\w*|\bимейл\w*|\bмейл\w*|електронн\w+ (?:пошт\w+|лист\w*|"
        r"адрес\w+)|электронн\w+ (?:почт\w+|адрес\w+|письм\w+)|\b(?:на|нашу|нашою|по|через) (?:нашу |"
        r"ел\.? ?|эл\.? ?)?(?:пошту|почту|поштою|почтой|почте)\b|\bлист(?:ом|а)? на\b|\bпис(?:ьмо|"
        r"ьмом) на\b|\bмыло\b"
    ),
    "phone": (
        r"\bзателефон\w+|\bтелефонуйте|\bподзвон\w+|\bдзвон\w+|\bпозвон\w+|\bзвон\w+|\bгаряч\w+ ліні\w+|"
        r"\bгоряч\w+ лини\w+|\b(?:за|по|на) (?:номером|номеру|тел\.?|телефон\w*)\b|\bкол-?центр\w*|"
        r"\bконтакт-?\s?центр\w*|\bтелефоном\b|\bнаберіть|\bнаберите|\bреєстратур\w+|\bрегистратур\w+"
    ),
    "webchat": r"\b(?:у|в|через|до|онлайн-?|наш\w*) ?(?:наш\w* |онлайн-?\s?|веб-?)?чат\w*(?! ?-?бот)",
    "telegram": r"\bтелеграм\w*|\bтелегра\w*|\bтг\b|\btelegram\w*|\bt\.me/",
    "whatsapp": r"\bвотсап\w*|\bватсап\w*|\bвацап\w*|\bwhats ?app\w*|\bwa\.me/",
    "viber": r"\bвайбер\w*|\bviber\w*",
    "facebook": r"\bфейсбук\w*|\bfacebook\w*|\bмесенджер\w*|\bмессенджер\w*|\bmessenger\w*|\bm\.me/",
    "instagram": r"\bінстаграм\w*|\bинстаграм\w*|\binstagram\w*|\bінст[аіу]\w*|\bдирект\w*|\bdirect\b",
    "vk": r"\bвк\b|\bвконтакте|\bvk\b|\bv?лс\b|\bличк\w+|\bличн\w+ сообщени\w+|\bл\.с\.",
    "twitter": r"\bтвіттер\w*|\bтвиттер\w*|\bdm\b|\bтвит\w*",
    "sms": r"\bсмс\w*|\bsms\w*",
    "app": (
        r"\b(?:у|в|через|за допомогою|с помощью) (?:наш\w+ |мобільн\w+ |мобильн\w+ )?(?:застосун\w+|"
        r"додат(?:ку|ок|ком)|приложени\w+)"
    ),
    "website_form": (
        r"\bформ[аиуіоы]\w*\b|\b(?:на|через) (?:наш\w* |офіційн\w+ |официальн\w+ )?сайт\w*|"
        r"\bособист\w+ кабінет\w*|\bличн\w+ кабинет\w*|\bзаявк\w+ (?:на|через|в)\b|\bзаяв[ку]\w* (?:на|"
        r"через)\b|\bпортал\w*"
    ),
    "branch": (
        r"\bвідділенн\w+|\bотделени\w+|\bмагазин\w*|\bсалон\w*|\bофіс\w*|\bофис\w*|\bкас[аиуі]\b|"
        r"\bкасс[аыуе]\b|\bособисто\b|\bлично\b(?! кабинет)|\bпункт\w* (?:видачі|выдачи|обслуговування|"
        r"обслуживания)|\bсервісн\w+ центр\w*|\bсервисн\w+ центр\w*|\bкабинет \d|\bдеканат\w*|\bауд\."
    ),
}
_OTHER_LATIN = re.compile(
    r"\b(?:contact|speak (?:to|with)|get in touch with|reach out to|check with|ask|talk to|refer to|"
    r"touch base with|take (?:it|this) up with|follow up with|call) (?:the |your |our |a |an |their |"
    r"this |that |with )?(?:[\w']+ ){0,3}(?:team|support|bank|seller|carrier|provider|manufacturer|"
    r"hotel|agent|agency|airline|retailer|department|colleagues?|courier|police|staff|supplier|vendor|"
    r"merchant|isp|operator|dealer|authorit\w+|them|customer (?:service|care|relations))\b|"
    r"\b(?:contact|reach|reach out to|get in touch with) us\b|\breach out\b|\bget in touch\b|"
    r"\bskontaktuj\w* się|\bkontakt z\b|\bskontaktować się|\bdo (?:sprzedawc\w+|banku|kuriera|"
    r"przewoźnika|producenta)|\bz obsługą|\bze sprzedawc\w+|\bdział\w* obsługi"
)
_OTHER_CYRILLIC = re.compile(
    r"\b(?:зверніт\w+|звернутис\w+|звертайт\w+|звертатис\w+|обратитесь|обратиться|обращайт\w+|"
    r"обращаться|зв'яжіт\w+|зв'язатис\w+|свяжитесь|связаться)\b"
)
_NOT_BY_CHAT = re.compile(
    r"(?:can't|cannot|can not|unable|not able|don't|not)\b[^.]{0,60}\bchat|\b(?:this|"
    r"the current) chat\b|nie [^.]{0,60}\bcza(?:t|cie)|"
    r"\bне\b[^.]{0,60}\bчат|\b(?:цьому|цей|этот|этом) (?:же )?чат"
)
_TELL_THERE = re.compile(
    r"\b(?:tell us more|write to us|report (?:it|this|them)|share (?:this|your)|suggest (?:it|this)|"
    r"submit)\b[^.]{0,60}(?:<url>|https?://)|\bclaim (?:at|here)"
)
_ARTICLE = re.compile(r"(?:інструкц|инструкц|довідк|справк|статт|стать|manual|guide|article|faq|instrukcj|dokumentacj)")
_LATIN_PLACES = {name: re.compile(form) for name, form in _LATIN.items()}
_CYRILLIC_PLACES = {name: re.compile(form) for name, form in _CYRILLIC.items()}
# The customer's own private thread is acknowledged, or something is asked about the past: nobody is sent anywhere.
_PAST = re.compile(
    r"(?:replied|responded|respond\w*|reply) to your (?:dm|message|e-?mail)|(?:thank\w*|see|got|"
    r"received|sent)\b[^.]{0,25}\b(?:the|your|a) (?:dm|direct message)\b(?! about)|^(?:did|were|have|"
    r"was|had) you\b|^(?:we're|we are|were) (?:sorry|live)\b(?![^.]*please)|консультаци\w+ получена"
)
_WE_WROTE = re.compile(
    r"\b(?:sent|replied|responded|respond|messaged|answered|reply)\b[^.]{0,30}\b(?:dm|direct message|"
    r"pm|private message)|check (?:your|ur) (?:dms?|inbox)|\bodpisaliśmy na priv|"
    r"відповіли (?:вам )?(?:в|у) (?:лс|приват|дірект)|ответили (?:вам )?в (?:лс|личк|директ)"
)


def deflection_targets(words: str, context: str = "") -> tuple[str, ...]:
    """The targets to which a prepared message (text.plain) sends the customer, in order of naming; () = it does not.

    context: what the customer said before, prepared too. An address that was asked for is an answer, not a deflection.
    """
    if context and _ASKED_FOR_CONTACT.search(context):
        return ()
    cyrillic = is_cyrillic(words)
    sends = _SENDS_CYRILLIC if cyrillic else _SENDS_LATIN
    found: dict[str, None] = {}
    for sentence in sentences(words):
        if _PAST.search(sentence):
            continue
        if _WE_WROTE.search(sentence):
            found.setdefault("facebook" if "priv" in sentence and not cyrillic else "twitter")
            continue
        if _STAYS_ASIDE.search(sentence) or not sends.search(sentence):
            continue
        acting = _COMPANY_ACTS.search(sentence)
        named = _places(sentence, cyrillic)
        if acting and not (named and sends.search(sentence[: acting.start()])):
            continue
        for name in named:
            found.setdefault(name)
    return tuple(found)


def names_a_place(sentence: str) -> bool:
    """A channel or an address is mentioned, whether or not the customer is sent there."""
    return bool(_places(sentence, is_cyrillic(sentence)))


def _places(sentence: str, cyrillic: bool) -> list[str]:
    places = _CYRILLIC_PLACES if cyrillic else _LATIN_PLACES
    named = {name: m.start() for name, form in places.items() if (m := form.search(sentence))}
    addresses = find_addresses(sentence)
    for address in addresses:
        if address.kind == "email":
            named.setdefault("email", address.start)
        elif address.kind == "phone" and not named.keys() & {"whatsapp", "viber", "sms", "telegram"}:
            named.setdefault("phone", address.start)
    if "telegram" in named and not cyrillic:
        named.pop("twitter", None)
    if "webchat" in named:
        if _NOT_BY_CHAT.search(sentence) or "app" in named:
            named.pop("webchat")
        else:
            named.pop("website_form", None)  # "the chat on our site" is one place
    if not named and _TELL_THERE.search(sentence):
        return ["website_form"]
    if not named:
        other = (_OTHER_CYRILLIC if cyrillic else _OTHER_LATIN).search(sentence)
        if other is not None and not _ARTICLE.search(sentence):
            return ["other"]
    return sorted(named, key=named.__getitem__)
