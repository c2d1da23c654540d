"""What only recordings say on the telephone, in English, Ukrainian, Russian and Polish.

All four are looked for, whatever the call's language: a company's menu may speak another one than its people. Stems and
gaps are loose, since transcripts err.
"""

from __future__ import annotations

import re

_PHRASES = (
    # en
    r"\b(all|our)\b.{0,30}\b(operators?|agents?|representatives?|lines?|advis[eo]rs?|colleagues)\b.{0,20}\bbus(y|ied)",
    r"\byour call (is|will be)\b.{0,20}\b(important|answered|recorded|next)",
    r"\bcalls?\b.{0,15}\b(may|will|can|are|is)\b.{0,10}\b(being )?(be )?(recorded|monitored)\b",
    r"\b(please )?(stay on the line|continue to hold|hold the line)\b",
    r"\bpress(ing)? (the )?(\d|one|two|three|four|five|six|seven|eight|nine|zero|star|hash|pound)\b",
    r"\b(number|position|place) .{0,20}\bin (the|our) queue\b",
    r"\bleave (us )?(a|your) message after the (tone|beep|signal)\b",
    r"\bthank you for calling\b.{0,60}\b(press|hold|recorded|important|busy|stay)\b",
    r"\b(number|subscriber)\b.{0,20}\b(you have dialled|you have dialed|not (available|in service)|unavailable)\b",
    # uk
    r"\b(всі|усі|наші) .{0,20}(оператор|лінії|фахівц|спеціаліст|консультант)\w*.{0,25}(зайнят|розмовля)",
    r"\bваш (дзвінок|виклик) .{0,20}(важлив|запис|буде)",
    r"\b(розмов|дзвін)\w* .{0,20}(запису|бути записан)",
    r"\bзалиша(йтеся|тися|йтесь) на лінії\b|\bзачекайте на лінії\b|\bочікуйте на відповідь\b",
    r"\bнатисніть .{0,12}(\d|один|одиниц|два|двій|три|трій|чотир|п.?ят|шіст|сім|вісім|дев.?ят|нуль|зірочк|решітк)",
    r"\bви .{0,15}(у|в) черзі\b|\bваш номер (у|в) черзі\b",
    r"\bзалиште (своє |ваше )?повідомлення після (сигнал|звуков)",
    r"\bабонент .{0,25}(недоступн|не може|поза зоною)",
    # ru
    r"\b(все|наши) .{0,20}(оператор|линии|специалист|консультант)\w*.{0,25}(занят|разговарива)",
    r"\bваш (звонок|вызов) .{0,20}(важен|очень|запис|будет)",
    r"\b(разговор|звон)\w* .{0,20}(записыва|быть записан)",
    r"\bоста(вайтесь|вайтеся|ться) на линии\b|\bожидайте ответа\b|\bподождите на линии\b",
    r"\bнажмите .{0,12}"
    r"(\d|один|единиц|два|двой|три|трой|четыр|пять|шесть|семь|восемь|девять|ноль|зв[её]здоч|реш[её]тк)",
    r"\bвы .{0,15}в очереди\b|\bваш номер в очереди\b",
    r"\bоставьте (сво[её] |ваше )?сообщение после (сигнал|звуков)",
    r"\bабонент .{0,25}(недоступен|не может|вне зоны)",
    # pl
    r"\b(wszyscy|wszystkie|nasi) .{0,20}(konsultan|operator|linie|doradc|pracowni)\w*.{0,25}(zaj[ęe]|rozmawia)",
    r"\b(twoje|państwa|pana|pani) (połączenie|rozmowa|telefon) .{0,20}(ważn|nagryw|będzie|zosta)",
    r"\brozmow\w* .{0,20}(nagrywan|rejestrowan)",
    r"\b(pozosta[ćń]|proszę czekać|czekaj) .{0,15}na (linii|połączeni)|\bproszę czekać na (zgłoszeni|połączeni)",
    r"\b(wciśnij|naciśnij|wybierz|proszę wybrać|proszę nacisnąć) .{0,12}"
    r"(\d|jeden|jedynk|dwa|dwójk|trzy|trójk|cztery|pięć|sześć|siedem|osiem|dziewięć|zero|gwiazdk|krzyżyk)",
    r"\b(numer|miejsce|pozycja) .{0,20}w kolejce\b|\bw kolejce .{0,20}(oczekuj|jesteś|numer)",
    r"\bzostaw(ić)? wiadomość po (sygnale|usłyszeniu)",
    r"\babonent .{0,25}(niedostępn|nie może|poza zasięgiem)",
)
_ANY = re.compile("|".join(f"(?:{phrase})" for phrase in _PHRASES), re.IGNORECASE)


def sounds_recorded(text: str) -> bool:
    """Whether these words are said by recordings only."""
    return _ANY.search(" ".join(text.split())) is not None
