"""Sympathy, regret, praise, readiness: what a friendly company says at length without telling anything."""

from __future__ import annotations

import re

from .rules import any_of

_FELT = {
    "en": any_of(
        r"\b(?:i|we)(?:'d| would| can| could| do|'re|'ll|'ve| will)? (?:\w+ly |really |so |do |just |only |never |all |"
        r"even ){0,3}(?:understand|get (?:it|why|how|that|what)|imagine|reali[sz]e|appreciate|hear you|feel|agree|love|"
        r"hate|"
        r"value|care|hope|wish|live for|live to|know (?:how|what|that feeling)|see (?:why|how|where you)|strive|aim to|"
        r"pride|believe in|promise|want you|cherish|adore|dream)\b",
        r"\bmake sure (?:the right|this (?:reaches|gets)|it (?:reaches|gets)|that (?:the right|it|this)|someone|our)|"
        r"\b(?:do|doing) (?:everything|all|whatever|anything|our best) (?:we|i|that|in|to)\b|"
        r"\bput (?:it|this|that|things) right\b|\bturn (?:it|this|that|things) around\b|\bmake (?:it|this) up to you",
        r"\byour (?:kind |lovely |honest |valued ){0,3}(?:words|comments?|thoughts|loyalty|patience|support|"
        r"understanding|"
        r"custom|concerns?|frustration|disappointment|passion|enthusiasm|opinion)\b(?! (?:number|code|team))",
        r"\b(?:made|make|makes|making|brighten\w*) (?:my|our|the|us)\b.{0,20}\b(?:day|week|morning|smile|monday|year)|"
        r"\b(?:mean|means|meant) (?:a lot|so much|the world)|\bvery seriously\b|\bin good hands\b|\balways (?:here|"
        r"happy|"
        r"around|got your back)\b|\bno need to (?:apologi[sz]e|thank|worry|be sorry)|\bhappens to (?:all|the best|us)",
        r"\bstandards? we\b|\bnot (?:up to|the \w+ of)\b.{0,20}\bstandards?\b|\bkind of (?:story|thing|service|"
        r"feedback|"
        r"day|experience) (?:we|you)|\b(?:nobody|no one|no-one) (?:wants?|likes?|deserves?|should)|"
        r"\b(?:sounds|looks|seems) like (?:somebody|someone|you|a (?:great|good|perfect|lovely))|"
        r"\bcouldn't (?:agree|have said|be happier|be prouder)|\bready for (?:the|monday|friday|some|a) ?\w*[ .!]*$|"
        r"\b(?:miss|missed) you\b|\bhow (?:annoying|frustrating|stressful|exciting|lovely|disappointing|upsetting)\b",
        r"\banything else\b|\bany other help\b|\b(?:message|tweet|contact|write to) us again\b|\bbummer\b|"
        r"\bshouldn't (?:happen|be (?:like this|the case|happening))\b|\b(?:what a |such a |that's a "
        r")?shame (?:about|that|to hear)\b|\b(?:like|than) we do\b|"
        r"\bdeserves? to\b|"
        r"\bwe'd rather\b|\bcan't believe\b|\bso lucky\b|\b(?:aren't|isn't|don't|doesn't) (?:they|it|we|you)\b|"
        r"\bimportant to us\b|\bfeel free to (?:keep|leave)\b|\bbest wishes\b|\bbig (?:grin|smile)\b|\b(?:need|"
        r"going|gonna need) to (?:pull|look|see|check|verify|access|dig|take a|"
        r"go over)\b.{0,30}\b(?:account|"
        r"details|this|it|that|into|up)\b|\bwould (?:hate|love) to\b|\b(?:annoying|stressful|heartbreaking|"
        r"upsetting|delightful|thrilled|chuffed|"
        r"excited|"
        r"proud|honoured|honored|grateful|thankful|jealous|delicious|yummy|adorable|cutest|gorgeous|awesomeness)\b|"
        r"\b(?:party|celebrat\w+|birthday|cheering|dancing|rock on|good vibes|treat yourself)\b",
    ),
    "east": any_of(
        r"\b(?:я |ми |мы )?(?:вас |вам |вас |тебя |тебе )?(?:чудово |добре |повністю |цілком |прекрасно |полностью |"
        r"хорошо |очень |дуже ){0,3}(?:розумі(?:ю|ємо)|понима(?:ю|ем)|уявля(?:ю|ємо)|представля(?:ю|ем)|"
        r"співчува(?:ю|ємо)|"
        r"сочувству(?:ю|ем)|цін(?:уємо|имо|ую)|цен(?:им|ю)|шкоду(?:ю|ємо)|жале(?:ю|ем)|пишаємося|гордимся|мріємо|"
        r"мечтаем|"
        r"прагн(?:емо|у)|стрем(?:имся|люсь)|сподіва(?:юсь|юся|ємось|ємося)|наде(?:юсь|емся)|люб(?:имо|им)|"
        r"раді(?:ємо|ю)|раду(?:емся|юсь))\b",
        r"\b(?:жаль|шкода|прикро|обидно|неприємно|неприятно|сумно|грустно|приємно|приятно)\b|"
        r"\bнам (?:дуже |очень )?(?:важлив|важно|приємн|приятн|цінн)\w*|\b(?:відгук|отзыв|думк\w|мнение|довір\w+|"
        r"доверие|"
        r"лояльність|лояльность)\b.{0,25}\b(?:цінн|ценн|важлив|важн|дорог)\w*|\b(?:обуренн\w|возмущени\w|розчаруванн\w|"
        r"разочаровани\w|хвилюванн\w|волнени\w|незручност\w+|неудобств\w+)\b",
        r"\b(?:завжди|всегда) (?:поруч|рядом|раді|рады|готов\w|на зв'язку|на связи|до ваших|к вашим)|"
        r"\b(?:підняли|подняли|зробили|сделали|скрасили)\b.{0,20}\b(?:настр\w+|день|ранок|утро|тиждень)|"
        r"\b(?:порадували|порадовали|надихаєте|вдохновляете)\b|\bне т(?:ой|от) (?:рівень|уровень|досвід|сервіс|"
        r"сервис|опыт)|"
        r"\b(?:все|всього|усе) (?:можливе|возможное|що в наших силах|что в наших силах)|\b(?:тепл|добр)\w+ слов|"
        r"\b(?:важлив|важн)\w* для нас\b|\b(?:поздравля|обійма|обнима|бажаємо|желаем)\w*|\b(?:щось|что-то|"
        r"хтось) усміха|\bобрали нас\b|\bвыбрали нас\b|\b(?:оце|"
        r"вот это) так\b|\bрады стараться|\bраді старатися|\b(?:приходьте|приходите|заходьте|заходите|повертайтес\w|"
        r"возвращайтесь) "
        r"(?:до нас )?(?:ще|ещ|знову|снова|к нам)",
        r"\b(?:постара|намага|стара)(?:ємос|ємось|юс|юсь|емс|тис|тьс)\w|\b(?:зараз|сейчас) (?:все|всё|усе) "
        r"(?:вирішим|виріш|решим|решу|зробим|сделаем|владнаєм|уладим)\w*|\bз радістю|с радостью|\bвід душі|\bот души",
    ),
    "pl": any_of(
        r"\b(?:doskonale |świetnie |w pełni |całkowicie )?(?:rozumiem\w*|wyobrażam\w*|współczuj\w+|doceniam\w*|"
        r"cenimy|cenię|żałuj\w+|marzymy|staramy|postara\w+|dążymy|cieszy\w*|wierzymy)\b|\bzależy nam\b|"
        r"\bprzykr[eoaiy]\w*\b|\bszkoda\b|\bsmutno\b|\bmiło (?:nam|mi|czytać|słyszeć)\b",
        r"\b(?:opini\w|uwag\w|zdani\w|zaufani\w|lojalno\w+)\b.{0,30}\b(?:cenn|ważn)\w+|\bzrobimy wszystko|"
        r"\bdołoż\w+ (?:wszelkich )?starań|\b(?:zawsze|stale) (?:jesteśmy|do usług|służymy|chętnie|obok)|"
        r"\b(?:radość|radości|uśmiech\w*|dumni|wzruszen\w*)\b|\b(?:miłe|ciepłe|dobre) słow|\bpoziom\w*,? (?:do|jakiego|"
        r"którego)|\b(?:oburzen|rozczarowan|frustracj|zdenerwowan|niedogodno|zrozumiał)\w*|"
        r"\bważn\w+ dla nas\b|\bściskam\w*|\bżycz\w+|\bwszystkiego (?:dobrego|najlepszego)|\bgratul\w+|"
        r"\bwybrali\w* nas\b|\bzaraz wszystko\b|\b(?:wpadaj|zapraszamy) (?:znowu|ponownie|"
        r"częściej)|\bz przyjemności\w*|\bz radości\w*",
    ),
}
_HARD = re.compile(r"\d|<url>|https?:")


def is_feeling(clause: str, language: str) -> bool:
    """Whether a clause only feels with the customer. language: a Rules' name."""
    return bool(_FELT[language].search(clause)) and not _HARD.search(clause)
