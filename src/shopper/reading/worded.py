"""What an answer says of time and price without a figure: soon, not known yet, closed, free."""

from __future__ import annotations

import re

LATER = re.compile(
    r"\b(?:next (?:week|month|year)|will be (?:out|released|available)|наступного (?:тижня|місяця|року)|"
    r"на следующ\w+ (?:неделе|рабочий)|в следующ\w+|w przyszł\w+)\b"
)
NOW = re.compile(
    r"\b(?:today|just released|earlier today|already|now|right away|immediately|сьогодні|сегодня|вже|уже|одразу|"
    r"сразу|зараз|dzisiaj|dziś|już|od razu)\b"
)
UNKNOWN = re.compile(
    r"\b(?:no (?:eta|date|info\w*)|can(?:'t|not) (?:say|tell|give)|not (?:yet )?known|cancel\w+|for good|"
    r"(?:дат|термін|срок|terminu?)\w*[^.!?]{0,30}\b(?:не|nie) (?:мож|змож|смож|маємо|имеем|znamy|moż|mog)\w*|"
    r"cannot (?:give|"
    r"say|tell)|"
    r"(?:немає|нет) (?:точн\w+ )?(?:дат\w|інформац\w+|информац\w+|термін\w*|срок\w*)|невідомо|неизвестно|"
    r"nie (?:mamy|możemy|mogę|znamy)\b[^.]*\b(?:termin\w*|dat\w*|informacj\w*))"
)
# What answers “when” and “how much” without a figure.
WORDED = re.compile(
    r"\b(?:free|nothing|soon|later|tomorrow|today|now|at once|immediately|any ?time|always|never|closed?|shut|open|"
    r"depends|same|"
    r"безкоштовн|бесплатн|нічого|ничего|скоро|незабаром|пізніше|позже|завтра|сьогодні|сегодня|зараз|сейчас|одразу|"
    r"відразу|сразу|"
    r"будь-коли|когда угодно|завжди|всегда|ніколи|никогда|зачин|закр|відкр|откр|залеж|зависит|так само|так же|"
    r"bezpłatn|darmo|nic|wkrótce|później|jutro|dziś|dzisiaj|teraz|zaraz|zawsze|nigdy|zamk|zamyk|otw|zależy|tak samo)\w*"
)
CLOSED = re.compile(
    r"\bclosed\b(?! (?:at|from|by))|\bзачинен[оіаи]?\b|\bзакрыт[ыоа]?\b|\b(?:вихідн|выходн)\w+|\bzamkni[ęe]t\w*|"
    r"\bnieczynn\w*|"
    r"\bне (?:працю|работа)\w+"
)
OPENS = re.compile(r"\b(?:clos|shut|open|зачин|закр|відчин|відкр|откр|zamyka|otwier)\w*")
FREE = re.compile(
    r"\b(?:free|no (?:charge|fee|cost)|pay nothing|безкоштовн\w*|бесплатн\w*|нічого не (?:бер|кошт|плат)\w*|"
    r"ничего не (?:бер|сто|плат)\w*|bezpłatn\w*|za darmo|nic nie (?:pobier|koszt|płac)\w*)"
)
AT_ONCE = re.compile(
    r"\b(?:immediately|instantly|at once|right away|straight away|одразу|відразу|миттєво|сразу|мгновенно|od razu|"
    r"natychmiast)\b"
)
