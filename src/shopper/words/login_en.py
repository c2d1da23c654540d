"""shopper login, in English."""

TEXTS = {
    "only_telegram": "“{what}” is not logged in to; the one that is: shopper login telegram",
    "nobody": "No persona has a Telegram account. Add one to config/personas.yaml: {example}",
    "which": "Several personas have a Telegram account: {personas}. Say which: --persona {first}",
    "no_such": "There is no persona “{persona}” with a Telegram account. Those that have one: {personas}.",
    "sandbox": "{persona} is a customer of the sandbox company, and is logged in there already.",
    "begins": "Logging in {phone} for {persona}. Telegram now sends a code: to the account's own app, or by SMS.",
    "ask_code": "The code: ",
    "wrong_code": "Telegram does not take this code. Once more: ",
    "ask_password": "The password of two-step verification (it is not shown): ",
    "wrong_password": "Telegram does not take this password. Once more: ",
    "done": "Logged in as {who} ({phone}).",
    "in_keyring": "The session lies in this computer's keyring, where the config looks for it: {reference}.",
    "no_keyring": "The keyring did not take it ({why}).",
    "put": "The session is the whole account: who has it, is {persona} in Telegram. Keep it like a password, outside "
    "the programme's folder, and on one machine alone. Set the environment variable {name} to this:",
    "put_anywhere": "The session is the whole account. Put it where the config looks for it ({reference}):",
    "is": "{persona}: logged in as {who}",
    "is_not": "{persona}: {why}",
    "resolves": "{channel}: {address} is {who}",
    "resolves_not": "{channel}: {why}",
}
