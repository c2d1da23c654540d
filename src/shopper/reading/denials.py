"""More ways to say no (beside `rules.refusal`), and which of them settle nothing (beside `rules.vague`)."""

from __future__ import annotations

from .rules import any_of

DENIES = {
    "en": any_of(
        r"\b(?:isn't|is not|aren't|are not|won't be|not) (?:coming back|returning|bringing (?:it|them|that) back)\b|"
        r"\b(?:no|nothing) more (?:that )?(?:we|i) can\b",
        r"\b(?:offer|sale|deal|stock|promotion|promo|deadline|registration|campaign|competition|time limit) (?:has |"
        r"have |"
        r"is |was |already )*(?:ended|expired|closed|run out|passed|over|finished)\b",
        r"\b(?:afraid|sorry|unfortunately|regret\w*)\b[^.;:]{0,25}\b(?:we|it|that|there|they|i|the \w+|"
        r"this)\b[^.;:]{0,20}"
        r"(?:n't|\bnot|\bno|\bnever|\bunable)\b",
        r"\b(?:don't|do not|doesn't|does not|no longer) (?:hold|keep|carry|run|have|ship|make|stock|do|store|know|"
        r"manage|"
        r"operate|apply|cover|extend|fall|qualify)\b|\bthere(?:'s| is) no (?:way|option|possibility)\b|"
        r"\bno can do\b|\bno more (?:that )?(?:we|i) can\b|\bwe (?:don't|do not) (?!want|mind|think|believe|intend|"
        r"mean|like|blame|have|need|just|"
        r"charge|doubt|"
        r"ever|usually|know|see|expect|care)\w+|"
        r"\bnot (?:something|anything) (?:we|our|i)\b|\bisn't something\b|\b(?:we|i) (?:can't|cannot) promise\b|"
        r"\b(?:against|outside) (?:our|the) (?:policy|rules|terms|remit)\b",
    ),
    "east": any_of(
        r"\bне (?!зна(?:ємо|ем) як|хвилю|волну|забу|залиш|остав|може(?:мо|м) дочек|дочек)\w{2,}(?:ємо|имо|їмо|аем|"
        r"яем|уем|"
        r"юем|ваем|емо)(?:ся|сь|мся)?\b(?! (?:комісі|комисси|плат|доплат|штраф))",
        r"\bне (?:поширю|распростран|провод|проводи|діє|действ|підляга|подлеж|видава|выда|випуска|выпуска|продає|"
        r"прода[её]т|"
        r"обміню|обменива|перенос|поверта|возвраща)\w*|\b(?:більше|больше|вже|уже) не (?:випуска|выпуска|прода|роб|"
        r"дела|вироб|произв|працю|работа|прийма|"
        r"принима|отправ|відправ|ши[єетю]|мож|буд|доступн|получ|вийд)\w*",
        r"\b(?:акц|знижк|скидк|пропозиц|предложен|прийом|прием|запис|строк|термін|срок|набір|"
        r"набор)\w*\b[^.]{0,20}\b(?:вже |"
        r"уже )?(?:завершил|закінчил|закончил|минул|истек|сплив|вичерпан|закрит|закрыт)\w*|"
        r"\b(?:інформац|информац|дан[іы])\w* (?:\w+ )?(?:відсутн|отсутству)\w+|\bнельзя\b|\bзаборонен\w*|"
        r"\b(?:нічого|ничего) не (?:знайд|найд|відом|известн)\w*|\bзапрещен\w*|"
        r"\bкомм?ентар\w+ не (?:да|маємо|имеем)|\bне (?:вмію|умею|підкажу|подскажу|скажу|знаю|зможу|смогу|получится|"
        r"вийде|вдасться|удастся|маю|маємо|"
        r"имеем)\b|\bне в нашій компетенц|\bне в нашей компетенц",
    ),
    "pl": any_of(
        r"\bnie (?:dysponuj|obejmuj|dotyczy|podlega|umiem|potrafi|wiem|prowadz|działa już|łącz\w+ się|honoruj|"
        r"przysługuj)\w*|"
        r"\b(?:już|więcej) nie (?:produkuj|sprzedaj|oferuj|robi|wysył|ma\b|mamy|zmieni|przyjmuj|obowiązuj)\w*|"
        r"\b(?:promocj|ofert|akcj|termin|zapisy|nabór)\w*\b[^.]{0,15}\b(?:się )?"
        r"(?:skończy|zakończy|minę|minął|wygas|upłyn)\w*|\bwykluczon\w*|\bzabronion\w*|\bnie wolno\b"
    ),
}
VAGUE = {
    "en": any_of(
        r"\b(?:no|nothing) more (?:that )?(?:we|i) can\b|\b(?:can't|cannot) promise\b|\bisn't something\b|\bnot "
        r"(?:something|anything)\b|\bdon't know\b|"
        r"\b(?:outside|not in) (?:our|my) (?:remit|area)\b"
    ),
    "east": any_of(
        r"\b(?:нічого|ничего) (?:\w+ ){0,5}не (?:відомо|известно|мож|змож|смож|вдієм|зроб|сдела|подела)|"
        r"\bкомм?ентар\w+ не (?:да|маємо|имеем)|\b(?:сроков|термінів|"
        r"информации|інформації|дат\w?)\b.{0,20}\b(?:нет|немає|нема)\b|\b(?:нічого|"
        r"ничего) не (?:знайд|найд)|"
        r"\b(?:немає|нема|нет) (?:так\w+ )?(?:дан\w+|інформац\w+|информац\w+|відомост\w+|сведен\w+)|"
        r"\b(?:підказати|подсказать|сказати|сказать|допомогти|помочь|пообіцяти|обещать|відповісти|ответить)\b.{0,25}"
        r"\bне (?:зможу|смогу|можу|могу|можемо|можем|зможемо|сможем)|\bне (?:можу|могу|можемо|"
        r"можем)\b.{0,20}\b(?:обіця|"
        r"обеща|пообіця|пообеща|гаранту|гарантир)\w*|\bне (?:вмію|умею|підкажу|подскажу|скажу|знаю)\b|(?:інформац|"
        r"информац|дан[иы]м|відомост|сведени)\w+ не (?:располага|володі|ма|име)\w+|\bкомпетенц|"
        r"\b(?:відповіді|ответа) (?:\w+ )?(?:не маю|не маємо|нема|немає|нет)\b|"
        r"(?:інформац|информац|дан[іы])\w* (?:\w+ )?(?:відсутн|отсутству)\w+"
    ),
    "pl": any_of(
        r"\bnie (?:mamy|mam|posiadamy) (?:tak\w+ )?(?:dan\w+|informac\w+|wiedz\w+)|\bnie (?:umiem|potrafi\w+|wiem|"
        r"wiemy)\b|"
        r"\bnie udziel\w+ (?:\w+ )?informac\w+|\bw niczym\b|\bnie (?:dysponuj|posiada|mam)\w* (?:tak\w+ )?(?:wiedz|"
        r"informacj|dan)\w+|\bnic (?:\w+ ){0,5}"
        r"nie\b|\bnie (?:możemy|mogę) (?:\w+ )?(?:pomóc|obiecać|zagwarantować)|"
        r"\bnie mamy takiej możliwości"
    ),
}
