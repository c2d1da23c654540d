"""English: how a company sends its customer away. The fields are those of `rules.Rules`."""

from __future__ import annotations

from .english_places import DIRECT, PLACES, PRIVATE
from .rules import any_of

__all__ = [
    "ASIDE",
    "ASKED_CONTACT",
    "CONDITION",
    "DIRECT",
    "HERE",
    "MOVED",
    "OURS",
    "PAST",
    "PLACES",
    "SENDS",
    "THIRD",
]

_THIRD = (
    r"(?:support|team|bank|seller|carrier|provider|manufacturer|hotel|agent|agency|airline|retailer|department|dept|"
    r"colleagues?|courier|police|staff|supplier|vendor|merchant|isp|operator|dealer|authorit\w+|council|embassy|"
    r"customer (?:service|care|relations|support)|services?|card (?:issuer|company)|issuer|insurer|landlord|"
    r"developer|"
    r"publisher|desk|office|centre|center|company|specialists?|school|administrator|owner|host|organi[sz]er|shop|"
    r"store|"
    r"them|post office|experts?|relations|experience|maker|franchise\w*|registrar|installer|accountant|dean\S*|"
    r"faculty|"
    r"professor|teacher|lecturer|administration|organisers?)"
)
_TURN_TO = (
    r"(?:contact|speak (?:to|with)|talk (?:to|with)|get in (?:touch|contact) with|reach out to|check with|refer to|"
    r"touch base with|take (?:it|this|that) up with|follow up with|liaise with|consult(?: with)?|turn to|write to|"
    r"raise (?:it|this|that) with|ask|see|go through|report (?:it|this|that) to|apply to|address (?:it|this|that) "
    r"(?:to|with)|complain to|reach|call|message)"
)

SENDS = any_of(
    r"\bport of call\b|"
    r"^(?:all |any )?(?:questions|enquiries|inquiries|requests|orders|complaints) (?:to|via|through|go)\b|"
    r"\b(?:please|pls|plz|kindly|could you|can you|would you|will you|are you able|you(?:'ll| will| would| may|"
    r" might|"
    r"'d)? (?:can|need|have|want|must|should|could|best|like|wish)\b|you(?:'ll| will| would) (?:need|have)|"
    r"you (?:can|may|could|must|should)|(?:best|better|easiest) (?:to|way|option|bet|thing|place|is)|(?:have|"
    r"take) a (?:quick )?look|advise|recommend|"
    r"suggest|"
    r"(?<!no )need to|needs to|has to|have to|must|feel free|only (?:by|via|through|in|at|over|way|available|from)|"
    r"let's|"
    r"(?:go(?:es)?|going|comes?|only) through|get (?:her|him|them) to|try|simply|just)\b|"
    r"\b(?:reps?|colleagues?|team|staff|department|agents?|specialists?|store|advisors?|manager|branch|office|"
    r"shop|"
    r"they)\b(?: [\w@.+-]+){0,6}? (?:can|could|may|"
    r"will|should|would|might)(?: \w+)?(?: be able to)? (?:help|assist|advise|sort|look|change|issue|replace|"
    r"do)\b|\b(?:their|its|his|her) (?:\w+ )?(?:number|helpline|hotline|line|e-?mail|address) is\b|"
    r"\b(?:question|"
    r"matter|one|issue) for\b|\b(?:handles?|deals? with|takes? care of|looks? after)\b|"
    r"(?:^|[,.:;!&/] ?|\band |\bor |\bthen |\bto |\d |@\w+ )(?!(?:order|request|return|report|booking|file) "
    r"(?:number |no\.? ?|nr |# ?)?[\w-]*\d)(?:e-?mail|contact|ring|write|visit|go|head|come|"
    r"pop|drop|"
    r"send|reach|get in touch|speak|talk|ask|use|fill|complete|submit|file|raise|open|report|request|apply|do|"
    r"make|cancel|freeze|arrange|manage|sign up|register|order|enrol|"
    r"check|see|"
    r"join|click|tap|return|take|bring|swing|stop by|call|chat|tell|share|let|log|create|lodge|message|find|"
    r"follow|"
    r"connect|book|meet|shoot|forward|upload|provide|ping|leave (?:us|a|an|your|it|them|the)|hop|jump|slide|nip|"
    r"have a (?:quick )?word with|"
    r"address)\b|"
    r"\b(?:returning|visiting|taking|bringing|speaking|going|"
    r"contacting|heading|popping|asking|calling|ringing|writing|messaging|e-?mailing|using|filling)\b|\b(?:is|are|"
    r"be) (?:only )?(?:handled|dealt with|done|accepted|made|"
    r"processed|taken|answered|only \w+(?: out| up| over)?(?= (?:at|in|by)\b)|available|arranged|requested|"
    r"submitted|resolved|looked after)\b"
)

THIRD = any_of(
    rf"(?<!we )(?<!'ll )(?<!i )(?<!'ve )(?<!will )\b{_TURN_TO} (?!us\b|me\b|you\b|if\b|that\b|what\b|how\b|"
    rf"for\b|why\b)"
    rf"(?:[\w'&/-]+ ){{0,5}}?{_THIRD}\b",
    r"\b(?:this|that|it)(?:'s| is| needs| would be)(?: a (?:matter|question|"
    r"case))?(?: for)? (?:up to )?the \w+\b(?=.{0,40}(?:afraid|sorry|they|:|$))",
    r"\b(?:ask|tell) (?:him|her|them)\b(?! (?:to|that|if))",
    r"\b(?:contact|reach|reach out to|get in (?:touch|contact) with|connect with|write to) us\b|\breach out\b|"
    r"\bget in touch\b(?! with you)|\bcontact us\b",
    rf"\byour (?:[\w'-]+ ){{0,2}}{_THIRD} (?:will |would |'ll )?(?:have|need|needs|has) to\b|"
    rf"\bonly (?:the|your) (?:\w+ ){{0,2}}{_THIRD} can\b|"
    r"\bport of call\b|\bask (?:at|in) (?:the|your) \w+|\b(?:take|raise) (?:it|this|that) up with (?!us\b|me\b|"
    r"you\b)\w+|"
    r"\b(?:contact|get in touch with|speak (?:to|with)|write to|check with|reach out to|deal with|go to) "
    r"(?!us\b|me\b|you\b)[\w'& -]{2,30}? direct(?:ly)?\b|"
    rf"\b(?:question|matter|one|issue|case|job) (?:for|to be \w+ by) (?:your|the|our) (?:\w+ ){{0,3}}{_THIRD}\b",
    r"\b(?:click|tap|use|follow|go to|visit|hit|head to|select|see|check|press)\b[^.?]{0,50}\b(?:link|button|"
    r"below|here|"
    r"option|url)\b[^.?]{0,50}\b(?:reply|respond|chat|message|talk|connect|speak|reach|contact|assist\w*|"
    r"help you|"
    r"meet|let us know|information to work)\b|\bgo to the link\b|\b(?:through|via|using|in) (?:the|this|"
    r"our) (?:\w+ )?"
    r"link\b",
    r"\b(?:please|you can|can|to|just|and|,|^)? ?(?:check|visit|(?:have a |take a )?(?:quick )?look (?:on|at)|see|"
    r"browse|go to|"
    r"head (?:over )?to) "
    r"(?:out )?(?:our|the) (?:\w+ )?(?:web ?site|site|web ?page|online (?:shop|store))\b",
)

OURS = any_of(
    r"\blet (?:me|us)(?: just| quickly| first| please| also)* (?:check|ask|confirm|clarify|find out|speak|talk|look|"
    r"see|contact|call|ring|get in touch|verify|consult|double-check)\b[^,.;:!?]*",
    r"\b(?:i|we)(?:'ll| will|'m| am|'re| are|'ve| have)?(?: going to| just| now| already| first| quickly)* "
    r"(?:check|checking|checked|double-check|verify|confirm|clarify|consult)(?:ed|ing)? (?:this |it |that )?with "
    r"[^,.;:!?]*",
    r"\b(?:i|we|our (?:\w+ ){0,3}\w+|someone|somebody|they|he|she|a (?:colleague|manager|specialist|"
    r"member \w+ \w+ "
    r"\w+)|[a-z]+ team|agents?|representatives?|customer care)(?:'ll| will| would|'ve| have| has|'re| are|'m|"
    r" am|'s| "
    r"is| can| could| shall|'d| may| might)?(?: going to| about to| to| be| also| just| now| then| always|"
    r" already| "
    r"happily| gladly| able to| not| soon| personally| been| currently){0,3} "
    r"(?<! a )(?<! by )(?<! via )(?<! the )(?<! on )(?<! over )"
    r"(?:call(?:ed|ing)?|phone|ring|e-?mail(?:ed|ing)?|text|message|dm(?:ed|'d|ing)?|contact(?:ed|ing)?|"
    r"reach(?:ed|ing)?(?: out)?|get (?:back|in touch|to you)|got|receiv\w+|respond\w*|repl(?:y|ied|ying)|"
    r"answer\w*|"
    r"send(?:ing)?|sent|be in (?:touch|contact)|follow(?:ed|ing)? up|speak\w*|spoke|talk\w*|ask\w*|visit|come|"
    r"use[ds]?|"
    r"refer(?:red|ring)?|see|saw|read)\b(?: (?:to|with|out|up|back))?(?: (?:you|it|this|that|them|the \w+|"
    r"your \w+|"
    r"an? \w+)){0,2}(?: (?:via|by|in|on|through|over) (?:\w+ ){0,2}"
    r"(?:dms?|e-?mail|phone|chat|inbox|message))?",
    r"\bthank\w*(?: you)? for (?:\w+ )?(?:call|e-?mail|writ|contact|messag|ring|visit|gett|reach|com)ing(?: out|"
    r" in)?(?: (?:to|in touch with))?(?: us)?(?: (?:by|via|on|through) \w+)?|"
    r"\b(?:to|will|'ll) (?:call|phone|e-?mail|contact|text|reach|reply|answer|be in touch|"
    r"get back)(?: to)? you\b|"
    r"\bgive you a (?:\w+ )?(?:call|ring|buzz|bell|shout)|\b(?:call|e-?mail|text|phone)s? (?:from|back from) (?:us|"
    r"our|the)\b|"
    r"\bhow to contact\b",
)

MOVED = any_of(
    rf"\b(?:i|we)(?:'ve| have|'re|'ll)?(?: just| also| now| already)* (?:sent|sending|dm'?e?d|messaged|popped|"
    rf"dropped) "
    rf"(?:you|u)?(?: over)? ?(?:an?|the)? ?(?:quick |short )?(?:{PRIVATE}|message)?\b(?=[^.]*\b(?:dm|message|"
    rf"inbox|about|"
    rf"there|reply|check|see you)\b)|\b(?:we|i)(?:'ve| have| has)?(?: just| also| now| already)* (?:sent|send|"
    rf"responded|respond|replied|dm'?e?d|messaged|wrote)(?: to)? "
    rf"(?:you|u)\b[^.!?]{{0,30}}\b{PRIVATE}|\bfollow(?:ing)? us\b[^.!?]*\b{PRIVATE}|\bcheck (?:your|"
    rf"ur) (?:{PRIVATE}|messages)\b|\b(?:meet|see|join|talk to|reply to) "
    r"(?:you|me|us) (?:back )?(?:in )?there\b"
)

HERE = any_of(
    r"(?:can't|cannot|can not|unable|not able|don't|not)\b[^.]{0,60}\bchat|\b(?:this|the current|here in) chat\b|"
    r"\b(?:via|by|in|through|over|on) chat\b[^.]{0,20}\b(?:not|unavailable)"
)

PAST = any_of(
    r"\b(?:be|arrive|land|is|are|was) (?:\w+ )?in your inbox|"
    r"\b(?:stay|remain|wait) (?:in|on|with) (?:the|this|our) (?:chat|line)|\b(?:pick|picked) (?:it|them|"
    r"your \w+) up\b|\bcollect (?:it|them|your)\b|"
    r"\b(?:repl(?:y|ied)|respond(?:ed|ing)?|answered|get(?:ting)? back) to your\b[^.]{0,25}",
    rf"\b(?:thank\w*|appreciat\w+|see|saw|seen|got|received|have|read|await\w*|showing|found|notice\w*)\b"
    rf"[^.!]{{0,25}}?\b(?:your|the|that|a|you (?:'ve |have )?sent(?: us)?(?: an?)?|or|any|dm|"
    rf"our) ?(?:\w+ )?{PRIVATE}"
    r"(?! (?:us|me))(?![^.]*\b(?:click|please|check)\b)",
    r"\byou(?:'ve| have)? (?:just )?(?:sent|dm'?e?d|messaged|called|contacted|e-?mailed|spoke)\b|\b(?:did|"
    r"were|have|"
    r"was|had|has) you (?:\w+ )?(?:call|contact|e-?mail|dm|sp[eo]ak|visit|receive|check|try|talk|report)\w*|"
    r"\bwho (?:did|have) you|\bwhen you (?:called|contacted|spoke|visited|e-?mailed)|\bwhat (?:did|does) the ",
)

ASIDE = any_of(
    r"\b(?:if (?:that|this|it|these|those|the (?:\w+ )?(?:issue|problem|error))(?:'s)? (?:\w+ )?(?:does(?:n't|"
    r" not)|"
    r"do(?:n't| not)|did(?:n't| not)|persists?|continues?|isn't|is not|fails?|happens?|doesnt|won't)|"
    r"if (?:you have|there are|you've) (?:any )?(?:more|other|further|additional|questions|concerns|issues)|"
    r"(?:if )?(?:you're|you are) still\b|if you still|still (?:having|need|no|not|experiencing|unable)|"
    r"otherwise|(?:you|and) (?:can|may|could) also|also (?:call|write|follow|available|reach|contact|visit|find)|"
    r"or (?:just )?follow us|feel free|follow us (?:on|for)|subscribe|rate us|(?:feature|"
    r"enhancement) requests?|ideas?\b|suggestions?|feedback|stay tuned|leave (?:us )?a review|survey|"
    r"(?:any|your|for) (?:future|other|further) (?:questions|queries|concerns|issues)|should you (?:have|need|"
    r"require)|"
    r"need (?:any(?:thing)? )?(?:more|else|further)|for (?:more|further|additional|full|any) (?:\w+ )?(?:info\w*|"
    r"details?|updates?|questions)|more (?:info\w*|details?) (?:here|at|on)|in the meantime|keep an eye|"
    r"next time|in (?:the )?future)\b"
)

CONDITION = any_of(
    r"\bif\b(?! you (?:could|would|can)\b)|\balternatively\b|\bshould you\b|\bin case\b|\bunless\b|"
    r"\bwhen you (?:next|can)\b"
)

ASKED_CONTACT = any_of(
    r"(?:what(?:'s| is| are)?|which|give me|tell me|share|have|send me|need|got|is there|there|any) (?:is |"
    r"are )?(?:your|"
    r"the|a|an|some|any)? ?(?:support |customer \w+ |hotline |contact |phone |e-?mail |live |"
    r"direct )*(?:number|phone|"
    r"e-?mail|address|hotline|contact\w*|chat)\b(?! (?:you|on|of|in) )",
    r"how (?:can|do|could|should|would|to) (?:(?:i|we|one) )?(?:\w+ )?(?:contact|reach|call|get in touch|write|"
    r"get "
    r"(?:a )?hold|send|apply|message|e-?mail|speak)",
    r"who (?:do|should|can|could|would) (?:i|we) (?:\w+ )?(?:contact|call|ask|write|speak|talk|complain|"
    r"e-?mail|reach)",
    r"where (?:can|do|should|could) i (?:\w+ )?(?:call|write|chat|contact|send|complain|report|apply)|"
    r"^\W*(?:your |the |a )?(?:phone|e-?mail|number|contact)(?: number| address)? ?\?|where are you (?:located|"
    r"based)|your address",
)
