"""More of what only asks to wait (beside `rules.ack`), and what machines write in the owner's absence."""

from __future__ import annotations

import re

from .rules import any_of

WAITS = {
    "en": any_of(
        r"\b(?:\d+|\w+) (?:people |customers |requests |others )?(?:are |is )?ahead of you\b|"
        r"\b(?:a|the) notification will\b|\byou'll be notified\b",
        r"\b(?:all|our|every|most)(?: of)?(?: our| the)? (?:\w+ )?(?:agents?|advis[oe]rs?|operators?|lines?|colleagues|"
        r"consultants|staff|specialists|team(?: members)?)\b(?: (?:are|is))?(?: currently| all| still|"
        r" now)? (?:helping|"
        r"busy|assisting|talking|serving|speaking|with other|on other|engaged|occupied)",
        r"\b(?:you are|you're|your position is|currently) (?:now )?(?:number|no\.?|in|at position|#) ?\w* ?(?:in|of)? ?"
        r"(?:the |our )?(?:queue|line)|\b(?:hang (?:on|tight)|hold (?:on|tight)|stay (?:in|on|with)|"
        r"(?:don't|do not) (?:close|leave|go|hang up|refresh))\b",
        r"\b(?:i|we)(?:'m| am|'re| are) (?:just |now |currently |still )*(?:asking|looking|checking|pulling|searching|"
        r"finding|opening|reading|going through|chasing)\b",
        r"\b(?:one of|someone (?:from|on|in)|somebody|an officer|a member|an? (?:\w+ )?(?:agent|adviser|advisor|"
        r"colleague|"
        r"consultant|specialist|person|human|representative))\b(?: [\w']+){0,4}? will (?:\w+ )?(?:pick|be (?:in touch|"
        r"with)|reply|answer|look|get|come|deal|respond|contact|call|write|review)",
        r"\b(?:has been|was|is) (?:logged|registered|recorded|received)\b|\baim to (?:respond|reply|answer|"
        r"get back)|\b(?:come|get|be) back to you\b|\bget (?:this|it|that) looked (?:into|at)\b|\b(?:longer|"
        r"slower) than (?:usual|normal|expected)|\bmay take (?:longer|up to|a)|(?:\bis|\bare|'s|'re) with us\b|"
        r"\bwe've got (?:it|your)|\bhas received your|\bsafely received|"
        r"\baway (?:from|until|till)\b|\b(?:ticket|case|request)\b.{0,20}\b(?:was|has been|is) (?:created|opened|"
        r"logged)|"
        r"\bwoken? (?:an?|the|our) (?:agent|operator|human)",
    ),
    "east": any_of(
        r"\bперед вами (?:ще |ещ[её] |в черзі |в очереди )*(?:\d+|\w+)\b|\b(?:у|в|до) (?:черзі|чергу|черги|очереди|"
        r"очередь)\b|"
        r"\b(?:сповіщення|уведомление|повідомлення|оповіщення|оповещение) (?:прийде|прид[её]т|надійде|поступит)",
        r"\b(?:створено|зареєстровано|відкрито|создано|зарегистрировано|открыто|заведено) (?:\w+ )?(?:звернення|"
        r"заявк\w|"
        r"тікет|запит|обращение|тикет|запрос)|\b(?:повідомлення|лист|запит|звернення|заявка|сообщение|письмо|запрос|"
        r"обращение) (?:вже |уже )?(?:в|у) нас\b|\b(?:бачимо|бачу|видим|вижу) ваш\w* (?:запит|запрос|повідомл|сообщ|"
        r"зверн|обращ|лист|письм|заявк)\w*",
        r"\b(?:не на місці|не на месте|відсутн\w+ (?:на|до)|отсутству\w+ (?:на|до)|(?:у|в) відпустці|в отпуске|"
        r"(?:зараз|сьогодні|нас|мене|сейчас|сегодня|меня) (?:\w+ )?(?:вихідний|выходной))\b|"
        r"\b(?:всі|усі|все) (?:\w+ )?(?:оператор\w*|консультант\w*|менеджер\w*|фахівці|"
        r"специалисты|лінії|линии)(?: (?:зараз|сейчас|наразі|ще|пока))? (?:розмовля|разговарива|зайнят|занят|спілку|"
        r"обща|обслугову|обслужива|допомага|помога)\w*",
        r"\b(?:повідомлення|сообщение|форму|форма|дані|данные|запит|запрос) (?:успішно |успешно )?(?:передан|"
        r"надіслан|отправлен)[оаы]?\b|"
        r"\b(?:обробля|обрабатыва|опрацьову|розгляда|рассматрива)\w+с[яь]\b|\b(?:довше|дольше|повільніше|медленнее|"
        r"більше часу|больше времени),? (?:ніж|чем|за)?\b ?(?:зазвичай|обычно|"
        r"звичайно|обычного)|\bне (?:закривайте|закрывайте|відключайтес|отключайтес|кладіть|кладите|виходьте|выходите|"
        r"залишайте|покидайте)\w*|\b(?:залишайтес|оставайтес)\w+ (?:на|в|з|с)",
        r"\b(?:я |ми |мы |вже |уже |зараз |сейчас )+(?:питаю|питаємо|спрашива\w+|запитую|дзвоню|звоню|дивлюсь|шукаю|"
        r"ищу|"
        r"вивчаю|изучаю|уточнюю|уточняю)|\b(?:вивчаємо|вивчаю|изучаем|изучаю|шукаю|ищу|шукаємо|ищем|дивимос\w|"
        r"дивимся|смотрим|розбираємос\w|разбираемся|"
        r"з'ясовуємо|выясняем|відтворюємо|воспроизводим|досліджуємо|исследуем|аналізуємо|анализируем|діагностуємо|"
        r"диагностируем|копаємо|копаем|тестуємо|тестируем(?= (?:це|это|у себе|у себя)))\b|"
        r"\b(?:напишемо|напишем|напишу|повідомимо|сообщим|скажемо|скажем|відпишемо|отпишемся|дамо знати|дадим знать)\b"
        r"[^.]{0,30}\b(?:щойно|тільки-но|як тільки|как только|коли|когда|після|после)\b|"
        r"\b(?:оператор\w*|консультант\w*|менеджер\w*|фахівець|специалист|адміністратор|администратор|колега|"
        r"коллега|хтось|"
        r"кто-то|хто-небудь|кто-нибудь)\b[^.]{0,30}\b(?:підійде|подойд[её]т|підключиться|подключится|з'явиться|"
        r"появится|"
        r"відпише|отпишется|відгукнеться|відповість|ответит|напише|напишет|звільниться|освободится)",
    ),
    "pl": any_of(
        r"\bprzed (?:tobą|panem|panią|państwem|wami) (?:jeszcze |w kolejce )*(?:\d+|\w+)\b|\b(?:w|do) "
        r"kolejce?(?:ki)?\b|"
        r"\bpowiadomienie (?:przyjdzie|otrzyma|wyślemy)\w*|\botrzyma\w* (?:pan\w* )?(?:odpowied[źz]|powiadomieni)\w*",
        r"\b(?:utworzono|założono|otwarto|zarejestrowano) (?:\w+ )?(?:zgłoszenie|sprawę|ticket)|\b(?:wiadomość|"
        r"zgłoszenie|zapytanie|prośba|list) (?:już )?jest u nas\b|\bwidzi(?:my|ę) (?:\w+ )?(?:zgłoszenie|wiadomość|"
        r"zapytanie)|\bnie ma (?:nas|mnie)\b|\b(?:jestem|przebywam|jesteśmy) (?:na|poza)\b",
        r"\b(?:jest|są) (?:\w+ )?(?:przetwarzan|rozpatrywan|analizowan)\w+|^jest(?:eś| pan| pani) \d+\.?$|"
        r"\bwszyscy (?:\w+ )?(?:konsultanci|doradcy|pracownicy|agenci)(?: \w+)? (?:rozmawiają|obsługują|pomagają|są)|"
        r"\b(?:wolniej|dłużej) ni[żz]\b|\b(?:nie|proszę nie|prosimy nie) (?:zamyka|rozłącza|odchod|wyłącza)\w*|"
        r"\bpozosta(?:ń|ńcie|ć) (?:na|przy|w)\b",
        r"\b(?:szukam|szukamy|pytam|pytamy|badam|badamy|zerkam|zerkamy|patrzę|patrzymy|odtwarzam|odtwarzamy|"
        r"testujemy to|diagnozujemy|debugujemy|przeglądam|"
        r"przeglądamy|właśnie \w+(?:am|ę|amy|emy))\b|"
        r"\b(?:ktoś|konsultant\w*|pracownik|doradca|koleg\w+)\b[^.]{0,30}\b(?:odpisze|odpowie|odezwie|podejdzie|"
        r"zgłosi się|"
        r"wróci|dołączy wkrótce)",
    ),
}
# Said by a program: nothing else in it is an answer.
_MACHINE = re.compile(
    r"\bauto(?:matic)?[- ]?(?:reply|response|e-?mail|message|responder)\b|\b(?:do not|don't) reply to this\b|"
    r"\bthis is an automat\w+|\bout[- ]of[- ]office\b|"
    r"\bавтоматичн\w+ (?:відповідь|повідомлення|лист)|\bавтоматическ\w+ (?:ответ|сообщение|письмо)|"
    r"\bавтовідповід\w+|\bавтоответ\w*|\bне відповідайте на (?:цей|це)|\bне отвечайте на (?:это|данное)|"
    r"\bодповед|\bodpowied[źz] automatyczn\w+|\bautomatyczn\w+ (?:odpowied[źz]|wiadomo[śs][ćc])|\bautoodpowied\w+|"
    r"\bprosz[ęe] nie odpowiadać na t[ęe]|\bprosimy nie odpowiadać na te?[ęen]|"
    r"\bwys[łl]an\w+ automatycznie|\b(?:надіслан|отправлен|сформован|сформирован|створен|создан)\w* автомати[чк]\w+|"
    r"\b(?:sent|generated) automatically|\bautomatically (?:sent|generated)"
)


def is_machine(words: str) -> bool:
    """Whether a prepared message calls itself an automatic one."""
    return bool(_MACHINE.search(words))
