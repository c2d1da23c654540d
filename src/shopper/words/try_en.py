"""What `shopper try` says, in English."""

TEXTS = {
    "looking": "Opening {address} as a customer would. Nothing is sent.",
    "found": "What a customer finds on {host}:",
    "chat_vendor": "there is one, made with {title}",
    "chat_own": "there is one, of a make not known to us",
    "chat_form": "asks first for: {fields}",
    "chat_none": "none was found on this page",
    "hours": "Working hours",
    "hours_unread": "as written",
    "about_to_ask": "A customer called {customer} would now ask in the chat, in words such as:\n    {question}\n"
    "and look for an answer for up to {wait}. Real people may read it. Nothing is ordered.",
    "at_night": "It is {time} in {zone}: perhaps nobody is at work there now.",
    "ask_yes": "Ask it now? (yes or no)",
    "yes_words": "yes, y",
    "no_words": "no, n",
    "wrong_yes": "Write yes or no.",
    "ask_save": "Folder to save it in",
    "wrong_folder": "{folder} is no empty folder. Name a new one.",
    "wrong_wait": "“{answer}” is no time to wait. Write it like 30 s, 5 min, 1 h; from 1 s to 1 day.",
    "waiting": "Asking, and looking for an answer for up to {wait}. Ctrl-C ends the waiting; what was said is kept.",
    "stopped": "Stopped waiting. What was said so far is kept.",
    "not_asked_night": "It is {time} in {zone}, and nobody is written to from {start} to {end}. The "
    "question was not asked; "
    "ask it by day: {command}",
    "not_asked_no": "Nothing was sent.",
    "you": "Customer",
    "they": "Company",
    "page_failed": "The page could not be looked at: {why}",
    "no_chat_why": "The chat: {why}",
    "no_way": "There is neither a chat nor an e-mail address that could be tried, so nothing was "
    "saved. Give another page "
    "of the site, such as the one called “Contacts”.",
    "mail_instead": "There is no chat to ask in, but there is an e-mail address: {mail}.",
    "mail_later": "To ask there, a customer needs a mailbox of yours, outside the company; a free one will do. "
    "Write it into {path}, delete “shopped: false” in company.yaml, and take scenarios: {command}",
    "mail_ready": "Put the mailbox's password into the environment variable SHOPPER_MAIL_PASSWORD and "
    "check its servers "
    "in {path}. Then:",
    "saved": "Saved: {folder}",
    "page": "First findings, to open in a browser:\n{page}",
    "anecdote": "One conversation is an anecdote. What else there is to do:",
    "next_check": "  {command}    says what would be shopped; nothing is sent",
    "next_run": "  {command}    shops",
    "next_journal": "  {command}    the conversation, word by word",
    "next_resume": "  {command}    goes on waiting in this conversation",
}
