"""What is told of telephone calls, in the owner's language: what happened in them, and what steps found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .findings import FindingWords

SPOKEN = "🔊"  # stands for words that were spoken and have no transcript; no judge reads words in it
_TEXTS: dict[str, dict[str, str]] = {
    "en": {
        "rang": "{title}: the phone rang after {time}.",
        "rang_late": "{title}: the phone rang after {time}; {limit} was the limit.",
        "never_rang": "{title}: nobody called within {time}.",
        "spoke": "{title}: a person spoke {time} after the call was answered.",
        "spoke_late": "{title}: a person spoke only {time} after the call was answered; {limit} was the limit.",
        "nobody_spoke": "{title}: nobody spoke in the call.",
        "picked_up": "{title}: a person answered after {time} of waiting.",
        "picked_up_late": "{title}: a person answered only after {time} of waiting; {limit} was the limit.",
        "no_person_busy": "{title}: the line was busy.",
        "no_person_declined": "{title}: the call was declined.",
        "no_person_no_answer": "{title}: nobody picked up within {time}.",
        "no_person_unreachable": "{title}: the number could not be reached.",
        "no_person_hung_up": "{title}: they hung up after {time}, and no person had spoken.",
        "no_person": "{title}: no person answered within {time} of waiting.",
        "ring": "The phone rings: {number}",
        "ring_withheld": "The phone rings; the number is withheld",
        "possible": "Possible callback from {number}, which is not among the company's numbers",
        "dialled": "The number is dialled",
        "ringing": "It rings at the company",
        "early": "Something is heard before the call is answered",
        "answered": "The call is answered",
        "pressed": "The customer presses {digits}",
        "digit": "A key is pressed at the company: {digit}",
        "longest": "The customer hangs up after {time}",
        "unsaid": "The call was over before this could be said",
        "line": "The line could be rung all the time; that was shown {proven}×",
        "line_down": "The line could not be rung all the time",
        "sound_music": "Music",
        "sound_announcement": "A recording speaks",
        "sound_tone": "A tone",
        "sound_speech": "Somebody speaks",
        "sound_silence": "Silence",
        "sound_noise": "Noise",
        "ended_hung_up_them": "The company hangs up",
        "ended_hung_up_us": "The customer hangs up",
        "ended_gave_up_them": "It stops ringing before the customer picks up",
        "ended_busy_them": "Busy",
        "ended_declined_them": "The call is declined",
        "ended_no_answer_them": "Nobody picks up",
        "ended_no_answer_us": "Nobody picks up; the customer gives up",
        "ended_unreachable_them": "The number cannot be reached",
        "ended": "The call is over",
        "spoken": "(spoken, no transcript)",
        "in_ring": "rang {time}",
        "in_hold": "on hold {time}",
        "in_talk": "call {time}",
        "in_person": "a person after {time}",
    },
    "uk": {
        "rang": "{title}: телефон задзвонив через {time}.",
        "rang_late": "{title}: телефон задзвонив через {time}, а мав не пізніше ніж через {limit}.",
        "never_rang": "{title}: ніхто не зателефонував протягом {time}.",
        "spoke": "{title}: людина заговорила через {time} після відповіді.",
        "spoke_late": "{title}: людина заговорила лише через {time} після відповіді; мала за {limit}.",
        "nobody_spoke": "{title}: під час дзвінка ніхто не заговорив.",
        "picked_up": "{title}: людина відповіла після {time} очікування.",
        "picked_up_late": "{title}: людина відповіла лише після {time} очікування; мала за {limit}.",
        "no_person_busy": "{title}: лінія була зайнята.",
        "no_person_declined": "{title}: дзвінок відхилили.",
        "no_person_no_answer": "{title}: ніхто не взяв слухавку протягом {time}.",
        "no_person_unreachable": "{title}: номер недоступний.",
        "no_person_hung_up": "{title}: поклали слухавку через {time}, і жодна людина не заговорила.",
        "no_person": "{title}: жодна людина не відповіла протягом {time} очікування.",
        "ring": "Дзвонить телефон: {number}",
        "ring_withheld": "Дзвонить телефон; номер приховано",
        "possible": "Можливо, зворотний дзвінок: {number}; цього номера немає серед номерів компанії",
        "dialled": "Набрано номер",
        "ringing": "У компанії дзвонить телефон",
        "early": "До відповіді щось чути",
        "answered": "На дзвінок відповіли",
        "pressed": "Клієнт натискає {digits}",
        "digit": "У компанії натиснуто клавішу: {digit}",
        "longest": "Клієнт кладе слухавку через {time}",
        "unsaid": "Дзвінок закінчився раніше, ніж це вдалося сказати",
        "line": "На лінію весь час можна було додзвонитися; перевірено {proven}×",
        "line_down": "На лінію не весь час можна було додзвонитися",
        "sound_music": "Музика",
        "sound_announcement": "Говорить запис",
        "sound_tone": "Сигнал",
        "sound_speech": "Хтось говорить",
        "sound_silence": "Тиша",
        "sound_noise": "Шум",
        "ended_hung_up_them": "Компанія кладе слухавку",
        "ended_hung_up_us": "Клієнт кладе слухавку",
        "ended_gave_up_them": "Телефон замовк, перш ніж клієнт відповів",
        "ended_busy_them": "Зайнято",
        "ended_declined_them": "Дзвінок відхилено",
        "ended_no_answer_them": "Ніхто не бере слухавку",
        "ended_no_answer_us": "Ніхто не бере слухавку; клієнт більше не чекає",
        "ended_unreachable_them": "Номер недоступний",
        "ended": "Дзвінок закінчено",
        "spoken": "(сказано, без розшифровки)",
        "in_ring": "дзвінок {time}",
        "in_hold": "на утриманні {time}",
        "in_talk": "розмова {time}",
        "in_person": "людина через {time}",
    },
    "ru": {
        "rang": "{title}: телефон зазвонил через {time}.",
        "rang_late": "{title}: телефон зазвонил через {time}, а должен был не позже чем через {limit}.",
        "never_rang": "{title}: никто не позвонил в течение {time}.",
        "spoke": "{title}: человек заговорил через {time} после ответа.",
        "spoke_late": "{title}: человек заговорил только через {time} после ответа; должен был за {limit}.",
        "nobody_spoke": "{title}: во время звонка никто не заговорил.",
        "picked_up": "{title}: человек ответил после {time} ожидания.",
        "picked_up_late": "{title}: человек ответил только после {time} ожидания; должен был за {limit}.",
        "no_person_busy": "{title}: линия была занята.",
        "no_person_declined": "{title}: звонок отклонили.",
        "no_person_no_answer": "{title}: никто не взял трубку в течение {time}.",
        "no_person_unreachable": "{title}: номер недоступен.",
        "no_person_hung_up": "{title}: положили трубку через {time}, и ни один человек не заговорил.",
        "no_person": "{title}: ни один человек не ответил в течение {time} ожидания.",
        "ring": "Звонит телефон: {number}",
        "ring_withheld": "Звонит телефон; номер скрыт",
        "possible": "Возможно, обратный звонок: {number}; этого номера нет среди номеров компании",
        "dialled": "Набран номер",
        "ringing": "У компании звонит телефон",
        "early": "До ответа что-то слышно",
        "answered": "На звонок ответили",
        "pressed": "Клиент нажимает {digits}",
        "digit": "У компании нажата клавиша: {digit}",
        "longest": "Клиент кладёт трубку через {time}",
        "unsaid": "Звонок закончился раньше, чем это удалось сказать",
        "line": "На линию всё время можно было дозвониться; проверено {proven}×",
        "line_down": "На линию не всё время можно было дозвониться",
        "sound_music": "Музыка",
        "sound_announcement": "Говорит запись",
        "sound_tone": "Сигнал",
        "sound_speech": "Кто-то говорит",
        "sound_silence": "Тишина",
        "sound_noise": "Шум",
        "ended_hung_up_them": "Компания кладёт трубку",
        "ended_hung_up_us": "Клиент кладёт трубку",
        "ended_gave_up_them": "Телефон замолчал раньше, чем клиент ответил",
        "ended_busy_them": "Занято",
        "ended_declined_them": "Звонок отклонён",
        "ended_no_answer_them": "Никто не берёт трубку",
        "ended_no_answer_us": "Никто не берёт трубку; клиент больше не ждёт",
        "ended_unreachable_them": "Номер недоступен",
        "ended": "Звонок окончен",
        "spoken": "(сказано, без расшифровки)",
        "in_ring": "звонок {time}",
        "in_hold": "на удержании {time}",
        "in_talk": "разговор {time}",
        "in_person": "человек через {time}",
    },
    "pl": {
        "rang": "{title}: telefon zadzwonił po {time}.",
        "rang_late": "{title}: telefon zadzwonił po {time}, a miał najpóźniej po {limit}.",
        "never_rang": "{title}: nikt nie zadzwonił w ciągu {time}.",
        "spoke": "{title}: człowiek odezwał się po {time} od odebrania.",
        "spoke_late": "{title}: człowiek odezwał się dopiero po {time} od odebrania, a miał najpóźniej po {limit}.",
        "nobody_spoke": "{title}: w rozmowie nikt się nie odezwał.",
        "picked_up": "{title}: człowiek odebrał po {time} czekania.",
        "picked_up_late": "{title}: człowiek odebrał dopiero po {time} czekania, a miał najpóźniej po {limit}.",
        "no_person_busy": "{title}: linia była zajęta.",
        "no_person_declined": "{title}: połączenie odrzucono.",
        "no_person_no_answer": "{title}: nikt nie odebrał w ciągu {time}.",
        "no_person_unreachable": "{title}: numer był nieosiągalny.",
        "no_person_hung_up": "{title}: rozłączyli się po {time} i żaden człowiek się nie odezwał.",
        "no_person": "{title}: żaden człowiek nie odebrał w ciągu {time} czekania.",
        "ring": "Dzwoni telefon: {number}",
        "ring_withheld": "Dzwoni telefon; numer jest zastrzeżony",
        "possible": "Możliwe, że to oddzwonienie: {number}; tego numeru nie ma wśród numerów firmy",
        "dialled": "Wybrano numer",
        "ringing": "W firmie dzwoni telefon",
        "early": "Coś słychać, zanim ktoś odebrał",
        "answered": "Połączenie odebrano",
        "pressed": "Klient naciska {digits}",
        "digit": "W firmie naciśnięto klawisz: {digit}",
        "longest": "Klient rozłącza się po {time}",
        "unsaid": "Rozmowa skończyła się, zanim udało się to powiedzieć",
        "line": "Na linię można się było cały czas dodzwonić; sprawdzono {proven}×",
        "line_down": "Na linię nie można się było cały czas dodzwonić",
        "sound_music": "Muzyka",
        "sound_announcement": "Mówi nagranie",
        "sound_tone": "Sygnał",
        "sound_speech": "Ktoś mówi",
        "sound_silence": "Cisza",
        "sound_noise": "Szum",
        "ended_hung_up_them": "Firma się rozłącza",
        "ended_hung_up_us": "Klient się rozłącza",
        "ended_gave_up_them": "Telefon umilkł, zanim klient odebrał",
        "ended_busy_them": "Zajęte",
        "ended_declined_them": "Połączenie odrzucono",
        "ended_no_answer_them": "Nikt nie odbiera",
        "ended_no_answer_us": "Nikt nie odbiera; klient rezygnuje",
        "ended_unreachable_them": "Numer jest nieosiągalny",
        "ended": "Koniec rozmowy",
        "spoken": "(powiedziane, bez transkrypcji)",
        "in_ring": "dzwonek {time}",
        "in_hold": "oczekiwanie {time}",
        "in_talk": "rozmowa {time}",
        "in_person": "człowiek po {time}",
    },
}
# What is said stands there itself, and that the customer called.
_UNSHOWN = ("sound_speech", "sound_announcement", "sound_silence", "sound_noise")


def say(words: FindingWords, key: str, **values: object) -> str:
    """A sentence about calls in the language of these words."""
    return _TEXTS[words.language][key].format(**values)


def notice(words: FindingWords, data: Mapping[str, Any]) -> str | None:
    """A call's notice in words, None for one that a reader is spared. data: that of the turn, with "call" in it."""
    texts, name = _TEXTS[words.language], str(data.get("call", ""))
    if name == "dialled" and "figures" not in data:
        return None
    if name == "sound":
        key = f"sound_{data.get('now')}"
        told = None if key in _UNSHOWN else texts.get(key)
        lasted = data.get("lasted")
        return f"{told}, {words.brief(float(lasted))}" if told and lasted else told
    if name == "ring" and data.get("possible"):
        name = "possible"
    elif name == "ring" and not data.get("number"):
        name = "ring_withheld"
    elif name == "line" and data.get("down"):
        name = "line_down"
    elif name == "ended":
        told = texts.get(f"ended_{data.get('how')}_{data.get('by')}", texts["ended"])
        figures = figures_of(words, data)
        return f"{told} ({figures})" if figures else told
    if name not in texts:
        return name
    seconds = float(data.get("s") or 0.0)
    blanks = {"number": "", "digits": "", "digit": "", "proven": 0, **data, "time": words.brief(round(seconds, 1))}
    return texts[name].format(**blanks)


def said_without_words(words: FindingWords, text: str) -> str:
    """Spoken words as a reader is shown them: the transcript, or that there is none."""
    return f"{text} {_TEXTS[words.language]['spoken']}" if text == SPOKEN else text


def figures_of(words: FindingWords, figures: Mapping[str, Any]) -> str:
    """How long a call rang, was on hold and lasted, in short: “rang 2 s, on hold 14 s, call 40 s”; "" for none."""
    names = {"ring_s": "in_ring", "hold_s": "in_hold", "person_s": "in_person", "talk_s": "in_talk"}
    if "hold_s" in figures:
        names.pop("person_s")  # the same, told as what it was
    told = [
        say(words, key, time=words.brief(round(float(figures[name]), 1)))
        for name, key in names.items()
        if isinstance(figures.get(name), int | float)
    ]
    return ", ".join(told)
