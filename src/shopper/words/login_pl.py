"""shopper login, po polsku."""

TEXTS = {
    "only_telegram": "Do „{what}” nie trzeba się logować; trzeba tylko do: shopper login telegram",
    "nobody": "Żadna persona nie ma konta w Telegramie. Dodaj je w config/personas.yaml: {example}",
    "which": "Konto w Telegramie ma kilka person: {personas}. Podaj, która: --persona {first}",
    "no_such": "Nie ma persony „{persona}” z kontem w Telegramie. Mają je: {personas}.",
    "sandbox": "{persona} jest klientem firmy ćwiczebnej i jest tam już zalogowana.",
    "begins": "Logowanie {phone} dla {persona}. Telegram wysyła teraz kod: do aplikacji tego konta albo SMS-em.",
    "ask_code": "Kod: ",
    "wrong_code": "Telegram nie przyjmuje tego kodu. Jeszcze raz: ",
    "ask_password": "Hasło weryfikacji dwuetapowej (nie jest pokazywane): ",
    "wrong_password": "Telegram nie przyjmuje tego hasła. Jeszcze raz: ",
    "done": "Zalogowano: {who} ({phone}).",
    "in_keyring": "Sesja leży w pęku kluczy tego komputera, tam gdzie szuka jej konfiguracja: {reference}.",
    "no_keyring": "Pęk kluczy jej nie przyjął ({why}).",
    "put": "Sesja to całe konto: kto ją ma, ten jest w Telegramie personą {persona}. Strzeż jej jak hasła, poza "
    "folderem programu i tylko na jednym komputerze. Ustaw zmienną środowiskową {name} na:",
    "put_anywhere": "Sesja to całe konto. Umieść ją tam, gdzie szuka jej konfiguracja ({reference}):",
    "is": "{persona}: zalogowano jako {who}",
    "is_not": "{persona}: {why}",
    "resolves": "{channel}: {address} to {who}",
    "resolves_not": "{channel}: {why}",
}
