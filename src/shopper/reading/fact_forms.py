"""How values are written in English, Ukrainian, Russian and Polish: the patterns that `facts` reads by.

All are written for one prepared line of text: lower case, plain dashes, spaces and apostrophes.
"""

from __future__ import annotations

import re

NUMBER = r"(?:\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d{1,2})?|\d{1,12}(?:[.,]\d{1,2})?)(?![\d])"
_BEFORE = r"(?<![\w.,])"
_TO = r"(?:-|до|to|and|do|і|та|и|i)"
_FROM = r"(?:between|from|від|з|от|с|од|od|między)"

CURRENCIES = {
    "UAH": r"₴|грн|гривень|гривня|гривні|гривню|гривен|гривны|гривна|uah|hrn|hryvnias?",
    "PLN": r"zł|zl|złotych|złote|złoty|pln|злотих|злотих|злотых",
    "RUB": r"₽|рублей|рубля|рубль|руб|rub|rubles?|rubli|р(?=\.|$)",
    "EUR": r"€|eur|euros?|євро|евро",
    "USD": r"\$|usd|dollars?|доларів|долари|долар|долларов|доллара|доллар|dolarów|dolary|dolar",
    "GBP": r"£|gbp|pounds?|фунтів|фунтов|funtów",
}
_ANY_CURRENCY = "|".join(f"(?P<{code}{{0}}>{forms})" for code, forms in CURRENCIES.items())
_SIGN = r"₴|₽|€|\$|£|uah|pln|rub|eur|usd|gbp"
_AFTER = [rf" ?(?:{_ANY_CURRENCY.format(suffix)})(?!\w)\.?" for suffix in ("", "_1")]
MONEY = re.compile(
    rf"{_BEFORE}(?:{_FROM} )?(?P<low>{NUMBER})(?: ?(?:{_SIGN}|грн|zł|руб)\.?)? ?{_TO} ?(?P<high>{NUMBER}){_AFTER[0]}"
    rf"|{_BEFORE}(?P<one>{NUMBER}){_AFTER[1]}"
    rf"|(?<!\w)(?P<sign>{_SIGN}) ?(?P<signed>{NUMBER})(?: ?- ?(?:{_SIGN})? ?(?P<signed_high>{NUMBER}))?"
)
# A price without its currency: “it costs 1299”.
BARE_PRICE = re.compile(
    r"\b(?:prices?|costs?|ціна|ціни|ціною|вартість|коштує|коштуватиме|коштують|цена|цены|стоимость|стоит|стоят|cena|"
    r"ceny|"
    rf"kosztuje|kosztują|koszt)\b[^.!?\d%\n]{{0,40}}(?<![\w.,])(?P<one>{NUMBER})"
    r"(?! ?(?:%|\w*d[na]|дн|день|год|час|хв|мин|міс|мес|тиж|нед|hours?|minutes?|weeks?|months?|business|working))"
)
FREE = re.compile(
    r"(?<!feel )(?<!toll )(?<!toll-)(?<!hands-)\bfree(?: of charge)?\b(?! to\b| from\b)|\bno charge\b|"
    r"\bбезкоштовн\w+|\bбесплатн\w+|\b(?:bezpłatn|darmow)\w+|\bza darmo\b|\bgratis\b"
)

SECOND, MINUTE, HOUR, DAY = 1.0, 60.0, 3600.0, 86400.0
# name -> (its forms, the least and the most seconds that it means)
UNITS: dict[str, tuple[str, float, float]] = {
    "second": (r"seconds?|secs?|секунд\w*|сек|sekund\w*|sek", SECOND, SECOND),
    "minute": (r"minutes?|mins?|хвилин\w*|хв|минут\w*|мин|minut\w*", MINUTE, MINUTE),
    "hour": (
        r"hours?|hrs?|годин\w*|год|часов|часа|час|godzin\w*|godz",
        HOUR,
        HOUR,
    ),
    "day": (r"days?|днів|дні|дня|день|доби|діб|добу|доба|дней|дн|суток|сутки|dni|dnia|dzień|dób|doby|doba", DAY, DAY),
    "week": (r"weeks?|тижнів|тижні|тижня|тиждень|тиж|недель|недели|неделя|неделю|tygodni\w*|tydzień", 7 * DAY, 7 * DAY),
    "month": (
        r"months?|місяців|місяці|місяця|місяць|міс|месяцев|месяца|месяц|мес|miesięcy|miesiące|miesiąca|miesiąc",
        28 * DAY,
        31 * DAY,
    ),
    "year": (r"years?|років|роки|року|рік|лет|года|год(?= гарант)|годов|lata|lat|roku|rok", 365 * DAY, 366 * DAY),
}
_UNIT = "|".join(f"(?P<{name}{{0}}>{forms})" for name, (forms, _, _) in UNITS.items())
_WORKING = (
    r"(?P<working>(?:business|working|robocz\w+|рабоч\w+|робоч\w+|банківськ\w+|банковск\w+)[ -])?"
    r"(?:calendar |календарн\w+ |kalendarzow\w+ |full |повн\w+ |полн\w+ |pełn\w+ )?"
)
_WORKING_AFTER = r" (?:robocz|робоч|рабоч|банківськ|банковск)\w*"  # „2 dni robocze”
COUNT_WORDS = {
    1: "one an a один одна одну одно одного одной jeden jedną jedna jednego",
    2: "two два дві двох двух две dwa dwie dwóch",
    3: "three три трьох трёх трех trzy trzech",
    4: "four чотири чотирьох четыре четырёх cztery czterech",
    5: "five п'ять п'яти пять пяти pięć pięciu",
    6: "six шість шести шесть sześć sześciu",
    7: "seven сім семи семь siedem siedmiu",
    8: "eight вісім восьми восемь osiem ośmiu",
    9: "nine дев'ять девять dziewięć dziewięciu",
    10: "ten десять десяти dziesięć dziesięciu",
    12: "twelve дванадцять двенадцать dwanaście dwunastu",
    14: "fourteen чотирнадцять четырнадцать czternaście czternastu",
    24: "twenty-four двадцять-чотири",
    30: "thirty тридцять тридцать trzydzieści",
}
COUNTS = {word: number for number, words in COUNT_WORDS.items() for word in words.split()}
_COUNT = rf"{NUMBER}|(?:{'|'.join(sorted(COUNTS, key=len, reverse=True))})(?!\w)"
DURATION = re.compile(
    rf"{_BEFORE}(?:{_FROM} )?(?P<low>{_COUNT}) ?{_TO} ?(?P<high>{_COUNT})[ "
    rf"-]?{_WORKING}(?:{_UNIT.format('')})(?!\w)(?P<after>{_WORKING_AFTER})?"
    + "|"
    + rf"{_BEFORE}(?P<one>{_COUNT})(?:[ -](?:х|ти|ми|го))?[ -]?{_WORKING.replace('working>', 'working_1>')}"
    rf"(?:{_UNIT.format('_1')})(?!\w)(?P<after_1>{_WORKING_AFTER})?"
    # a unit alone stands for one of it: “within a week”, «протягом тижня», „w ciągu tygodnia”
    + r"|\b(?:протягом|упродовж|впродовж|за|через|в течение|w ciągu|within an?|in an?) "
    + rf"{_WORKING.replace('working>', 'working_2>')}(?:{_UNIT.format('_2')})(?!\w)"
    # “14-day”, «12-місячна», „30-dniowy”
    + r"|(?<![\w.,])(?P<adjective>\d{1,3})[ -]?(?:ти|ми|х)?[ -]?"
    r"(?:(?P<day_3>денн\w+|дневн\w+|dniow\w+)|(?P<month_3>місячн\w+|месячн\w+|miesięczn\w+)|"
    r"(?P<year_3>річн\w+|летн\w+|letni\w*)|(?P<hour_3>годинн\w+|часов\w{2,}|godzinn\w+)|(?P<week_3>тижнев\w+|"
    r"недельн\w+))"
)
# “Half an hour”, «півтори години»: (pattern, the least and the most seconds).
HALVES = tuple(
    (re.compile(rf"(?<!\w)(?:{form})(?!\w)"), least, most)
    for form, least, most in (
        (
            r"(?:an|one) hour and a half|(?:one|1) and a half hours|півтор[иаі]х? годин\w*|полтор[аы] часа|"
            r"полутора часов|półtorej godziny",
            1.5 * HOUR,
            1.5 * HOUR,
        ),
        (
            r"half an hour|(?:a )?half[- ]hour|пів ?годин\w*|пол ?часа|получаса|pół ?godzin\w*",
            HOUR / 2,
            HOUR / 2,
        ),
        (r"half a day|пів ?дня|пол ?дня|pół ?dnia", DAY / 2, DAY / 2),
        (r"(?:a )?month and a half|півтора місяц\w*|полтора месяц\w*|półtora miesiąca", 42 * DAY, 47 * DAY),
        (r"half a year|пів ?року|пол ?года|полугода|pół ?roku", 182 * DAY, 184 * DAY),
        (r"(?:a )?year and a half|півтора рок\w*|полтора года|półtora roku", 547 * DAY, 549 * DAY),
    )
)
SOON = re.compile(
    r"\b(?P<today>today|same day|сьогодні|сегодня|dzisiaj|dziś|цього ж дня|в день заказа|tego samego dnia)\b|"
    r"\b(?P<tomorrow>tomorrow|next day|завтра|наступного дня|на следующий день|jutro|następnego dnia)\b"
)

UP_TO = re.compile(
    r"(?:up to|at most|no more than|not more than|within|under|max(?:imum)?|до|не більше(?: ніж)?|не пізніше|"
    r"не більш як|"
    r"протягом|упродовж|впродовж|макс(?:имум)?|не более(?: чем)?|в течение|не позднее|в срок до|do|maksymalnie|"
    r"najwyżej|"
    r"w ciągu|nie więcej niż|w terminie(?: do)?)\s+(?:the )?$"
)
AT_LEAST = re.compile(
    r"(?:from|at least|over|more than|starting (?:at|from)|від|не менше(?: ніж)?|понад|мінімум|от|не менее(?: чем)?|"
    r"более|"
    r"свыше|минимум|od|co najmniej|minimum|ponad|powyżej)\s+$"
)

PERCENT = re.compile(
    rf"{_BEFORE}(?:(?P<low>{NUMBER}) ?- ?)?(?P<high>{NUMBER}) ?(?:%|percent\b|per cent\b|відсотк\w+|процент\w*|"
    rf"procent\w*)"
)

_MONTHS = (
    r"jan(?:uary)?|січ(?:ня|ень)|январ[ья]|stycz(?:nia|eń)",
    r"feb(?:ruary)?|лют(?:ого|ий)|феврал[ья]|lut(?:ego|y)",
    r"mar(?:ch)?|берез(?:ня|ень)|март[а]?|mar(?:ca|zec)",
    r"apr(?:il)?|квіт(?:ня|ень)|апрел[ья]|kwie(?:tnia|cień)",
    r"may|трав(?:ня|ень)|ма[йя]|maj[a]?",
    r"june?|черв(?:ня|ень)|июн[ья]|czerw(?:ca|iec)",
    r"july?|лип(?:ня|ень)|июл[ья]|lip(?:ca|iec)",
    r"aug(?:ust)?|серп(?:ня|ень)|август[а]?|sierp(?:nia|ień)",
    r"sept?(?:ember)?|верес(?:ня|ень)|сентябр[ья]|wrze(?:śnia|sień)",
    r"oct(?:ober)?|жовт(?:ня|ень)|октябр[ья]|październik[a]?",
    r"nov(?:ember)?|листопад[а]?|ноябр[ья]|listopad[a]?",
    r"dec(?:ember)?|груд(?:ня|ень)|декабр[ья]|grud(?:nia|zień)",
)
_MONTH = "|".join(f"(?P<m{n}{{0}}>{forms})" for n, forms in enumerate(_MONTHS, start=1))
DATE = re.compile(
    r"(?<![\d.:/-])(?P<iso_y>\d{4})-(?P<iso_m>\d{2})-(?P<iso_d>\d{2})(?!\d)|"
    r"(?<![\d.:/-])(?P<d>\d{1,2})[./](?P<m>\d{2})(?:[./](?:\d{4}|\d{2})(?!\d)|(?![\d.,:/]| ?[-–]? ?\d{1,2}[.:]\d|"
    r" ?(?:грн|zł|uah|₴|€|%|год|godz)))|"
    rf"(?<![\w.,])(?P<day>\d{{1,2}})(?:st|nd|rd|th|-го|-е|-а)?(?: of)? (?:{_MONTH.format('')})\b|"
    rf"\b(?:{_MONTH.format('_')}) (?P<day_>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d)"
)

_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?(?: ?(a\.?m|p\.?m)\b\.?)?"
HOURS = re.compile(
    rf"(?<![\w.,:-])(?P<word>from|з|із|с|од|od|z|між|between)? ?{_CLOCK}(?: ?(?:год\w*|час\w*|godz\w*))? ?"
    rf"(?:-|до|to|do|until|till|and|та|і) ?{_CLOCK}(?![\w:]|[.,]\d)"
)
CLOSES = re.compile(
    r"\b(?:until|till|by|up to|closes? at|до|do|зачиня\w+ о|закрыва\w+ в|o godzinie|zamyka\w+ o) (?:godz\.? )?"
    r"(?P<h>\d{1,2})(?:[:.](?P<min>\d{2})| ?(?P<half>a\.?m|p\.?m)\b|(?= ?(?:години|годин|часов|вечора|вечера)\b))"
)
ROUND_THE_CLOCK = re.compile(
    r"(?<![\w/])24/7(?![\w/])|\bцілодобов\w+|\bкруглосуточн\w+|\bcałodobow\w+|\baround the clock\b|\b24 hours a day\b|"
    r"\bround-the-clock\b"
)
WEEKDAYS = re.compile(
    r"(?<!\w)(?:(?:mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?s?|пн|вт|ср|чт|пт|сб|нд|вс|понеділ\w+|"
    r"вівтор\w+|серед[аиу]|четвер\w*|п'ятниц\w+|субот\w+|неділ\w+|понедельник\w*|вторник\w*|сред[аыу]|четверг\w*|"
    r"пятниц\w+|"
    r"суббот\w+|воскресень\w+|pn|pon(?:iedział\w+)?|wt(?:or\w+)?|śr(?:od\w+)?|czw(?:art\w+)?|pt|piąt\w+|sob(?:ot\w+)?|"
    r"niedziel\w+|nd|щодня|ежедневно|codziennie|daily|every day|weekdays|weekends|будн\w+|вихідн\w+|выходн\w+)(?!\w)"
)
ABOUT_HOURS = re.compile(
    r"\b(?:open|hours|work\w*|працю\w+|графік\w*|робот\w+|години|работа\w+|график\w*|часы|otwar\w+|czynn\w+|godzin\w*|"
    r"pracuj\w+|schedule|dni robocze|робочі дні|рабочие дни)\b"
)

NO = re.compile(
    r"\b(?:no|nope|out of stock|sold out|not (?:available|in stock|possible|included)|unavailable|"
    r"(?:isn't|is not|aren't|are not|don't have|do not have|can't|cannot|won't)|ні|немає|нема|відсутн\w+|закінчи\w+|"
    r"не (?:має|маємо|можна|можливо|доступн\w+|передбачен\w+|входить|діє|потрібно)|неможлив\w+|нет|отсутству\w+|"
    r"закончил\w+|"
    r"не (?:имеем|можем|возможно|доступ\w+|предусмотрен\w+|входит|действует|нужно)|невозможн\w+|nie|brak|niedostępn\w+|"
    r"niemożliw\w+)\b"
)
YES = re.compile(
    r"\b(?:yes|yep|yeah|sure|certainly|in stock|available|of course|так|звісно|звичайно|є|доступн\w+|наявн\w+|можна|"
    r"можливо|"
    r"да|конечно|есть|имеется|можно|возможно|tak|oczywiście|dostępn\w+|na stanie|od ręki|"
    r"(?:jest|są)(?! (?:(?:bardzo|już|teraz|to|nasz\w*) )*(?!przy\b|tutaj\b)\w{2,}(?:[aeyi]|ym|ą)\b)|"
    r"można|możliw\w+|mamy|we do|we have|you can|"
    r"(?:it is|it's|they are)(?= ?(?:$|[.,;!]|still|now|there|here|on|at|in|also)))\b"
)
# “I can't see it from here”, “nie wiem”: not known, which is neither.
UNKNOWN = re.compile(
    r"\b(?:(?:can't|cannot|can not|couldn't|unable to|don't|do not|not able to)(?: \w+){0,2}? (?:know|see|check|tell|"
    r"say|find|confirm|access|look|answer|be sure)|not (?:sure|certain)|no (?:idea|access|information|info|data)|"
    r"не (?:знаю|знаємо|знаем|бачу|бачимо|вижу|видим|підкажу|подскажу|скажу|впевнен\w+|уверен\w+|"
    r"(?:маю|маємо|имею|имеем) (?:\w+ )?(?:доступ|інформац|информац|дан)\w*|(?:можу|можемо|могу|можем) (?:\w+ ){0,2}?"
    r"(?:сказати|підказати|перевірити|побачити|підтвердити|відповісти|сказать|подсказать|проверить|увидеть|"
    r"подтвердить|ответить|подивитись|посмотреть))|"
    r"(?:немає|нема|нет) (?:\w+ )?(?:доступ|інформац|информац|даних|данных)\w*|"
    r"nie (?:wiem|wiemy|widzę|widzimy|(?:mam|mamy) (?:\w+ )?(?:dostępu|informacji|danych|pewności)|"
    r"jestem (?:\w+ )?pewn\w+|(?:mogę|możemy) (?:\w+ ){0,2}?(?:powiedzieć|sprawdzić|zobaczyć|potwierdzić|"
    r"odpowiedzieć))|"
    r"brak (?:informacji|danych|dostępu))\b"
)
# What makes “from 9 to 18” no opening hours.
UNIT_AFTER = re.compile(
    rf" ?(?:%|{'|'.join(CURRENCIES.values())}|"
    + "|".join(form for name, (form, _, _) in UNITS.items() if name != "hour")
    + r"|business|working|робоч\w+|рабоч\w+|robocz\w+)(?!\w)"
)
