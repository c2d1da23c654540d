"""Where a customer's matter changes hands without them going anywhere: passed on, or registered for another desk."""

from __future__ import annotations

import re

from ..model import Labels
from .text import plain

# “I have opened a ticket for our technical department”: the case goes to another desk, and the customer waits for it.
_DESK_EN = r"(?:department|team|desk|specialists?|colleagues?|experts?|engineers?|accounting|warehouse|office)"
_DESK_EAST = (
    r"(?:відділ\w*|департамент\w*|фахівц\w*|спеціаліст\w*|колег\w*|бухгалтері\w*|склад\w*|інженер\w*|служб\w*|"
    r"отдел\w*|специалист\w*|коллег\w*|бухгалтери\w*|инженер\w*)"
)
_DESK_PL = (
    r"(?:dział\w*|departament\w*|specjali[sś]\w*|kolega\w*|kolegom|koleżan\w*|księgowoś\w*|magazyn\w*|zespo[łl]\w*)"
)
_TICKET = re.compile(
    r"\b(?:opened|created|raised|registered|logged|submitted|filed|left)\b[^.!?]{0,40}\b(?:ticket|request|case|note|"
    rf"complaint)\b[^.!?]{{0,40}}\b(?:for|to|with|in)\b[^.!?]{{0,30}}\b{_DESK_EN}\b|"
    r"\b(?:ticket|request|case)\b[^.!?]{0,20}\b(?:is|was|has been|been) (?:opened|created|raised|registered|assigned|"
    rf"routed)\b[^.!?]{{0,20}}\b(?:for|to|with)\b[^.!?]{{0,30}}\b{_DESK_EN}\b|"
    r"(?:створи|зареєструва|оформи|відкри|залиши|склада|созда|зарегистрирова|остави|состави|откры)\w*[^.!?]{0,30}"
    r"(?:заявк|звернен|запит|тікет|обращени|запрос|тикет)\w*[^.!?]{0,40}\b(?:для|до|на|в|у|к)\b[^.!?]{0,30}"
    rf"\b{_DESK_EAST}|"
    r"(?:utworzy|założy|zarejestrowa|otworzy|przygotowa|złoży)\w*[^.!?]{0,30}(?:zgłoszeni|spraw|wniosek|zapytani)\w*"
    rf"[^.!?]{{0,40}}\b(?:do|dla|w)\b[^.!?]{{0,30}}\b{_DESK_PL}"
)


def changes_hands(text: str, labels: Labels) -> bool:
    """Whether with this message the matter goes to somebody else, and the customer stays where they are."""
    return not labels.deflection and (labels.transfer or bool(_TICKET.search(plain(text))))
