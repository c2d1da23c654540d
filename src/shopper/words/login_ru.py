"""shopper login, по-русски."""

TEXTS = {
    "only_telegram": "Для «{what}» вход не нужен; нужен только: shopper login telegram",
    "nobody": "Ни у одного персонажа нет учётной записи в Telegram. Добавьте её в config/personas.yaml: {example}",
    "which": "Учётная запись в Telegram есть у нескольких персонажей: {personas}. Укажите, у кого: --persona {first}",
    "no_such": "Персонажа «{persona}» с учётной записью в Telegram нет. Она есть у: {personas}.",
    "sandbox": "{persona} – клиент учебной компании, вход там уже выполнен.",
    "begins": "Вход {phone} для {persona}. Telegram сейчас пришлёт код: в приложение этой записи или в SMS.",
    "ask_code": "Код: ",
    "wrong_code": "Telegram не принимает этот код. Ещё раз: ",
    "ask_password": "Пароль двухэтапной проверки (его не видно): ",
    "wrong_password": "Telegram не принимает этот пароль. Ещё раз: ",
    "done": "Вход выполнен: {who} ({phone}).",
    "in_keyring": "Сессия лежит в хранилище паролей этого компьютера, где её ищут настройки: {reference}.",
    "no_keyring": "Хранилище паролей её не приняло ({why}).",
    "put": "Сессия – это вся учётная запись: у кого она есть, тот в Telegram и есть {persona}. Храните её, как пароль, "
    "вне папки программы и только на одной машине. Задайте переменной среды {name} такое значение:",
    "put_anywhere": "Сессия – это вся учётная запись. Положите её туда, где её ищут настройки ({reference}):",
    "is": "{persona}: вход выполнен, {who}",
    "is_not": "{persona}: {why}",
    "resolves": "{channel}: {address} – это {who}",
    "resolves_not": "{channel}: {why}",
}
