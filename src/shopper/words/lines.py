"""What `shopper check` tells of telephone lines, in the owner's language."""

from __future__ import annotations

TEXTS: dict[str, dict[str, str]] = {
    "en": {
        "line_by_sip": "{persona}: {number}, by SIP at {server} ({transport}{srtp})",
        "line_by_rest": "{persona}: {number}, at a provider by REST: calls are measured as coarsely as it is "
        "asked, and nothing can be spoken",
        "line_is_up": "{persona}: {number} is registered, and rings when it is called",
        "line_unproven": "{persona}: {number} is registered; its provider does not let it ring itself, so that "
        "it rings cannot be shown",
        "line_is_not": "{persona}: {number} is not up: {why}",
        "line_of_sandbox": "{persona}: {number} is the sandbox company's, and there while it runs",
        "not_recorded": "Calls in {channels} are measured and not recorded: config/company.yaml says no legal_basis.",
        "no_words": "Calls in {channels} have no transcript: call.hearing names no engine, so what is "
        "said in them is not judged.",
        "cannot_speak": "Nothing can be said in calls of {channels}: call.speaking names neither recordings "
        "nor a voice.",
    },
    "uk": {
        "line_by_sip": "{persona}: {number}, через SIP на {server} ({transport}{srtp})",
        "line_by_rest": "{persona}: {number}, у провайдера через REST: дзвінки міряються так грубо, як часто "
        "його питають, і сказати нічого не можна",
        "line_is_up": "{persona}: {number} зареєстровано, і він дзвонить, коли його набирають",
        "line_unproven": "{persona}: {number} зареєстровано; провайдер не дає номеру дзвонити самому собі, тож "
        "показати, що він дзвонить, не можна",
        "line_is_not": "{persona}: {number} не працює: {why}",
        "line_of_sandbox": "{persona}: {number} належить навчальній компанії і є, поки вона працює",
        "not_recorded": "Дзвінки в {channels} міряються, але не записуються: у config/company.yaml немає legal_basis.",
        "no_words": "Дзвінки в {channels} не мають розшифровки: call.hearing не називає засобу, тож "
        "сказане в них не оцінюється.",
        "cannot_speak": "У дзвінках {channels} нічого не можна сказати: call.speaking не називає ні записів, "
        "ні голосу.",
    },
    "ru": {
        "line_by_sip": "{persona}: {number}, по SIP на {server} ({transport}{srtp})",
        "line_by_rest": "{persona}: {number}, у провайдера по REST: звонки измеряются так грубо, как часто "
        "его спрашивают, и сказать ничего нельзя",
        "line_is_up": "{persona}: {number} зарегистрирован и звонит, когда его набирают",
        "line_unproven": "{persona}: {number} зарегистрирован; провайдер не даёт номеру звонить самому себе, "
        "поэтому показать, что он звонит, нельзя",
        "line_is_not": "{persona}: {number} не работает: {why}",
        "line_of_sandbox": "{persona}: {number} принадлежит учебной компании и есть, пока она работает",
        "not_recorded": "Звонки в {channels} измеряются, но не записываются: в config/company.yaml нет legal_basis.",
        "no_words": "У звонков в {channels} нет расшифровки: call.hearing не называет средства, поэтому "
        "сказанное в них не оценивается.",
        "cannot_speak": "В звонках {channels} ничего нельзя сказать: call.speaking не называет ни записей, ни голоса.",
    },
    "pl": {
        "line_by_sip": "{persona}: {number}, przez SIP na {server} ({transport}{srtp})",
        "line_by_rest": "{persona}: {number}, u dostawcy przez REST: rozmowy mierzy się tak zgrubnie, jak "
        "często się go pyta, i nic nie można powiedzieć",
        "line_is_up": "{persona}: {number} jest zarejestrowany i dzwoni, gdy się go wybierze",
        "line_unproven": "{persona}: {number} jest zarejestrowany; dostawca nie pozwala numerowi dzwonić do "
        "siebie, więc nie da się pokazać, że dzwoni",
        "line_is_not": "{persona}: {number} nie działa: {why}",
        "line_of_sandbox": "{persona}: {number} należy do firmy ćwiczebnej i jest, póki ona działa",
        "not_recorded": "Rozmowy w {channels} są mierzone, ale nie nagrywane: config/company.yaml nie podaje "
        "legal_basis.",
        "no_words": "Rozmowy w {channels} nie mają transkrypcji: call.hearing nie podaje narzędzia, więc "
        "tego, co w nich powiedziano, nikt nie ocenia.",
        "cannot_speak": "W rozmowach {channels} nic nie można powiedzieć: call.speaking nie podaje ani "
        "nagrań, ani głosu.",
    },
}


def tell(language: str, key: str, **values: object) -> str:
    """A sentence about a line."""
    return TEXTS[language][key].format(**values)
