"""shopper login, українською."""

TEXTS = {
    "only_telegram": "До «{what}» вхід не потрібен; потрібен лише: shopper login telegram",
    "nobody": "Жоден персонаж не має облікового запису в Telegram. Додайте його в config/personas.yaml: {example}",
    "which": "Обліковий запис у Telegram мають кілька персонажів: {personas}. Скажіть, котрий: --persona {first}",
    "no_such": "Персонажа «{persona}» з обліковим записом у Telegram немає. Мають його: {personas}.",
    "sandbox": "{persona} – клієнт навчальної компанії, вхід там уже виконано.",
    "begins": "Вхід {phone} для {persona}. Telegram зараз надішле код: у застосунок цього запису або в SMS.",
    "ask_code": "Код: ",
    "wrong_code": "Telegram не приймає цього коду. Ще раз: ",
    "ask_password": "Пароль двоетапної перевірки (його не видно): ",
    "wrong_password": "Telegram не приймає цього пароля. Ще раз: ",
    "done": "Вхід виконано: {who} ({phone}).",
    "in_keyring": "Сесія лежить у сховищі паролів цього комп’ютера, де її шукають налаштування: {reference}.",
    "no_keyring": "Сховище паролів її не прийняло ({why}).",
    "put": "Сесія – це весь обліковий запис: хто її має, той у Telegram і є {persona}. Бережіть її, як пароль, поза "
    "текою програми і лише на одній машині. Задайте змінній середовища {name} таке значення:",
    "put_anywhere": "Сесія – це весь обліковий запис. Покладіть її туди, де її шукають налаштування ({reference}):",
    "is": "{persona}: вхід виконано, {who}",
    "is_not": "{persona}: {why}",
    "resolves": "{channel}: {address} – це {who}",
    "resolves_not": "{channel}: {why}",
}
