"""The prose of the reference pages that make_docs.py makes: what the code cannot say of itself, in an owner's words."""

from __future__ import annotations

BLOCKS: dict[str, str] = {
    "Company": "Who is shopped. This file marks a folder as a programme.",
    "Channel": "One way to reach the company. Its id, the word before the colon, is yours to choose.",
    "ChatHints": "CSS selectors of a web chat's parts, looked for in every frame and through open shadow roots. "
    "Leave out what is found without them, which is nearly always all of it.",
    "SiteAccess": "What a site that is not open to everybody wants before it shows its pages: a staging site, a "
    "preview. Sent to the scheme, host and port of the channel's address alone, never to others whose scripts stand "
    "on the page. Secrets are named (`env:NAME`, `keyring:service/user`), never written; a missing one is told "
    "before anything is said.",
    "ByHand": "How a channel is served by hand ([how](by-hand.md)). `by_hand: true` is short for all of it.",
    "GuardRails": "What keeps the shopping decent. Checked before the first word; what would exceed one is refused.",
    "PageSettings": "What the page of a wave shows.",
    "QuietHours": "Hours in which no wave is begun. `22:00` to `7:00` spans midnight.",
    "PersonasFile": "Who the customers are. Before a wave begins, every scenario is given one who can play it "
    "([how](decisions/who-plays-which-story.md)).",
    "Persona": "One customer. Its id is yours to choose.",
    "Fact": "One thing that a customer can tell. `city: Kyiv` is short for `city: {value: Kyiv}`.",
    "MailAccount": "The customer's own mailbox, outside the company.",
    "MailServer": "Where the mailbox sends (`smtp`) or listens (`imap`).",
    "TelegramAccount": "The customer's own Telegram account ([what it takes](telegram.md)).",
    "PhoneAccount": "The customer's telephone ([what it takes](phone.md)). It has one of `sip` and `rest`.",
    "SipAccount": "A number at a provider of SIP telephony, which is called as a telephone is.",
    "CallbackOrder": "How a callback is ordered ([examples](phone.md#ordering-a-callback)).",
    "CallSettings": "How the customer behaves in calls of this channel. Not needed.",
    "Hearing": "What makes words of what staff say on the telephone ([how](phone.md)). Not needed: without it a call "
    "is measured in full, with “no transcript”.",
    "Speaking": "What the customer's lines are said with on the telephone: recordings first, else a program, else a "
    "service ([how](phone.md)).",
    "MenuStep": "One press in a voice menu: `{press: 2}`, or `{press: 2, after: 4 s}`.",
    "RestAccount": "The customer's number at a provider such as Twilio ([what it takes](sms.md)).",
    "TelegramServer": "Which of Telegram's servers is talked to, where it is not Telegram's own choice: one of its "
    "test data centres, or a server on this machine.",
    "ServicesFile": "What customers can need; any `config/services/*.yaml` is read like it. The usual needs are there "
    "without this file ([which](sentences.md#what-can-be-asked-about)); one of the same id takes the place of ours, "
    "or, without a `question` of its own, is laid over it: `services: {price: {facts: {price: {right: 1 299 UAH}}}}`.",
    "Service": "One need that a customer can have.",
    "ServiceFact": "One thing that a right answer states. `price: money` is short for `price: {kind: money}`.",
    "DoneWhen": "What settles a need beside its facts; each of the three is enough. Without it a need to be told "
    "something is settled by all of its facts, and one to have something done as soon as staff ask for what they need "
    "or tell how it is done.",
    "AllowedHandover": "Sending a customer on that the company has good reason for. It stays a switch of channels; "
    "it is no finding as long as somebody answers there.",
    "Rubric": "Which judges count. Not needed: without it all do.",
    "StandardStep": "One step of a good answer. `greet` is short for `{id: greet}`.",
    "Rule": "How one judge is treated.",
    "SecondOpinion": "A language model that is asked whether it finds what our judges found "
    "([how](second-opinion.md)). Not needed: without it nobody is asked.",
    "Schedule": "Which waves are shopped when, by [`shopper serve`](operations.md). Not needed: without it nothing is "
    "shopped by itself.",
    "ScheduledWave": "A wave that comes again. It has one of `at`, `cron` and `spread`. Its name, the word before the "
    "colon, is yours to choose; its waves are called by it: `weekly-2026-11-23-0900`.",
    "Spread": "Visits at random times of the week. `spread: 8` is short for `spread: {visits: 8}`.",
    "Calendar": "Days on which the company is closed, and days that are not like others. Not needed.",
    "CalendarException": "Days that are not like others, and why: `{from: 2026-12-20, to: 2026-12-31, reason: sale}`.",
    "KnownFile": "Findings that are known, so that a build is not red for them until their day is over "
    "([how](ci.md#known-findings)). Not needed.",
    "KnownFinding": "One known finding: `{scenario: The price everywhere, judge: slow, ticket: SHOP-12, until: "
    "2026-12-31}`.",
    "Assertion": "A limit for a figure of the wave ([how](ci.md#what-is-red)). `silence: 0` is short for `silence: "
    "{max: 0}`, `in_time: 90%` for `in_time: {min: 90%}`; `off` takes away what stands in ours.",
    "Delivery": "Who gets the reports when a wave has ended ([how](operations.md#to-whom-it-goes)). Without this file "
    "nothing is sent.",
    "MailDelivery": "The mail to the managers: the result in one sentence, the worst findings, and the page attached.",
    "WebhookDelivery": "A program that is told of the wave's end by a POST of JSON.",
}

KEYS: dict[str, dict[str, str]] = {
    "Company": {
        "name": "What the company is called in messages and reports.",
        "zone": "The zone of its promised hours and quiet hours.",
        "languages": "The languages in which its customers write. Some persona and some wording must have each service "
        "in one of them.",
        "channels": "Every way to reach it. Scenarios call a channel by its id, its title or its kind (“the chat”).",
        "guard_rails": "What keeps the shopping decent.",
        "trade": "Scenarios tagged `@shop` or `@provider` are for companies of that trade; those of another one are "
        "left out. Without a trade none is.",
        "language": "The language in which findings, the page and the terminal speak to the owner. Without it, that of "
        "`--lang`, else English; `--lang` goes before it.",
        "sandbox": "It is the sandbox company: started on this machine with the wave, and ended with it.",
        "legal_basis": "Why calls may be recorded: a clause of a contract, the consent of the staff. Without it calls "
        "are measured and not recorded ([what the law asks](phone.md#recordings-and-what-the-law-asks)).",
        "competitor": "`true`: it is somebody else's company. The names of its staff are left out everywhere in the "
        "reports, and the page says so.",
        "scripts_by": "Who wrote what the customers ask and say; it stands at the page's foot.",
        "page": "What the page of a wave shows.",
    },
    "PageSettings": {
        "transcripts": "Which conversations are shown word by word: `problems`, the others in a row each, or `all`.",
        "staff_names": "`pseudonyms`: the company's people are called “Agent A”, “Agent B”, the same person always the "
        "same; `shown`: as they call themselves. Evidence such as a picture of the chat shows them either way.",
    },
    "Channel": {
        "shopped": "`false`: the channel is only recognised when staff name it; nobody is sent there.",
        "kind": "Which probe drives it: `webchat`, `email` or `telegram` today, or [one of your own](add-a-probe.md).",
        "address": "What a customer would use: the page with the chat, the e-mail address.",
        "title": "What reports call it; the id if left out. One text, or one for each language of those who read: "
        "`{en: Chat, uk: Чат, ru: Чат, pl: Czat}`.",
        "hours": "The promised hours, in the company's zone. Waiting is counted inside them only.",
        "sla": "The promised time to a reply. Later is a failure, and the customer goes on waiting.",
        "tolerable": "When customers begin to leave; never before the promised time. It stands in the observation "
        "table; no judge reads it yet.",
        "patience": "How long the customer looks for a reply. Only when it is over is silence called silence.",
        "quiet": "How long an answered conversation must be still before it counts as over.",
        "languages": "The languages of this channel, where they are not the company's.",
        "aliases": "Other addresses that mean this channel when staff name them.",
        "names": "What scenarios may call it besides its id and title, by language, in the forms that stand in "
        "sentences.",
        "personas": "Who shops it, by id; everybody who speaks its language and has an account there if left out.",
        "hints": "For a web chat that is not made out by itself: where its parts are. `shopper look PAGE --teach` "
        "writes them.",
        "access": "For a web chat whose site is not open to everybody: passwords, headers, cookies, a login.",
        "order": "For a callback: how it is ordered.",
        "call": "For a callback and a hotline: how the customer behaves in the call.",
        "by_hand": "`true`: a person of yours serves it, with `shopper hand`, whatever its kind. Kinds that no robot "
        "drives (`viber`, `whatsapp`, `messenger`, `instagram`, `branch` …) are served so without this.",
        "public": "`true`: everybody reads what is written there, such as comments under a post. The observation table "
        "says so, for the question whether who complains aloud is answered sooner.",
    },
    "ByHand": {
        "accuracy": "How far off a press of the person's may be, either way.",
        "within": "How long a person has for each thing that is asked of them. What they miss is ours: the visit is "
        "not measured, and the company is not blamed.",
        "undo": "For how long “Sent” can be taken back. Until then the wave does not count on it; the time that counts "
        "is that of the press all the same.",
    },
    "SiteAccess": {
        "user": "The name for the browser's own window that asks for name and password.",
        "password": "Its password: never itself, but where it is.",
        "headers": "Sent along with every request of the site's pages (not with web sockets, where browsers allow "
        "none). `{X-Preview: env:PREVIEW_KEY}`",
        "cookies": "Set before the first page is opened.",
        "login": "A JSON file with a saved login, from the programme's folder; keep it where git does not, as in "
        "`.shopper/`. `playwright open --save-storage=.shopper/login.json https://…` opens a browser: log in there, "
        "and close it.",
        "ca": "A PEM file with the certificate authority of the site's own certificate, where browsers do not know "
        "it. On Linux; elsewhere add it to the system's keychain.",
    },
    "GuardRails": {
        "authorised_by": "Who at the company ordered or allowed this. Without it nothing is sent.",
        "visits_per_day": "At most so many visits in one channel on one day, over all waves.",
        "gap": "The least time between the beginnings of two visits in one channel.",
        "persona_visits_per_week": "At most so many visits of one persona in one channel in seven days, over all "
        "waves: agents know a customer who comes every day.",
        "same_question_per_week": "At most so many stories of one persona about one service in one channel in seven "
        "days. Customers who got no good answer ask again; who asks every day is no customer.",
        "rest": "How long a persona's line rests after a visit, before the next one in the same channel.",
        "hops": "So often at most a customer who follows goes on in one story to where the company sends "
        "them, whatever "
        "a scenario says.",
        "quiet_hours": "When no wave is begun.",
        "real_orders": "Can only be `false`: no real order, payment or cancellation is ever made.",
    },
    "QuietHours": {"from": "Their beginning, in the company's zone.", "to": "Their end."},
    "ChatHints": {
        "launcher": "What opens the chat.",
        "steps": "What is pressed after it, in order, until the box is there.",
        "box": "Where one writes.",
        "send": "What sends; the Enter key, or a button that is found, if left out.",
        "list": "What holds all messages.",
        "theirs": "One message of the company: its text and no more.",
        "ours": "One message of the customer.",
        "sender": "The name of who wrote, inside or beside a message of theirs.",
        "typing": "What shows that somebody writes.",
        "ignore": "What stands in the list and is no message.",
    },
    "PersonasFile": {"personas": "The customers."},
    "Persona": {
        "name": "What the customer is called, and signs mails with.",
        "languages": "What the customer speaks.",
        "zone": "Where the customer's browser and mails say they are.",
        "device": "What the customer's browser says it is.",
        "pace": "Typing speed, in characters a second.",
        "email": "The customer's mailbox; needed for channels of the kind `email`.",
        "phone": "The customer's telephone; needed for channels of the kinds `callback` and `hotline`.",
        "telegram": "The customer's Telegram account; needed for channels of the kind `telegram`.",
        "sms": "The customer's number for text messages; needed for channels of the kind `sms`.",
        "facts": "What the customer knows, by name: `order_number`, `phone`, `product` … Wordings are filled from "
        "them, and being asked again for one that was told is a finding. Name and mailbox are facts already.",
    },
    "Fact": {
        "value": "As it is told.",
        "said": "As it is told in a language in which that differs: `{uk: Київ, pl: Kijów}`.",
        "real": "The company itself holds it so, as with the number of an order that was really placed. Scenarios "
        "tagged `@needs-order` (and `@needs-contract` …) are only played by a persona whose `order_number` "
        "(`contract` …) is real; where there is none they are skipped.",
    },
    "MailAccount": {
        "address": "The address that mails come from.",
        "user": "The name to log in with; the address if left out.",
        "password": "Never the password itself, but where it is.",
        "smtp": "The server that sends.",
        "imap": "The server that is listened to.",
        "plus": "The provider delivers `name+tag@…` to `name@…`, so that a reply tells which visit it answers.",
    },
    "TelegramAccount": {
        "phone": "Its number, with the country.",
        "name": "Its @name, where it has one.",
        "api_id": "The number that https://my.telegram.org gave this account.",
        "api_hash": "The text that belongs to it: never itself, but where it is.",
        "session": "What `shopper login telegram` gave: never itself, but where it is. It is the whole account.",
        "server": "Only for Telegram's test data centres and for a server on this machine.",
        "new_chats_per_day": "At most so many chats with somebody it never wrote to are begun in 24 hours. Accounts "
        "that begin many are banned.",
        "gap": "The least time between the beginnings of two such chats.",
        "device_model": "What the account's list of devices shows; keep it as it is.",
        "system_version": "The same.",
        "app_version": "The same.",
    },
    "PhoneAccount": {
        "number": "The number as it is told to the company, with its country. It need not stand among the facts again.",
        "sip": "The SIP account behind it.",
        "rest": "The account at a provider that is driven by requests. It cannot speak while a call goes on, and its "
        "times are as coarse as it is asked for news.",
    },
    "SipAccount": {
        "user": "The account's user: what stands before the @ of its address.",
        "server": "The provider's server, host or host:port. Where it is this machine, nothing is sent anywhere else.",
        "port": "The server's port, where it does not stand there.",
        "password": "Its password: never itself, but where it is.",
        "auth_user": "The user to log in as, where it is another one.",
        "domain": "What stands behind the @ of its address, where it is not the server.",
        "transport": "How the server is spoken to. With `tls` its certificate is verified, always.",
        "srtp": "`true`: sound is encrypted, and there is no call without it.",
        "ca": "A file with the certificate authority to trust, where it is not one that everybody knows.",
        "register_every": "How often the account tells the server that it is there. A server that is gone is noticed "
        "as late as this.",
        "rtp_ports": "The UDP ports for sound, first-last, as your firewall lets them through.",
    },
    "CallbackOrder": {
        "by": "`form`: a browser fills in the form on a page. `http`: a request is sent. `conversation`: it is asked "
        "for in another channel.",
        "page": "The page with the form.",
        "open": "The button that shows the form, by its words or as a CSS selector; not needed where it is "
        "there at once.",
        "fill": 'What is written into which field, by its label or as a CSS selector: `{Name: "{name}", "#phone": '
        '"{phone}"}`. `{question}` is what the customer wants, and any of the persona\'s facts can stand there.',
        "send": "The button that sends it, by its words or as a CSS selector.",
        "accepted": "Words that the page shows when the order was taken. Without them any change of the form counts.",
        "url": "The address of the request.",
        "method": "Its method.",
        "json": "What is sent, with `{name}`, `{phone}` and `{question}` in it.",
        "headers": "Headers of the request. A value may be `env:NAME` or `keyring:service/user`.",
        "any_caller": "`true`: whoever rings while a callback is awaited is taken for the company. Else only the "
        "company's own numbers are (`address` and `aliases` of its channels), and a ring from another number is shown "
        "as a possible callback and leaves the visit unmeasured.",
        "about": "The service that is asked about where the scenario names none.",
    },
    "CallSettings": {
        "answer_after": "How long it rings before the customer picks up.",
        "record": "`true` or `false`: whether calls are recorded. Without it they are where `legal_basis` says why "
        "they may be.",
        "menu": "What is pressed in the company's voice menu, in order.",
        "prove_every": "While a callback is awaited, the line rings itself so often to show that it could be rung.",
        "longest": "After so long in one call the customer hangs up.",
        "hearing": "What makes words of what is heard. Without it calls are measured, and have no transcript.",
        "speaking": "What the customer's lines are said with: recordings, a program, a service.",
    },
    "MenuStep": {
        "press": "The keys.",
        "after": "So long after the step before (or after the answer); without it, when the menu has spoken.",
    },
    "RestAccount": {
        "number": "The number, with its country.",
        "account": "The account's id at the provider, `AC…`.",
        "key": "The id of an API key, `SK…`, where the token is that key's and not the account's own.",
        "token": "The secret that belongs to the account or the key: never itself, but where it is.",
        "api": "The provider's address.",
        "poll": "How often the provider is asked for news while somebody waits for a reply.",
        "idle": "The same, while nobody waits.",
        "segments": "At most so many parts may be sent of one text message. A part holds 160 signs, or 70 in an "
        "alphabet that is not Latin, and each is paid for.",
    },
    "TelegramServer": {
        "address": "Its IP address. Where it is this machine's own, nothing is sent anywhere else.",
        "port": "Its port.",
        "key": "A PEM file with its public key, from the programme's folder; needed to log in at a server that is not "
        "Telegram's.",
        "dc": "The data centre's number.",
    },
    "MailServer": {
        "host": "Its name.",
        "port": "Its port: 465 or 587 for sending, 993 for listening, as a rule.",
        "security": "`plain` is for this machine only: elsewhere it would send the password unprotected.",
        "ca": "A file with the certificate authority to trust, where it is not one that everybody knows.",
    },
    "Hearing": {
        "engine": "`faster-whisper` runs on this computer with a model of yours; `openai` is any service with that "
        "interface, one of your own too; `none` makes no words.",
        "model": "The folder with the model (`faster-whisper`; nothing is downloaded), or the model's name at the "
        "service.",
        "url": "The service's address, before `/audio/transcriptions`.",
        "key": "Its key, as a reference. The recordings of what staff say are sent there: see what your contract and "
        "the law say about that.",
        "within": "The longest that one utterance may take; then it has no transcript.",
    },
    "Speaking": {
        "recordings": "A folder with one WAV for each line. What a file says stands in a text file of the same name "
        "(`price.wav`, `price.txt`), or is the file's name. Inside, folders named by customer and by language may "
        "tell them apart (`voices/olena/uk/price.wav`).",
        "command": 'A program and its arguments, which is run without a shell: `[espeak-ng, -v, "{language}", -w, '
        '"{file}", "{text}"]`. Without `{text}` it gets the words on its standard input.',
        "url": "The address of a service with OpenAI's interface, before `/audio/speech`.",
        "model": "The service's model.",
        "voice": "The service's voice, or one for each language: `{uk: olena, en: mary}`.",
        "key": "Its key, as a reference.",
        "within": "The longest that making one line may take.",
    },
    "ServicesFile": {"services": "The needs."},
    "Service": {
        "title": "What reports call it; the id if left out. One text, or one for each language of those who read.",
        "names": "What scenarios may call it, by language, in the forms that stand in sentences.",
        "kind": "To be told something (`inform`), or to have something done (`transact`): what settles it "
        "depends on it.",
        "stage": "Where in a purchase it comes up. For the grade to come; nothing reads it yet.",
        "question": "Wordings by language. One that the persona's facts can fill is drawn for each visit; `{product}` "
        "is a fact.",
        "facts": "What a right answer states, by name: `{price: money, delivery_time: duration}`.",
        "done_when": "What settles it beside its facts.",
        "allowed_handover": "Where staff may send a customer on, and why: `{to: [email], because: a photo is needed}`.",
        "not_applicable": "Channels, by id, in which there is no such need. They count as neither good nor bad.",
    },
    "ServiceFact": {
        "kind": "What sort of value it is.",
        "names": "What scenarios call it, by language, in the forms that stand in sentences: “the answer states …”.",
        "right": "The right answer as staff would write it: `1 299 UAH`, `2-3 days`, `9:00-20:00`, `yes`; or one for "
        "each thing that is asked for: `{Aurora: 1 299 UAH, Solaris: 2 450 UAH}`. What is answered otherwise is a "
        "finding. Without it answers are only compared with each other.",
        "critical": "`true`: a contradiction in it caps the letter. If left out, sums of money do.",
    },
    "DoneWhen": {
        "states": "All of these facts are told.",
        "asks": "Staff ask for one of these: `order_number`, `phone`, `address`, `payment` …",
        "says": "One of these words stands in an answer: `{en: [has been cancelled], uk: [скасовано]}`.",
    },
    "AllowedHandover": {
        "to": "The channels, by id or kind.",
        "from": "From these channels only, by id; from any if left out.",
        "because": "The reason, as the page tells it: “a photo is needed”.",
    },
    "Schedule": {
        "missed": "What becomes of a wave whose time came while `shopper serve` was not running: `run` it at the next "
        "start, or `skip` it. What was missed is shown as ours.",
        "grace": "A wave that could only be begun later than this is not begun any more.",
        "again": "How often a wave that waits for replies is looked after.",
        "waves": "The waves.",
    },
    "ScheduledWave": {
        "at": "On which days at what time, on the company's wall clock.",
        "cron": "The same as crontab(5) has it. Sunday is 0 or 7.",
        "spread": "Not all at one time, but at random times of the week.",
        "on_holidays": "`play`: it is begun on holidays, too.",
        "only": "Only scenarios whose names hold this, as `-k` chooses them.",
        "tags": "Only scenarios with these tags, as `-m` chooses them: `shop and not library`.",
        "language": "Only scenarios in this language, and told in it.",
        "scenarios": "Only these files and folders below `scenarios/`.",
    },
    "Spread": {
        "visits": "About so many visits in each channel, as far as there are scenarios and customers for them.",
        "outside": "Which share of them is made while the channel is closed; in a channel that is open 24/7, none.",
        "seed": "The same number gives the same plan again, which `shopper plan` prints.",
    },
    "Calendar": {
        "holidays": "`12-25` (month and day) of every year, `2026-04-12` of one. No promised hours run on them, but "
        "for channels that are open 24/7.",
        "exceptions": "Days that are not like others.",
    },
    "CalendarException": {
        "from": "The first of the days, in the company's zone.",
        "to": "The last of them; the first if left out.",
        "reason": "Why, as the page says it: “strike”, “sale”, “moving the warehouse”.",
        "blackout": "`true`: nothing is begun on these days. Else visits are made, scored apart and shown with the "
        "reason.",
    },
    "Delivery": {
        "waves": "`all`; `scheduled`, those that `shopper serve` began; or names of waves in the schedule.",
        "language": "The language of the mail and its page; that of the wave if left out.",
        "link": "Where `.shopper/out` is served, if anywhere: the mail then links to the wave's page there.",
        "mail": "The mail to the managers.",
        "webhook": "A program that is told.",
    },
    "MailDelivery": {
        "to": "One address or several. Each gets a mail of its own, and does not see the others.",
        "from": "Whom it comes from: `reports@shop.example`, or `Reports <reports@shop.example>`.",
        "smtp": "The server that sends.",
        "user": "The name to log in with; the sender's address if left out.",
        "password": "Never the password itself, but where it is. Without it there is no login.",
        "page": "`false`: the page is not attached.",
    },
    "WebhookDelivery": {
        "url": "Its address; or where it is (`env:NAME`), since the address of a chat's incoming hook is a secret.",
        "secret": "What the body is signed with, in the header `Shopper-Signature`. Where it is, never itself.",
        "headers": "Sent along, such as `{Authorization: env:HOOK_TOKEN}`; the values are references to secrets.",
    },
    "KnownFile": {"known": "The known findings."},
    "KnownFinding": {
        "scenario": "The scenario's title, as it stands in its feature; in every scenario if left out.",
        "judge": "Which judge finds it, by its id ([judges.md](judges.md)).",
        "channel": "In this channel only, by its id.",
        "service": "For this service only, by its id.",
        "ticket": "Where it is being mended; the page and the diff show it.",
        "until": "Its last day, in the company's zone. After it the finding is red again.",
        "why": "A word to whoever reads of it.",
    },
    "Rubric": {
        "judges": "By the judge's id ([judges.md](judges.md)); one that is not named counts.",
        "standard": "The steps of your own written standard: `[greet, identify, answer, next_step]`. Answers "
        "that leave "
        "one out are findings. Without it the usual steps are told as figures, and nobody is blamed.",
        "assertions": "What turns `shopper run` and `shopper serve` red ([how](ci.md#what-is-red)): a judge's id, "
        "`findings` (scenarios with any), `answered`, `in_time`, `degree`, `grade`, `dead_channel` or a "
        "criterion, each "
        "with its limit; `in_time/chat/price` is for one channel and service.",
        "second_opinion": "Who is asked what they think of a finding, and on what "
        "([how](second-opinion.md)). Nobody if left out.",
    },
    "SecondOpinion": {
        "url": "The base address of an OpenAI-compatible service, such as https://models.example/v1, or env:NAME. "
        "Plain http only in your own network.",
        "model": "The model's name there.",
        "key": "The key, as env:NAME or keyring:service/user, if the service wants one.",
        "ask": "The judges whose findings are asked about, the most important first.",
        "timeout": "How long one answer may take.",
        "most": "So many questions at a time at most.",
        "after_wave": "`true`: asked by itself when a wave has ended, also under `shopper serve`. Else only by "
        "`shopper report --second-opinion`.",
    },
    "StandardStep": {
        "id": "`greet`, `identify` (gives a name), `use_name` (the customer's), `confirm` (repeats what it is about), "
        "`answer`, `next_step`, `thank`, `apologise` (after a late answer), `close` (takes leave); "
        "or a name of yours with its words.",
        "words": "By language; any of them makes the step. For a step that is known: besides its own.",
        "channels": "The channels, by id or kind; all if left out.",
    },
    "Assertion": {
        "max": "So many findings, or channels where nobody answers, at most.",
        "min": "Such a share of the conversations at least: `90%`; of a score its points of 100: `65`.",
        "letter": "For `grade`: this letter or a better one.",
        "channels": "Counted in these channels only, by their ids (`chat*` is a pattern); in all if left out.",
        "services": "Counted for these services only, in the same way.",
        "level": "`error` turns the build red, `warn` only tells, `off` does neither.",
        "judge": "`sure`: broken where the whole interval lies on the wrong side; `point`: where the value does; "
        "`strict`: where any of the interval does.",
        "min_n": "With fewer conversations it is not judged, and that is told.",
    },
    "Rule": {
        "counts": "`false`: the judge is not asked for the page. A step of a scenario that asks it is still answered."
    },
}

EXIT_CODES: dict[int, tuple[str, str]] = {
    0: (
        "all well",
        "Every scenario passed; or what failed breaks no limit and is not asked to be red (`--fail-on`). Also `shopper "
        "demo`, whose company is meant to fail, and `--detach` while conversations go on.",
    ),
    1: (
        "the company failed",
        "A scenario failed (under pytest), or a limit of config/rubric.yaml is broken (`shopper run`); or a known "
        "finding is overdue. The page says what, in the words it rests on.",
    ),
    2: ("interrupted, or wrong usage", "After Ctrl-C: `shopper resume`. What was said and heard is in the journal."),
    3: ("a bug of ours", "Please report it. What was heard is in the journal."),
    4: ("wrong usage, as pytest tells it", "An option or a file that is not there."),
    5: ("nothing to run", "No scenario was found, or `-k` chose none."),
    10: (
        "our fault",
        "Accounts, network, browser, journal: something was not measured; or the reports could not be delivered. It "
        "says nothing of the company.",
    ),
    11: ("still waiting", "With `--detach --fail-on-waiting`: conversations go on. `shopper resume` takes them up."),
    12: ("refused", "By a guard rail, the config, or a scenario as written. Nothing was sent before that."),
}

SENTENCES = """\
# Sentences

What scenarios are written in: the same sentences in English, Ukrainian, Russian and Polish, side by side. Several forms
of one stand under each other. `in/by` means either word, ‹place› and the like are yours to fill, words in [brackets]
may be left out. `shopper scenarios` lists the scenarios that are there already.

A feature in another language than English says so in its first line, and uses that language's own words:

| | English | Ukrainian | Russian | Polish |
|---|---|---|---|---|
| first line | | `# language: uk` | `# language: ru` | `# language: pl` |
| Feature | `Feature:` | `Функціонал:` | `Функция:` | `Funkcja:` |
| Scenario | `Scenario:` | `Сценарій:` | `Сценарий:` | `Scenariusz:` |
| Outline | `Scenario Outline:` | `Структура сценарію:` | `Структура сценария:` | `Szablon scenariusza:` |
| Examples | `Examples:` | `Приклади:` | `Примеры:` | `Przykłady:` |
| When | `When` | `Коли` | `Когда` | `Gdy` |
| Then | `Then` | `Тоді` | `Тогда` | `Wtedy` |
| And | `And` | `І` | `И` | `I` |

A step that fits no sentence is refused before anything is sent, with the nearest ones of its language shown. Sentences
of your own go into `scenarios/sentences/*.py`.
"""

PARAMETERS = """
## What the words in ‹…› can be

- ‹place›, ‹other›: a channel by its id, its title or its `names` in `config/company.yaml`, or by its kind: `the chat`,
  `e-mail`, `чаті`, `пошту`, `чате`, `почту`, `czacie`, `mailem` … mean the first channel of that kind.
- ‹service›: a service by its id, its title or any of its names, in any language.
- ‹time›: `90 s`, `5 minutes`, `4 h`, `2 days`, `30 секунд`, `2 години`, `2 godziny` …, on the channel's promised hours.
  Without a time the promised one counts (`sla`).
- ‹what›: a fact of the service that was asked about, by one of its names below; or any text in quotation marks: "…",
  “…”, «…» or „…”, which must then stand in the answer.
- ‹limit›: so many replies, channels, or so much time: `2 replies`, `1 channel`, `10 minutes`; `2 відповіді`, `1 канал`,
  `10 хвилин`; `2 ответа`, `1 канал`, `10 минут`; `2 odpowiedziach`, `1 kanale`, `10 minut`.
- ‹text›, ‹button›: any text, best in quotation marks.

A scenario tagged `@every-channel` is played once in each channel that is shopped; it uses the forms with `here`, `тут`,
`здесь`, `tutaj`.

## What can be asked about

The stock services. `config/services.yaml` adds your own, or puts yours in the place of one of these.

"""

FACTS = """
## What an answer can state

The facts of the stock services, by the names that stand after “the answer states”. A fact is stated where a value of
its kind stands in the answer: a sum, a duration, opening hours, yes or no …; a text wherever the answer is a real one.

"""

CONFIG = """\
# Config

YAML files in `config/`. Unknown keys and wrong values are refused with file, line and “did you mean”; see with `shopper
check`. Editors complete and check while you write: `shopper init` puts JSON Schema beside the files.

A duration is written `90 s`, `5 min`, `1 h 30 min`, `2 days`, or as a number of seconds. Languages are `en`, `uk`, `ru`
and `pl`. A programme of your own needs `company.yaml` and `personas.yaml`. The other files of ours are there beside
yours; what you write under an id of ours takes its place.
"""

KINDS = """
What a kind of channel is given where you say nothing:

"""

SANDBOX = """
## config/sandbox.yaml

What the staff of the sandbox company answer, and how fast: only for a company with `sandbox: true`. Without one of your
own, ours is played. Its format is told at the top of [staff.py](../src/shopper/sandbox/staff.py).
"""

JUDGES = """\
# Judges

A judge is a pure function from the transcripts of one journey to verdicts: `passed`, `failed`, `not_applicable` or
`unmeasured`, with the turns it quotes and one sentence to read aloud. Each is one file in `src/shopper/judges/`
([add one](add-a-judge.md)). The page shows what every judge found in every conversation; a scenario fails only by what
its own steps ask for ([why](decisions/the-page-tells-more-than-the-tests.md)). `config/rubric.yaml` can leave one out.

"""

COMMANDS = """\
# Commands and exit codes

`shopper COMMAND --help` tells the same at the keyboard.

"""

PYTEST = """
## With pytest

`pytest scenarios` in a programme does what `shopper run` does, and `run`, `resume` and `check` pass on what pytest
understands: `-k NAME`, `-x`, `--junitxml FILE` … Beside that:

"""

XDIST = """
Under pytest-xdist (`-n 2`) a journey that waits blocks its worker; one process alone waits for thousands at once.
`--timeout` and plug-ins that rerun tests do nothing to a journey that waits.

## Environment

| variable | meaning |
|---|---|
| `SHOPPER_BROWSER` | The Chromium to drive; else Playwright's own (`playwright install chromium`), else one on PATH. |
| `SHOPPER_HEADED` | Anything: the browser shows its windows. |
| `SHOPPER_ENV` | The [environment](ci.md) that is laid over the config, where `--env` names none. |
| `SHOPPER_WIDGETS` | A folder with the third-party chat that the sandbox's site can show; for our tests. |

Passwords are in variables of your own choice, named in `config/personas.yaml`.

## Exit codes

One table for every command and for pytest. Of several, the first of 2, 3, 12, 1, 10, 11 is told.

"""
