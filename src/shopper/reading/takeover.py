"""A case changes hands and the customer stays: a colleague joins, another desk has it (beside `rules.transfer`)."""

from __future__ import annotations

from .rules import any_of

_EN_WHO = (
    r"(?:colleagues?|specialists?|managers?|supervisors?|experts?|engineers?|teammates?|team leads?|advis[oe]rs?|"
    r"operators?|agents?|people|person|team|desk|department|someone|somebody|technicians?|lawyers?|accountants?|human)"
)
_EAST_DESK = (
    r"(?:відділ|отдел|служб|бухгалтер|юрист|техн|інженер|инженер|розробник|разработчик|друг\w+ лін|втор\w+ лин|"
    r"менеджер|керівн|руковод|фахів|специалист|спеціаліст|колег|коллег|адм[іи]н[іи]стратор|старш|куратор|департамент|"
    r"оператор|консультант|експерт|эксперт)\w*"
)
_PL_DESK = (
    r"(?:dzia[łl]\w*|specjali\w+|kierowni\w+|koleg\w+|koleżan\w+|menedżer\w*|drug\w+ lini\w+|księgow\w+|technik\w*|"
    r"inżynier\w*|zesp[óo]\w+|konsultan\w+|doradc\w+|ekspert\w*|przełożon\w+|serwisant\w*|opiekun\w*)"
)
HANDS = {
    "en": any_of(
        r"\b(?:my|our) (?:\w+ )?(?:colleagues|friends|people|folks) (?:in|on|from|at) (?:our |the )?[\w ]{3,25}? "
        r"(?:will|'ll|are going to) (?:\w+ )?(?:look|check|pick|reply|answer|respond|review|take)\b[^.]*"
        r"\b(?:here|ticket|case|thread|you|up|over)\b",
        rf"\b(?:get|getting|bring|bringing|add|adding|invit(?:e|ing|ed)|pull|pulling|have|call|calling|grab|grabbing|"
        rf"fetch|fetching|loop|looping)\b(?: [\w'-]+){{0,6}}? {_EN_WHO}\b(?: [\w'-]+){{0,4}}? (?:in|into|to join|join|"
        rf"on board|to (?:help|look|pick|take|step)|who)\b",
        rf"\b(?:bring|bringing|add|adding|loop|looping|pull|pulling)(?: in)? (?:in )?(?:my|our|the|a|one of (?:my|"
        rf"our)) "
        rf"(?:\w+ ){{0,2}}(?:{_EN_WHO}|warehouse|office)\b",
        rf"\b(?:my|our|a|the) (?:[\w-]+ ){{0,2}}?{_EN_WHO}(?:,? \w+,?)?(?:'s| is| will|'ll)? (?:now |just |going to )?"
        r"(?:be )?(?:take over|taking over|takes over|join\w*|continue|continuing|carry on|"
        r"tak(?:e|ing) (?:it|this) (?:from|over|on)|look(?:ing)? after (?:you|this|your)|"
        r"handling (?:it|this|your)|pick(?:ing)? (?:it|this) up (?:right )?(?:here|from|in))\b",
        r"\b(?:put|putting) (?:this|it|that|your \w+) (?:in front of|through to|forward to)|"
        rf"\b(?:asked|asking) (?:my|our|the) (?:[\w-]+ ){{0,3}}?{_EN_WHO} to (?:take|pick|step|handle|deal|join|call|"
        r"contact|look)|\b(?:re-?assigned|re-?routed|handed over|moved (?:this|it|your \w+) (?:over )?to)\b|"
        r"\btake (?:it|things|over) from here\b|\b(?:he|she|they)(?:'ll| will) (?:take over|pick (?:it|this) up|"
        r"join)\b|"
        r"\bhanding (?:you|this|it) over\b|\bpassing you (?:on|over|to)\b",
    ),
    "east": any_of(
        rf"\b(?:призначи|назначи|доручи|поручи|закріпи|закрепи|розподіли|распредели)\w*[^.]{{0,30}} {_EAST_DESK}",
        r"\b(?:колеги|коллеги|фахівці|специалисты|спеціалісти) (?:з|із|зі|из|с) (?:\w+ )?(?:відділ|отдел|служб|команд|"
        r"департ|груп|технічн|техническ)\w*[^.]{0,30}\b(?:подив|посмотр|відповід|ответ|перевір|провер|займ|допомож|"
        r"помог|розбер|разбер|підключ|подключ|напиш)\w*",
        r"\b(?:запрошу(?:ю|ємо)|приглаша(?:ю|ем)|клич(?:у|емо)|зов(?:у|ем)|(?:по)?кликала?|позвала?|позвали|додаю|"
        r"добавляю|"
        r"приєдную|присоединяю|підключ\w+|подключ\w+|залучи\w+|привлек\w+|попроси(?:в|ла|л|ли))\b(?: \w+){0,3}? "
        rf"(?:{_EAST_DESK}|(?:в|до|к) (?:чат\w*|розмов\w+|разговор\w*|бесед\w+|діалог\w*|диалог\w*))",
        rf"\b(?:звернення|питання|заявк\w|справ\w|обращение|вопрос|дело|запит|запрос|тікет|тикет)\b(?: \w+){{0,2}}? "
        rf"(?:у|в|на) (?:наш\w+ )?{_EAST_DESK}",
        rf"\b(?:далі|дальше|тепер|теперь|вже|уже)\b[^.,]{{0,40}}?\b(?:спілкува|веде|вести|вестиме|вед[еу]т|общат|займ|"
        rf"займет|допомо|помо|продовж|продолж|відповіда|отвеча|працює|работает)\w*\b[^.,]{{0,20}}?\b{_EAST_DESK}",
        rf"\b(?:потрапил|пішл|ушл|попал|перейшл|перешл)\w* (?:\w+ )?(?:до|к|в|у) {_EAST_DESK}|"
        r"\b(?:перемкну|переключи|переведу|перевел|перевів|з'єдна|соедини|перекину)\w* (?:вас|чат|розмову|разговор|"
        r"діалог|диалог)\b|"
        rf"\bна контроль (?:\w+ )?{_EAST_DESK}|"
        r"\b(?:зову|кличу|позову|покличу)\b (?!вас\b|мен|себ)\w+|"
        rf"\b(?:ваш\w+|цим|этим) (?:\w+ )?(?:вже |уже |тепер |теперь |далі |дальше )*"
        rf"(?:займа|занима|займ|веде|вед[её]т)\w* (?:\w+ )?{_EAST_DESK}",
        r"\b(?:віднес|відда|отнес|отда|занес|переадрес|перекину|перевел|перевів|перекинул)\w*\b[^.]{0,30}\b(?:заяв|"
        r"запит|"
        r"питанн|запрос|вопрос|звернен|обращен|справ|дело|чат|діалог|диалог|розмов|разговор)\w*|"
        r"\b(?:він|вона|він|он|она) (?:\w+ )?(?:приєднається|присоединится|підключиться|подключится|долучиться) "
        r"(?:до|к|в)\b",
    ),
    "pl": any_of(
        rf"\b(?:przypisa|przydzieli)(?:łam|łem|liśmy|ł|ła|no)\b[^.]{{0,30}} (?:do )?{_PL_DESK}",
        r"\b(?:koledzy|koleżanki|specjaliści|eksperci) z (?:\w+ )?(?:dzia|zespo|grup)\w*[^.]{0,30}\b(?:sprawdz|"
        r"odpowi|zajm|przyjrz|obejrz|odpisz|pomog|zerkn)\w*",
        rf"\b(?:zapraszam|dołącz\w+|wołam|zawołam|poprosi(?:ł[ae]m|liśmy)|przywoł\w+|dodaję|dopraszam|włączam)\b"
        rf"(?: \w+){{0,3}}? (?:{_PL_DESK}|do (?:czatu|rozmowy))",
        rf"\b(?:zgłoszenie|sprawa|temat|wniosek|pytanie)\b(?: \w+){{0,2}}? (?:u|w) (?:nasz\w+ )?{_PL_DESK}|"
        r"\bprzep(?:inam|nę|ięłam|iąłem)\b|\bprzekazuj[ęe] (?:pan\w+|ci[ęe]|państwa|rozmow\w+)|\bprzełącz\w+ (?:pan|"
        r"ci|do)",
        rf"\b(?:przełączy|połączy|przepi[ęą])\w* (?:pan|ci[ęe]|państw)\w*|\błącz[ęy]\w* (?:pan\w+ )?z \w+|"
        rf"\bskierowa(?:łam|łem|liśmy|no)\b[^.]{{0,30}}\b(?:do|na)\b|\bprzejmuje (?:\w+ )?(?:rozmow|spraw|temat)\w*|"
        rf"\boddaj[ęe] (?:głos|rozmowę|temat)\b|\b(?:trafił|poszł|przeszł)\w* (?:\w+ )?(?:do|na) {_PL_DESK}|"
        rf"\b(?:dalej|teraz|już|odtąd)\b[^.,]{{0,30}}?\b(?:porozmawia|poprowadzi|zajm|zajmuj|pomo[żg]|przejm|odpowi|"
        rf"kontynu)\w*\b[^.,]{{0,25}}?\b{_PL_DESK}|\b(?:sprawą|tematem|zgłoszeniem) (?:\w+ )?(?:już |teraz )?"
        rf"zajm\w+ się (?:już |teraz )?{_PL_DESK}|\b(?:on|ona) (?:\w+ )?(?:dołączy|przejmie)\b",
    ),
}
