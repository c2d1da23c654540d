"""What a message does beside sending away and asking: acknowledges, hands over, refuses, informs."""

from __future__ import annotations

import re

_ACK = re.compile(
    r"(?:(?:received|got) (?:your|the) (?:message|e-?mail|request|enquiry|inquiry|ticket|letter|"
    r"details)|(?:message|request|ticket|enquiry|inquiry|e-?mail|case|complaint) "
    r"(?:(?:number )?[#№(]?[\w-]*\d[\w-]*\)? |number \S+ )?(?:has been |was |is )?(?:received|registered|logged|"
    r"accepted|created)|"
    r"(?:will|'ll) (?:call (?:you )?back|call you|get back|be back|come back|reply|respond|"
    r"be in touch|answer|contact you|be with you|follow up|update you|let you know)|(?:reply|respond|"
    r"answer) (?:to you )?(?:within|as soon|shortly|soon)|"
    r"(?:agents?|operators?|we) (?:are|is) (?:currently |all )?(?:busy|away|offline|unavailable|"
    r"closed|looking into|checking|experiencing)|please (?:wait|hold|bear with)|(?:one|a|"
    r"just a) (?:moment|minute|second|sec)\b|bear with (?:us|me)|"
    r"(?:looking|look) into (?:it|this|that)|(?:let me|i'll|we'll|we will|i will|i am|i'm|we're|"
    r"we are) (?:check|checking|look|looking|find out|investigate|investigating|working on)|"
    r"автоматичн\w+ (?:повідомлення|відповідь)|автоматическ\w+ (?:сообщение|ответ)|automatyczn\w+|"
    r"в черзі|у черзі|в очереди|w kolejce|number \d+ in (?:the )?(?:queue|line)|"
    r"(?:request|ticket|case|reference) (?:number|no\.?|id)(?: is)? ?[:#№]? ?[\w-]*\d|"
    r"номер (?:вашого |вашего )?(?:звернення|обращения|заявки|запиту|запроса)[ :—№#-]{1,4}[\w-]*\d|"
    r"numer (?:twojego |państwa )?(?:zgłoszenia|sprawy)[ :—#-]{1,4}[\w-]*\d|"
    r"(?:ticket|request|case) with (?:the )?number \S+ (?:has been |was )?(?:created|registered|opened)|"
    r"\bi(?:'m| am) (?:currently )?(?:away|on (?:annual |parental )?leave|on vacation|on holiday)|"
    r"(?:я|зараз|нині|перебуваю) (?:у|в) відпустці|(?:я|сейчас|нахожусь) в отпуске|(?:jestem|przebywam) na urlopie|"
    r"out of (?:the )?office|outside (?:of )?(?:our )?(?:working|business|office) hours|automat(?:ic|"
    r"ed) (?:reply|response|message)|"
    r"thank you for (?:contacting|reaching|your (?:patience|message|request))|(?:in the|a) queue|working on it|"
    r"(?:zgłoszenie|wiadomość|sprawa|wniosek|reklamacja)[^.]{0,30}(?:przyjęt\w+|otrzyma\w+|"
    r"zarejestrowan\w+|wpłyn\w+)|otrzymaliśmy|dziękuj\w+ za (?:kontakt|wiadomość|zgłoszenie)|"
    r"odpowiemy|odezwiemy się|skontaktujemy się|wrócę z|wrócimy|proszę (?:chwilę |o )?(?:czekać|"
    r"zaczekać|cierpliwość)|chwil(?:ę|eczkę|kę)|"
    r"sprawdz(?:am|amy|ę|imy)|wyjaśni(?:am|amy)|przyjrz\w+ się|weryfikuj\w+|konsultant\w* (?:są|"
    r"jest) (?:zajęc\w+|niedostępn\w+)|jesteśmy (?:teraz )?(?:niedostępni|offline)|poza godzinami|"
    r"pracuje(?:my)? nad|damy znać|dam znać)|"
    r"(?:(?:звернення|заявк\w+|запит\w*|лист\w*|повідомлення|обращени\w+|запрос\w*|письмо|сообщени\w+|"
    r"заказ\w*)[^.]{0,30}(?:прийнят\w+|отриман\w*|зареєстрован\w+|надіслан\w+|принят\w+|получен\w*|"
    r"зарегистрирован\w+|отправлен\w+)|отримали|получили (?:ваш\w*|письмо|сообщение)|"
    r"зв'яже(?:мося|ться|мось)|свяже(?:мся|тся)|свяжутся|відповімо|ответим|відповість|ответит|"
    r"передзвонимо|перезвоним|зачекайте|почекайте|подождите|ожидайте|очікуйте|чекайте|хвилин(?:ку|"
    r"очку)|секунд(?:у|очку|ку)|минут(?:у|очку|ку)|зараз (?:перевір\w+|подив\w+|уточн\w+)|"
    r"сейчас (?:провер\w+|посмотр\w+|уточн\w+)|"
    r"перевіря(?:ю|ємо)|проверя(?:ю|ем)|уточню(?:ю|ємо|ем|)?\b|уточним|шукаю|ищу|з'ясов\w+|выясня\w+|"
    r"розбира\w+|разбира\w+|оператор\w* (?:зараз )?(?:зайнят\w+|занят\w+)|всі оператори|все операторы|"
    r"неробочий час|нерабочее время|поза робочим|вне рабочего|час очікування|время ожидания|"
    r"на зв'язку|на связи|"
    r"взя\w+ (?:заявку )?в (?:роботу|работу)|возьм[её]м в работу|опрацю\w+|обработа\w+|постараемся|"
    r"постараємо\w+|в ближайшее время|найближчим часом|дякуємо за (?:звернення|запит|терпіння|"
    r"очікування|заявку|повідомлення)|спасибо за (?:обращение|заявку|ожидание|терпение|сообщение))"
)
_TRANSFER = re.compile(
    r"(?:transfer(?:ring|red)? (?:you|your|this|the)|connect(?:ing|ed)? you|putting you through|"
    r"put you through|(?:i'll|i will|we'll|we will|i've|we've|i have|we have|i|we|have|has been|been|"
    r"being|is|was|are|get(?:ting)? (?:this|it))\s?(?:now |just |also )?(?:pass(?:ed|ing)?|"
    r"forward(?:ed|ing)?|escalat(?:e|ed|ing)|refer(?:red)?|rais(?:e|ed)|assign(?:ed)?|hand(?:ed|"
    r"ing)?)\b[^.]{0,60}\b(?:to|on|over|along|with)\b|escalated|let my (?:manager|supervisor|"
    r"colleague)|(?:colleague|specialist|agent|manager|operator) (?:will|is going to) (?:take over|"
    r"join|continue|help you)|"
    r"please tweet|loop(?:ing)? in|over to (?:our|my)|"
    r"przełącz\w+|łączę (?:z|pan\w*)|przekaz(?:uję|ujemy|ałem|ałam|aliśmy|any|ana|ane|ano|ać|ę|emy)|"
    r"przekaż\w+|przekieruj\w+|przekierow\w+|konsultant przejmie)|"
    r"(?:з'єдную|переключаю|перемикаю|перевожу|переводжу|соединяю|перенаправ\w+|переадрес\w+|"
    r"(?:передав|передала|передали|передаю|передаємо|передаем|передам|передамо|передадим|передано|"
    r"передана|передан|передал)\b[^.]{0,80}|підключаю|подключаю|долучаю|скеровую|направ(?:или|ив|ила|"
    r"ил|ляю|ляем|ляємо) (?:ваш\w*|заявк\w+|запит\w*|звернення|обращени\w+|запрос\w*))|"
    r"@\w+[ ,]+(?:please (?:help|assist|check|look)|просьба помочь|проверьте|помогите|перевірте|допоможіть)"
)
_FEEDBACK_ONLY = re.compile(
    r"feedback|suggestion|comments|compliment|kind words|wishes|побажан\w+|пожелани\w+|предложени\w+|"
    r"ваш\w* думк\w+|sugesti\w+|uwag\w+"
)
# Goods handed to a carrier are a status, not a case handed to a colleague.
_GOODS = re.compile(
    r"\bcourier|\bcarrier|\bpost office|кур.?[єе]р|служб\w+ доставк|перев[іо]зчик|перевізник|kurier|przewoźnik"
)
_REFUSAL = re.compile(
    r"(?:(?:can(?:no|')?t|can not|could(?: not|n't)|(?:are|is|am|'re|'m) (?:not able|unable)|"
    r"won't be able|not able) (?:to )?(?:help|assist|do|offer|provide|give|find|refund|change|cancel|"
    r"make|accept|process|share|deliver|confirm|guarantee|be|issue|exchange|amend|ship|take|see|"
    r"access|say)|"
    r"(?:is|are|it's|that's|was)(?: currently| simply| no longer)? ?(?:not|n't) (?:possible|available|"
    r"something we|an option|offered|permitted|allowed|supported|eligible)|isn't (?:possible|"
    r"available)|aren't (?:able|available)|impossible|no longer (?:available|possible)|"
    r"(?:do not|don't|doesn't|does not|currently don't) (?:have (?:any )?(?:info\w*|details|plans|"
    r"an? (?:eta|date)|that|this)|offer|sell|accept|support|ship|deliver|provide|stock|do (?:that|"
    r"this|refunds|returns))|no (?:information|plans|refunds?|returns?|way to|eta)|out of stock|"
    r"nothing (?:we|i) can do|unfortunately,? (?:no\b|not\b|(?:we|i|it|there|that|this|they) \w+(?:'t|not| not| no)\b)|"
    r"nie (?:możemy|mogę|można|jesteśmy w stanie|jestem w stanie|posiadamy|mamy|ma (?:takiej|"
    r"możliwości|informacji)|da się|jest (?:możliw\w+|dostępn\w+|przewidzian\w+)|oferujemy|"
    r"obsługujemy|przyjmujemy|przewidujemy|planujemy|zwracamy|pomożemy|udzielamy|realizujemy|"
    r"prowadzimy|wysyłamy|wymieniamy)|niemożliwe|brak (?:możliwości|informacji)|niestety nie)|"
    r"(?:не (?:можемо|можу|зможемо|зможу|можемо|вдасться|передбачен\w+|надаємо|приймаємо|маємо|"
    r"працюємо з|здійснюємо|повертаємо|продаємо|доставляємо|обслуговуємо|підтриму\w+|очікується|"
    r"плану\w+)|немає (?:можливості|інформації|такої|в наявності|даних|і не)|неможлив\w+|відсутн\w+|"
    r"такої (?:послуги|можливості|функції) (?:немає|у нас)|нічим не|"
    r"не (?:можем|могу|сможем|смогу|получится|предусмотрен\w+|предоставля\w+|принимаем|имеем|"
    r"осуществля\w+|возвращаем|прода[её]м|доставляем|обслуживаем|поддержива\w+|ожидается|планиру\w+)|"
    r"нет (?:возможности|информации|такой|в наличии|данных|такого)|невозможн\w+|отсутству\w+|ничем не|"
    r"к сожалению,? нет|на жаль,? (?:ми )?(?:ні|не)\b|к сожалению,? (?:мы )?не\b)"
)
_WAY_OUT = re.compile(
    r"\b(?:but (?:you|we|i) (?:can|could|will)|instead|however,? (?:you|we|i) can|we can offer|"
    r"alternatively|ale (?:możesz|możemy|może)|natomiast|zamiast|możemy zaproponować)\b|"
    r"(?:але (?:ви )?(?:можете|можемо|можу|можна)|можемо запропонувати|можу запропонувати|натомість|"
    r"но (?:вы )?(?:можете|можем|могу|можно)|можем предложить|могу предложить|зато|вместо этого)"
)
_EMPTY = re.compile(
    r"^(?:@\w+[,:]?\s*)*(?:(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|dear|sorry|"
    r"apologies|thanks?|thank you|cheers|ok(?:ay)?|great|welcome|you(?:'re| are) welcome|no problem|glad|happy|"
    r"we(?:'re| are) (?:so |very |really )?(?:sorry|glad|happy)|i(?:'m| am) (?:so |very |"
    r"really )?(?:sorry|glad|happy)|have a|enjoy|"
    r"dzień dobry|cześć|witam\w*|przepraszam\w*|przykro|dziękuj\w+|proszę bardzo|miłego|pozdrawiam\w*|rozumie\w+|"
    r"добрий|доброго|добрый|вітаю|вітаємо|привіт|здравствуйте|привет|дякую|дякуємо|спасибо|вибачте|"
    r"перепрошуємо|просимо вибачення|извините|приносим извинения|сожале\w+|нам прикро|"
    r"нам (?:дуже )?жаль|нам очень жаль|гарного|хорошего|рад[иіы]\b|будь ласка|пожалуйста|розумі\w+|"
    r"понима\w+|обращайтесь|звертайтес\w*)\b)"
)
# Readiness to help, regret, hopes: friendly, and nothing about the matter.
_WILLING = re.compile(
    r"\b(?:happy|glad|love|here|like|able|want|delighted|willing) to (?:help|assist|look|check|take|"
    r"see|chat|hear|provide the best|work|investigate|make)|\b(?:we|i)(?:'ll| will|'d| would| can|"
    r"'re going to)? (?:\w+ )?(?:look into|take a (?:\w+ )?look|see what|sort this|work together|"
    r"figure|start|get started|take it from|continue|assist you|help you|help out|make (?:it|"
    r"this) right)\b|"
    r"\bso (?:that )?(?:we|i) (?:can|may)\b|\blet's\b|\bwe're here\b|\bkeep (?:us|me) (?:informed|"
    r"posted)|\bstay tuned\b|\bi (?:understand|apologi[sz]e|do apologi[sz]e)|\bwe (?:appreciate|"
    r"apologi[sz]e|understand|hope)|\bhope (?:you|this|that|it)|\bfeedback\b|"
    r"\bconcerning\b|\bfrustrat\w+|\bthat's (?:never|not) (?:good|great|ideal)|"
    r"\b(?:your )?experience\b|\bthanks\b|\bthank you\b|\bsorry\b(?! (?:but|as|we|,))|\bapologies\b|"
    r"\binconvenience\b|\bawaiting (?:for )?your|\bkind regards?\b|^regards\b|"
    r"przepraszamy|przykro nam|chętnie pomoż\w+|"
    r"перепрошу\w+|вибач\w+|приносим|сожале\w+|рад[іи] (?:допомогти|помочь|будемо|будем)|будемо раді|"
    r"будем рады|готов[іы] (?:допомогти|помочь)|спробуйте пізніше|попробуйте позже|сподіваємо\w+|"
    r"надеемся"
)
# Marks around a statement: mentions, "1/2", an agent's initials.
_TRAPPINGS = re.compile(r"@\w+|\b\d/\d\b|[\^*/-]\s?\[?\w{2,8}\]?\s*$|\[\w+\]")
_ENOUGH = 7  # words: a plain statement that long says something
_FACT = re.compile(
    r"\d|https?://|<url>|\b(?:yes|no|is|are|was|were|has been|have been|will be|costs?|takes?|"
    r"available|fixed|resolved|delivered|shipped|refunded|cancelled|because|due to|need to|you can|"
    r"go to|click|select|try|restart|tak|nie|jest|są|został\w*|możesz|można|kosztuje|trwa|wynosi|"
    r"dostępn\w+|działa\w*|należy|poniewaz|ponieważ|powin\w+|będzie|udostępni\w+|zwrac\w+)\b|"
    r"\b(?:так|ні|да|нет|є|це|коштує|стоит|стоїть|працює\w*|работа\w+|доставля\w+|"
    r"безкоштовн\w+|бесплатн\w+|можна|можете|можно|потрібно|необходимо|нужно|исправ\w+|виправ\w+|"
    r"поправ\w+|добав\w+|додал\w*|додано|сделал\w*|зроби\w+|готово|закрыт\w*|открыт\w*|відкри\w+|"
    r"отключен\w*|подключен\w*|обновл\w+|онов\w+|повернен\w+|повернемо|вернем|верн[её]м|протягом|"
    r"в течение|через|входить|входит|оформ\w+|наявност\w+|наличи\w+|скасован\w+|отмен\w+|провер\w+|"
    r"перевірт\w+|спробуйте|попробуйте|перейдіть|перейдите|замен\w+|указан\w+|вказан\w+|будет|буде|"
    r"должн\w+|повинн\w+|есть|находится|знаходиться|приймає\w*|принима\w+)"
)


def acknowledges(sentence: str) -> bool:
    return bool(_ACK.search(sentence))


def hands_over(sentence: str) -> bool:
    """Another person takes the case over, without the customer having to go anywhere."""
    return bool(_TRANSFER.search(sentence)) and not (_FEEDBACK_ONLY.search(sentence) or _GOODS.search(sentence))


def refuses(sentence: str) -> bool:
    return bool(_REFUSAL.search(sentence))


def offers_a_way(words: str) -> bool:
    return bool(_WAY_OUT.search(words))


def is_courtesy(sentence: str) -> bool:
    return bool(_EMPTY.match(sentence)) and (len(sentence) < 60 or not any(c.isdigit() for c in sentence))


def informs(sentence: str) -> bool:
    """Holds something about the matter itself: a figure, a state, an instruction, a decision."""
    if _WILLING.search(sentence):
        return False
    bare = _TRAPPINGS.sub("", sentence)
    return bool(_FACT.search(bare)) or len(bare.split()) >= _ENOUGH
