"""A clause that sends, and tells at once how it is done: the code to text, the papers to bring, why only there."""

from __future__ import annotations

import re
from collections.abc import Collection

from .rules import any_of

_CODE = re.compile(r"\*\d{2,4}(?:\*\d+)*#|\b(?:стоп|stop|так|да|tak|yes)\b[^.]{0,25}\d{3,6}(?!\d)")
_PAPERS = any_of(
    r"\bwith (?:your |the |an? |some |valid |photo |original )*(?:id|passport|receipt|card|licen[cs]e|contract|proof|"
    r"documents?|papers|sim|invoice)\b|\b(?:bring|take) (?:your |the |an? |along |some )*(?:id|passport|receipt|card|"
    r"licen[cs]e|contract|proof|documents?|papers)\b",
    r"\b(?:з|із|зі|с|со) (?:\w+ )?(?:паспорт|чек|документ|посвідч|удостовер|карт|догов|квитанц|рецепт|"
    r"довірен|доверен|товар|коробк)\w*|"
    r"\b(?:візьміть|возьмите|маючи|имея|принесіть|принесите) (?:\w+ ){0,2}(?:паспорт|чек|документ|посвідч|удостовер)",
    r"\b(?:z|ze) (?:\w+ )?(?:paragon|dowod|dowód|paszport|dokument|umow|legitymacj|kart|rachunk|faktur)\w*|"
    r"\b(?:weź|zabierz|proszę wziąć|proszę zabrać) (?:\w+ ){0,2}(?:paragon|dowód|paszport|dokument)",
)
_NEEDED = any_of(
    r"\byou(?:'ll| will)? need (?:to (?:bring|show|have) )?(?:your |an? |the |valid |photo )*(?:id|passport|"
    r"documents?|proof)\b",
    r"\b(?:понадоб|знадоб|потрібен|потрібн|нужен|нужн)\w* (?:\w+ ){0,2}(?:паспорт|чек|документ|посвідч|удостовер)\w*",
    r"\b(?:potrzebn|konieczn)\w+ (?:\w+ ){0,2}(?:paragon|dow[óo]d|paszport|dokument)\w*",
)
_WHY = re.compile(
    r"\b(?:because|since the|бо|оскільки|тому що|потому что|поскольку|так как|ponieważ|gdyż|bo)\b(?= \w+ \w+)"
)
# Papers alone go with any counter; with what it is for, or that it only goes there, they are the way to do it.
_MUST = any_of(
    r"^to \w+|\bin order to\b|\bonly\b|\bin person\b",
    r"\b(?:щоб|щоби|аби|чтобы|для (?:того|оформл|отрим|получ|замін|замен)\w*|тільки|лише|только|лишь|особисто|лично|"
    r"дистанц\w+|віддален\w+|удал[её]нн\w+|онлайн не)\b",
    r"\b(?:aby|żeby|by|tylko|wyłącznie|jedynie|osobiście|zdalnie)\b",
)
_ADDRESS = frozenset({"branch"})


def shows_how(clause: str, targets: Collection[str], sentence: str) -> bool:
    """Whether a clause that sends to those targets answers as well. sentence: the one that it stands in."""
    if not targets or _CODE.search(clause):
        return bool(_CODE.search(clause))
    return bool(_ADDRESS & set(targets)) and bool(
        (_PAPERS.search(sentence) and _MUST.search(sentence)) or _NEEDED.search(sentence) or _WHY.search(sentence)
    )
