"""Notices of a chat, known by their words: the queue, who joins, that it has ended.

Many chats draw them exactly as a message. Only a sentence that says this and nothing else is taken for one: what it is
*about* is read from messages elsewhere.
"""

# ruff: noqa: E501
from __future__ import annotations

import re

from shopper.model import TurnKind

_LONGEST = 200  # characters of a notice
_SENTENCES = re.compile(r"(?<=[.!?…])\s+|\n+")

_CHAT = r"(?:chat|conversation|session|dialog(?:ue)?)(?: session)?"
_STAFF = r"(?:operator|agent|representative|specialist|manager|consultant|colleague|assistant|team ?member|human)s?"
_CLOSED = (
    rf"(?:this |the |your )?{_CHAT}(?: (?:was|has been|is|has))?(?: now)? (?:closed|ended|finished|over|resolved"
    r"|completed|terminated)(?: by .{1,40})?(?: (?:due to|because|after) .{1,60})?(?: at .{1,20})?",
    rf".{{1,40}} (?:has )?(?:closed|ended|finished) (?:the|this|your) {_CHAT}",
    r"(?:цей |ваш |цю |вашу |ця |ваша )?(?:чат|діалог|розмов[ау]|бесід[ау])(?: було| був| була)? (?:завершен\w*|закрит\w*)(?: .{1,60})?",
    r".{1,40} (?:завершив|завершила|закрив|закрила) (?:чат|розмову|діалог|бесіду)",
    r"(?:этот |ваш |эта |ваша )?(?:чат|диалог|разговор|беседа)(?: был| была)? (?:заверш[её]н\w*|закрыт\w*|окончен\w*)(?: .{1,60})?",
    r".{1,40} (?:завершил|завершила|закрыл|закрыла) (?:чат|диалог|разговор|беседу)",
    r"(?:ten |ta |twój |twoja )?(?:czat|rozmowa)(?: został[a]?| jest)? (?:zakończon\w*|zamknięt\w*)(?: .{1,60})?",
    r".{1,40} zakończył[a]? (?:czat|rozmowę)",
)
_SYSTEM = (
    # who comes and goes
    rf".{{1,40}} (?:has )?(?:joined|left|entered)(?: (?:the|this|your))? {_CHAT}",
    r".{1,40} has joined|.{1,40} has left",
    rf"(?:the |this |your )?{_CHAT} (?:has been |was |is )?(?:transferred|assigned|routed|forwarded) to .{{1,40}}",
    rf"(?:the |this |your )?{_CHAT} (?:has )?(?:started|begun)(?: .{{0,40}})?",
    r"(?:connecting|transferring) you (?:to|with) .{1,60}",
    r"you (?:have been|are being|were|are now) (?:connected|transferred) (?:to|with) .{1,60}",
    r".{1,40} (?:приєдна|під'єдна|підключи|доєдна)\w+ до (?:чату|розмови|діалогу|бесіди)",
    r".{1,40} (?:залиши|покину|вийш)\w+(?: з)? (?:чат|розмов|діалог)\w*",
    r"(?:чат|розмову|діалог) (?:було )?передано .{1,40}|(?:з'єднуємо|переводимо|перемикаємо) вас (?:з|із|на|до) .{1,60}",
    r".{1,40} (?:присоедини|подключи)\w+ к (?:чату|разговору|диалогу|беседе)",
    r".{1,40} (?:покину|вы[шй])\w+(?: из)? (?:чат|разговор|диалог)\w*",
    r"(?:чат|разговор|диалог) (?:был )?(?:передан|перевед[её]н) .{1,40}|(?:соединяем|переводим|переключаем) вас (?:с|на) .{1,60}",
    r".{1,40} (?:dołącz|opuści)\w+ (?:do )?(?:czatu|czat|rozmowy|rozmowę)",
    r"(?:czat|rozmowa) został[a]? przekazan\w+ .{1,40}|łączymy (?:cię|państwa|pana|panią)? ?z .{1,60}",
    # the queue
    r"(?:you are|you're|your (?:spot|place|position|number)(?: in (?:the )?(?:queue|line))?(?: is)?|(?:position|place) in (?:the )?queue"
    r"|queue position)(?: is)?(?: currently| now)?:? ?(?:number |no\.? ?|#|№)?\d+.{0,60}",
    r"there (?:are|is) \d+ .{1,40}(?:ahead|before|in front) of you.{0,40}",
    rf"(?:please )?(?:wait|hold on|stand by)[,.]?(?: while)?(?: for)? .{{0,40}}{_STAFF}\b.{{0,20}}"
    r"(?:join|connect|be with|respond|reply|answer|assist|help|available).{0,60}",
    rf"all (?:of )?(?:our )?{_STAFF} are (?:currently |now )?busy.{{0,80}}",
    r"(?:ви|ваш[ае]? \w+)?.{0,12}(?:у|в) черзі\W*(?:№|#)?\s*\d+.{0,40}|(?:ви )?\d+[-\s]?\w{0,3} (?:у|в) черзі.{0,40}"
    r"|(?:номер|місце|позиція) (?:у|в) черзі\W*\d+.{0,40}",
    r"(?:будь ласка, )?(?:зачекайте|почекайте).{0,30}(?:оператор|консультант|менеджер|спеціаліст)\w*.{0,20}(?:приєдна|підключ|відпов|зв'яж).{0,40}",
    r"(?:усі|всі) (?:наші )?(?:оператори|консультанти|менеджери)(?: зараз| наразі)? зайняті.{0,80}",
    r"(?:вы|ваш[ае]? \w+)?.{0,12}в очереди\W*(?:№|#)?\s*\d+.{0,40}|(?:вы )?\d+[-\s]?\w{0,3} в очереди.{0,40}"
    r"|(?:номер|место|позиция) в очереди\W*\d+.{0,40}",
    r"(?:пожалуйста, )?(?:подождите|ожидайте).{0,30}(?:оператор|консультант|менеджер|специалист)\w*.{0,20}(?:присоедин|подключ|ответ|свяж).{0,40}",
    r"все (?:наши )?(?:операторы|консультанты|менеджеры)(?: сейчас)? заняты.{0,80}",
    r"(?:jesteś|twoj[ae] (?:pozycja|miejsce)|pozycja|miejsce|numer).{0,16}(?:w kolejce)\W*(?:nr )?\d*.{0,40}|jesteś \d+\.? w kolejce.{0,40}",
    r"(?:proszę )?(?:czekać|poczekać|poczekaj|zaczekaj).{0,30}(?:konsultant|operator|doradca|agent)\w*.{0,20}(?:dołącz|połącz|odpowie).{0,40}",
    r"wszyscy (?:nasi )?(?:konsultanci|operatorzy|doradcy) są(?: teraz| obecnie)? zajęci.{0,80}",
)
_TAKEN_BACK = (
    r"(?:this |the )?message (?:was|has been|is)? ?(?:deleted|removed|unsent|retracted|withdrawn)(?: by .{1,40})?|.{1,40} (?:deleted|unsent|removed) (?:a|this) message",
    r"(?:це )?повідомлення (?:було )?(?:видален|відкликан|прибран)\w*(?: .{1,40})?",
    r"(?:это )?сообщение (?:было )?(?:удален|удалён|отозван)\w*(?: .{1,40})?",
    r"(?:ta )?wiadomość (?:został[a]? )?(?:usunięt|cofnięt|wycofan)\w*(?: .{1,40})?",
)


def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)


_IS_CLOSED, _IS_SYSTEM, _IS_TAKEN_BACK = _any(_CLOSED), _any(_SYSTEM), _any(_TAKEN_BACK)


def notice_in(text: str) -> TurnKind | None:
    """CLOSED or SYSTEM for words that are nothing but a chat's notice; None for all else."""
    if len(text) > _LONGEST:
        return None
    sentences = [plain for part in _SENTENCES.split(text) if (plain := _bare(part))]
    if not sentences or len(sentences) > 3 or _QUESTION.search(text):
        return None
    if any(_IS_CLOSED.fullmatch(s) for s in sentences):
        return TurnKind.CLOSED
    return TurnKind.SYSTEM if _IS_SYSTEM.fullmatch(sentences[0]) else None


def closes(notice: str) -> bool:
    """Whether what the chat shows as a notice says, among else, that the conversation has ended."""
    return _SAYS_CLOSED.search(notice) is not None


def is_taken_back(text: str) -> bool:
    """Whether these words stand where a message was that its writer deleted."""
    return len(text) <= _LONGEST and _IS_TAKEN_BACK.fullmatch(_bare(text)) is not None


_SAYS_CLOSED = re.compile(
    r"(chat|conversation|dialog(ue)?)( (was|has been|is|has))? (closed|ended|finished|over)\b"
    r"|(closed|ended|finished) (the|this) (chat|conversation)"
    r"|(чат|діалог|розмову|розмова|бесіду)( було| був)? (завершен|закрит)|завершив (чат|розмову)"
    r"|(чат|диалог|разговор|беседа)( был| была)? (завершен|завершён|закрыт|окончен)|завершил (чат|диалог)"
    r"|(czat|rozmowa)( został[a]?)? (zakończon|zamknięt)|zakończył[a]? (czat|rozmowę)",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"\?")


def _bare(text: str) -> str:
    return " ".join(text.replace("’", "'").replace("ʼ", "'").split()).strip(" .!…-–—()[]*•·")
