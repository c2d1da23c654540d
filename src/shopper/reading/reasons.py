"""What only goes with a redirect or a hand-over: why, who sits there, when and where. No answer by itself."""

from __future__ import annotations

import re

from .rules import any_of

# What they will do there.
_THERE = re.compile(
    r"(?:they|they'll|he|she|my colleagues|our \w+ (?:will|can)|они|он|она|вони|він|там|туди|туда|колеги|коллеги|"
    r"oni|tam|konsultant)\b"
)
_HERE_NOT = re.compile(
    r"(?=.*\b(?:тут|здесь|у чаті|через чат|в чате|here|in this chat|via (?:chat|twitter)|this channel|over (?:chat|"
    r"twitter|social)|from the chat|for you|ourselves|myself|сами|самі|сама|сам|tutaj|tu|na czacie|sami|sama)\b)"
    r"(?=.*(?:\bне\b|\bnie\b|n't\b|\bnot\b|\bcannot\b|\bunable\b))"
)
_DESK = any_of(
    r"\b(?:the|our|my) (?:\w+ )?(?:team|colleagues?|girls|guys|ladies|folks|staff|people|desk|manager|reps?|agents?)\b"
    r"[^.]{0,25}? (?:will|can|'ll|would)\b|\b(?:she|he|they)(?:'s| has| have|'ve| can| knows?| know|'re)? (?:the |a )?"
    r"(?:access|insight|tools|details|expert|able|know|better)\b",
    r"\b(?:адм[іи]н[іи]стратор\w*|майст[ер]\w*|мастер\w*|менеджер\w*|оператор\w*|консультант\w*|фах[іи]в\w+|"
    r"специалист\w*|спеціаліст\w*|колег\w+|коллег\w+|дівчата|девушки|девочки|лікар|врач|диспетчер|бухгалтер\w*|вони|"
    r"они|він|вона|він|он|она|там)\b[^.]{0,20}?\b(?:вам |вас )?(?:\w+(?:ить|ет|ит|уть|ють|ят|ут|же|ає|яє|є)|має доступ|"
    r"імеет доступ|имеет доступ|ведет|веде|знає|знает)\b",
    r"\b(?:konsultan\w+|doradc\w+|rejestrator\w+|fachow\w+|specjali\w+|koleg\w+|koleżan\w+|technik|menedżer\w*|"
    r"pracowni\w+|ona|on|oni|tam)\b[^.]{0,20}?\b(?:dobierze|pomoże|poda|zerknie|ustali|wyjaśni|sprawdzi|doradzi|umówi|"
    r"zapisze|powie|załatwi|ma wgląd|ma dostęp|zna|prowadzi|odpowie|poprawi\w*|zrobi\w*)",
)
_BECAUSE = any_of(
    r"^(?:as|since|because|оскільки|тому що|бо|так как|поскольку|потому что|ponieważ|gdyż|jako że|skoro)\b",
    r"\b(?:займається|займаються|занимается|занимаются|zajmuj\w+ się|відповідає за|отвечает за|odpowiada za|"
    r"odpowiadają za)\b|"
    r"\b(?:handled|dealt with|looked after|run) by\b|\b(?:handles|deals with|looks after|is responsible for|"
    r"are responsible for)\b",
    r"^so (?:that )?(?:our|we|i|they|the) .*\b(?:can|could|may)\b|\bonly (?:they|he|she|it) (?:can|could)\b|"
    r"\b(?:тільки|лише|только|лишь) (?:вон[иао]|він|он[иао]?)\b|\btylko (?:on[aoi]?|oni|one)\b|"
    r"\b(?:can|може|можуть|может|могут) (?:\w+ ){0,3}?(?:тільки|лише|только|only) (?:вон[иао]|він|он[иао]?|they)\b",
    r"\b(?:holds?|keeps?|has|owns?|has got) (?:that|the|this|those|all)(?: spare)? (?:data|information|parts|records|"
    r"details|stock|file)\b|\bfor (?:your|account) (?:own )?(?:security|privacy|safety)\b|\bdata protection\b|"
    r"\b(?:з міркувань|в целях|з метою|ze względów|dla) (?:безпек|безопасн|конфіденц|конфиденц|bezpiecze)\w*|"
    r"\b(?:характер|символ|character) limit|\bpublic (?:page|tweet|channel)\b|\bwidzi nas\b|\bвесь інтернет\b",
    r"\b(?:chat|line|desk|hotline|helpline|чат|лін[іи]я|линия|гаряча лінія|офіс|czat|"
    r"infolinia)\b[^.]{0,20}\b(?:staffed|"
    r"open|manned|працю|работа|цілодоб|круглосут|działa|czynn|dostępn)\w*|\b(?:chat (?:bubble|icon|button|window|"
    r"widget)|"
    r"(?:посилання|ссылка) (?:в|у) (?:шапці|шапке|профіл|профил|опис|описани)\w*|link (?:in|w) (?:the |our )?(?:bio|"
    r"profile|opis)\w*)\b",
)
# Whose matter it is, and that it is not theirs: “the landlord decides, not us”, “we only deliver”.
_WHOSE = any_of(
    r"\b(?:not|rather than|instead of) (?:us|through us|with us|ours)\b|^(?:we|i)(?:'re| are|'m| am)? (?:only|just|"
    r"merely) \w+|\bon (?:your|their) (?:side|end)\b|\bisn't ours\b|\bnot (?:our|my) (?:area|department|patch|call|"
    r"decision|remit)\b|\b(?:this|the) (?:thread|channel|page|inbox|account|chat|mailbox|desk) (?:is|covers|deals|"
    r"only)\b|"
    r"\b(?:up|down) to (?:the|your) \w+\b|\bit's all (?:on|in) there\b",
    r"(?:^|[,(-] ?|\b[а] )не (?:ми|мы|у нас|через нас|наш\w*|до нас|к нам)\b|^(?:ми|мы|я) (?:лише|тільки|просто|"
    r"только|лишь) \w+|\b(?:не наш\w*|не в наш\w+) (?:питан|вопрос|сфер|зон|компет|справ|дел)\w*|"
    r"^(?:цей|ця|це|этот|эта) (?:чат|канал|бот|гілка|ветка|тред|сторінка|страница|номер|скринька|пошта|почта)\b|"
    r"\b(?:вирішу|визнача|встановлю|нарахову|признача|реша|определя|устанавлива|начисля|назнача)(?:є|ет|ють|ют)\b|"
    r"\b(?:вирішує|визначає|решает|определяет) \w+",
    r"(?:^|[,(-] ?|\ba )nie (?:my|u nas|przez nas|nasz\w*|do nas)\b|^(?:my|ja) (?:tylko|jedynie|wyłącznie) \w+|"
    r"\b(?:ten|to|ta) (?:wątek|kanał|czat|profil|adres|numer|skrzynka|forum) (?:dotyczy|służy|jest)\b|"
    r"\bodpowiada(?:ją)? (?!na\b|pan|ci\b)\w+|\b(?:ustala|decyduje|nalicza|rozstrzyga|wyznacza|określa) (?!pan|się)\w+|"
    r"\bwszystko (?:tam|jest tam)\b",
)
_BARE_ADDRESS = re.compile(r"[\d\s()+:.,;apm-]*(?:option \d)?\.?")


def explains(clause: str) -> bool:
    """Whether a clause beside a redirect only explains it."""
    return bool(
        _THERE.match(clause)
        or _HERE_NOT.match(clause)
        or _BARE_ADDRESS.fullmatch(clause)
        or _BECAUSE.search(clause)
        or _DESK.search(clause)
        or (_WHOSE.search(clause) and not any(c.isdigit() for c in clause))
    )
