"""English: how a company sends its customer away. The fields are those of `rules.Rules`."""

from __future__ import annotations

from .rules import any_of, each

_PRIVATE = r"(?:d\.?m\.?'?s?|dms|direct messag\w+|private messag\w+|priv(?:ate)? (?:link|chat|msg)|inbox)"
_SHOP = (
    r"(?:stores?|branch(?:es)?|shops?|outlets?|offices?|desks?|reception|counters?|showrooms?|service cent(?:er|"
    r"re)s?|"
    r"retailers?|dealers?|dealership|gate|airport|box office|superstore|restaurants?|stations?|kiosks?|(?:pick-?up|"
    r"collection) "
    r"points?|checkout|tills?|lobby|front desk|warehouse|clinic|salon)"
)
_STAFF = (
    r"(?:(?:station|store|shop|gate|airport|train|floor|on-?board|cabin|local|our|the|a|any) )+(?:staff|crew|"
    r"agents? at|"
    r"conductor|guard|team members?|manager on duty|members? of (?:staff|the team|crew)|flight attendants?|cashier)"
)
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
_NOT_ME = (
    r"(?<!will )(?<!'ll )(?<!'ve )(?<!'d )(?<!we )(?<!\bi )(?<!a )(?<!an )(?<!your )(?<!the )(?<!our )(?<!this )"
    r"(?<!that )(?<!missed )(?<!phone )(?<!they )(?<!my )(?<!would )(?<!every )(?<!on )(?<!by )(?<!did you )"
)

DIRECT = each(
    {
        "twitter": (
            rf"\b{_PRIVATE}\b|(?<!\d )(?<!\d)\bp\.?m (?:us|me)\b|\b(?:via|by|through|in|over) pm\b|"
            rf"{_NOT_ME}\bmessage (?:us|me)\b|\b(?:send|drop|shoot|leave|pop|write) (?:us|me) (?:over )?(?:a|an) "
            r"(?:\w+ )?(?:message|note|line|msg)\b(?! (?:at|to|on|via|by|here))|\bfollow(?: us)?(?: back)?"
            r"(?: and|/|,| &| so)|\b(?:meet|join|chat with|see) (?:us|me) (?:back )?(?:in |over )?(?:there|"
            r"here)\b"
        ),
        "email": (
            rf"{_NOT_ME}\be-?mail (?:us|me|them|him|her|our|it|that|this|details|over|to|at|your \w+|the \w+|"
            r"\S+@\S+)|(?<!we )(?<!i )(?<!'ve )(?<!we've )(?<!have )(?<!just )\b(?:send|drop|shoot|forward|pop|"
            r"write) (?:us|me|them|it|this|these|that|those|over|your \w+|the \w+)? ?(?:(?:an?|in an|the) |by |"
            r"via |"
            r"in |over |through )?(?:quick )?e-?mails?\b(?! address| id)|"
            r"\b(?:contact|reach|submit\w*|get in touch with|write to|answered|handled|dealt with|accepted|"
            r"talk to|"
            r"complain|respond|apply|request\w*|cancel\w*|only|us|it|this|them|done|available|support|dispute\w*|"
            r"resolved|(?:\w+ed)) (?:\w+ ){0,3}(?:by|via|through|over|on|at|using|in) (?:an? |our |"
            r"the )?e-?mail\b|"
            r"\b(?:reply|respond|answer) (?:to|on) (?:the|our|that|this) e-?mail\b|\be-?mail(?:ing)? (?:is|"
            r"remains) the (?:only|best)|(?:\bwrite|\bmail|\bletter) (?:to|us at) \S+@"
        ),
        "phone": (
            rf"{_NOT_ME}\b(?:call|phone|ring|dial|telephone)(?: back)?,? (?:us|our|the|them|on|at|in|into|"
            rf"customer|"
            r"support|this|one of|your (?:bank|local|nearest|card|carrier|hotel|airline|travel|doctor)|him|her|"
            r"reservations?|\+?\(?\d|1-|0\d)|\b(?:give|drop) (?:us|them|our \w+(?: \w+)?|"
            r"the \w+(?: \w+)?) (?:a )?"
            r"(?:quick )?(?:call|ring|bell|buzz|shout)|\b(?:contact|reach|speak|talk|get|done|handled|only|"
            r"cancel\w*|"
            r"request\w*|available|us|it|this|them|team) (?:\w+ ){0,4}(?:by|via|over|on) (?:the )?(?:phone|"
            r"telephone|"
            rf"hotline|helpline)|{_NOT_ME}\bcalling (?:us|our|the|customer|back)|"
            rf"\bgive (?:\w+ ){1, 4}a (?:shout|call|ring|bell|buzz)\b|\bcall(?:ing)? and ask"
        ),
        "sms": (
            r"\btext (?:us|me|\S+ to \d+|back)\b|\bsend \S+ to \d{3,6}\b|\bsend (?:us )?(?:a|an) (?:text|sms)|"
            r"\bby (?:text|sms)\b"
        ),
        "webchat": (
            r"\bchat (?:\w+ )?(?:with|to) (?:us|me|our|an?|one|them|the|someone|support|live)\b|"
            r"\bchat (?:here|online|support (?:here|at))|"
            r"\b(?:return|come|go) (?:back )?to (?:our|the) chat\b|\bcontinue (?:our|the|this) (?:chat|"
            r"conversation) (?:there|on|in|via)\b|"
            r"\b(?:start|open|use|try|join|launch|begin|initiate) (?:a |an |our |the |another |new )*(?:live |"
            r"web |online |support )*chat\b|\b(?:via|by|through|on|over|in|using|to) (?:a |our |the )?(?:live |"
            r"web |"
            r"online |support |website )*chat\b"
        ),
    }
)

PLACES = each(
    {
        "email": (
            r"\bto (?:our|the) e-?mail\b|\b(?:via|by|through|over) e-?mail\b|\be-?mail (?:address|"
            r"us)\b(?= ?:? \S+@)"
        ),
        "phone": (
            r"\b(?:their|its|his|her) (?:\w+ )?(?:number|helpline|hotline|line|phone)\b|\b(?:hotline|helpline|"
            r"call cent(?:er|re)|phone (?:line|team|support)|"
            r"(?<!your )(?<!contact )(?:phone|service|support|toll[- ]free) number\b|\b(?:on|at|by|"
            r"via) the (?:[\w ]{1,40} )?number\b|support line|"
            r"customer (?:care|service) line|toll[- ]free)\b|\bby (?:phone|telephone)\b|\bover the phone\b"
        ),
        "webchat": (
            r"\b(?:live|web|online|website|support) ?chat\b|\bchat (?:here|team|page|link|support)\b|\b(?:our|"
            r"the) chat\b"
        ),
        "telegram": r"\btelegram\w*|\bt\.me/",
        "whatsapp": r"\bwhats ?app\w*|\bwa\.me/",
        "viber": r"\bviber\b",
        "facebook": r"\bfacebook\b|\bmessenger\b|\bm\.me/|\bfb\b",
        "instagram": r"\binstagram\b|\binsta\b|\big\b",
        "twitter": r"\btwitter\b(?! account)",
        "vk": r"\bvk\.com|\bvkontakte\b",
        "app": (
            r"\b(?:in|via|through|use|using|with|on|from|section of|part of|tab of|menu of|open|inside) (?:the|"
            r"our|your) (?:[\w.]+ ){0,5}app\b|\bin-app|"
            r"\bmobile app\b"
        ),
        "website_form": (
            r"\b(?:book|sign up|register|apply|order|enrol)\b[^.]{0,40}(?:www\.|https?:|<url>|"
            r"\bour (?:web ?)?site\b)|\b(?:form|web ?form|contact(?:-us)? page)s?\b|\b(?:submit|open|raise|"
            r"create|file|log|lodge|start|"
            r"place|"
            r"put in|make) (?:a |an |your |the |another |new )*(?:\w+ )?(?:ticket|claim|requests?|case|report|"
            r"complaint|enquiry|inquiry|dispute|return)\b|\bvia (?:our|the|your) (?:\w+ )?(?:web ?site|site|"
            r"portal|"
            r"help cent\w+|account page|dashboard)|\b(?:through|on) (?:our|the|your) (?:online |customer |"
            r"support )?(?:web ?site|site|portal|"
            r"help cent\w+)\b|\b(?:online|returns?|customer|self-service|support|claims?) (?:form|portal|page|"
            r"hub)|\bonline claim|\breport (?:it|this|them) (?:at|here|via|on)\b|"
            r"\b(?:tell|write(?: to)?|let) us (?:know )?(?:more|about it|about this)?[^.]{0,30}(?:<url>|"
            r"https?:)|\b(?:submit|share|send|suggest)\b[^.]{0,60}"
            r"\b(?:here|at|via|link)\b:? ?(?:<url>|https?:)"
        ),
        "other": (
            r"\b(?:community|support|our|user) (?:\w+ )?forums?\b|\bforums?,? here\b|\b(?:post|ask) (?:it |"
            r"this )?(?:in|on) (?:the|our) community\b"
        ),
        "branch": (
            r"\b(?:pop|drop|swing|stop|call) (?:in(?:to)?|by|over)\b|\bcome (?:in(?:to)?|by|along|and see|"
            r"over) |\bvisit us\b|"
            rf"\b(?:in|at|to|into|visit|with|of|by|your|our|the|nearest|local|a|any|from) (?:[\w']+ ){{0,3}}"
            rf"(?<!online )(?<!app )(?<!play ){_SHOP}\b(?! (?:credit|card|hours|locator|page))|\bin-?store\b|"
            rf"\bin person\b|\b{_STAFF}\b"
        ),
    }
)

SENDS = any_of(
    r"\b(?:please|pls|plz|kindly|could you|can you|would you|will you|are you able|you(?:'ll| will| would| may|"
    r" might|"
    r"'d)? (?:can|need|have|want|must|should|could|best|like|wish)\b|you(?:'ll| will| would) (?:need|have)|"
    r"you (?:can|may|could|must|should)|(?:best|better|easiest) (?:to|way|option|bet|is)|advise|recommend|"
    r"suggest|"
    r"need to|needs to|has to|have to|must|feel free|only (?:by|via|through|in|at|over|way|available|from)|let's|"
    r"(?:go(?:es)?|going|comes?|only) through|get (?:her|him|them) to|try|simply|just)\b|"
    r"\b(?:reps?|colleagues?|team|staff|department|agents?|specialists?|store|advisors?|manager|branch|office|"
    r"shop|"
    r"they)\b(?: [\w@.+-]+){0,6}? (?:can|could|may|"
    r"will|should|would|might)(?: \w+)?(?: be able to)? (?:help|assist|advise|sort|look|change|issue|replace|"
    r"do)\b|\b(?:their|its|his|her) (?:\w+ )?(?:number|helpline|hotline|line|e-?mail|address) is\b|"
    r"\b(?:question|"
    r"matter|one|issue) for\b|\b(?:handles?|deals? with|takes? care of|looks? after)\b|"
    r"(?:^|[,.:;!&/] ?|\band |\bor |\bthen |\bto |\d |@\w+ )(?:e-?mail|contact|ring|write|visit|go|head|come|"
    r"pop|drop|"
    r"send|reach|get in touch|speak|talk|ask|use|fill|complete|submit|file|raise|open|report|request|apply|do|"
    r"make|cancel|freeze|arrange|manage|sign up|register|order|enrol|"
    r"check|see|"
    r"join|click|tap|return|take|bring|swing|stop by|call|chat|tell|share|let|log|create|lodge|message|find|"
    r"follow|"
    r"connect|book|meet|shoot|forward|upload|provide)\b|\b(?:returning|visiting|taking|bringing|speaking|going|"
    r"contacting|heading|popping|asking)\b|\b(?:is|are|be) (?:only )?(?:handled|dealt with|done|accepted|made|"
    r"processed|taken|answered|available|arranged|requested|submitted|resolved|looked after)\b"
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
    rf"\b(?:question|matter|one|issue|case|job) (?:for|to be \w+ by) (?:your|the|our) (?:\w+ ){{0,3}}{_THIRD}\b",
    r"\b(?:click|tap|use|follow|go to|visit|hit|head to|select|see|check|press)\b[^.?]{0,50}\b(?:link|button|"
    r"below|here|"
    r"option|url)\b[^.?]{0,50}\b(?:reply|respond|chat|message|talk|connect|speak|reach|contact|assist\w*|"
    r"help you|"
    r"meet|let us know|information to work)\b|\bgo to the link\b|\b(?:through|via|using|in) (?:the|this|"
    r"our) (?:\w+ )?"
    r"link\b",
    r"\b(?:please|you can|can|to|just|and|,|^)? ?(?:check|visit|look (?:on|at)|see|browse|go to|"
    r"head (?:over )?to) "
    r"(?:out )?(?:our|the) (?:\w+ )?(?:web ?site|site|web ?page|online (?:shop|store))\b",
)

OURS = any_of(
    r"\b(?:i|we|our (?:\w+ ){0,3}\w+|someone|somebody|they|he|she|a (?:colleague|manager|specialist|"
    r"member \w+ \w+ "
    r"\w+)|[a-z]+ team|agents?|representatives?|customer care)(?:'ll| will| would|'ve| have| has|'re| are|'m|"
    r" am|'s| "
    r"is| can| could| shall|'d| may| might)?(?: going to| about to| to| be| also| just| now| then| always|"
    r" already| "
    r"happily| gladly| able to| not| soon| personally| been| currently){0,3} "
    r"(?:call(?:ed|ing)?|phone|ring|e-?mail(?:ed|ing)?|text|message|dm(?:ed|'d|ing)?|contact(?:ed|ing)?|"
    r"reach(?:ed|ing)?(?: out)?|get (?:back|in touch|to you)|got|receiv\w+|respond\w*|repl(?:y|ied|ying)|"
    r"answer\w*|"
    r"send(?:ing)?|sent|be in (?:touch|contact)|follow(?:ed|ing)? up|speak\w*|spoke|talk\w*|ask\w*|visit|come|"
    r"use[ds]?|"
    r"refer(?:red|ring)?|see|saw|read)\b(?: (?:to|with|out|up|back))?(?: (?:you|it|this|that|them|the \w+|"
    r"your \w+|"
    r"an? \w+)){0,2}(?: (?:via|by|in|on|through|over) (?:\w+ ){0,2}"
    r"(?:dms?|e-?mail|phone|chat|inbox|message))?",
    r"\b(?:to|will|'ll) (?:call|phone|e-?mail|contact|text|reach|reply|answer|be in touch|"
    r"get back)(?: to)? you\b|"
    r"\bgive you a (?:call|ring)|\b(?:call|e-?mail|text|phone)s? (?:from|back from) (?:us|our|the)\b|"
    r"\bhow to contact\b",
)

MOVED = any_of(
    rf"\b(?:i|we)(?:'ve| have|'re|'ll)?(?: just| also| now| already)* (?:sent|sending|dm'?e?d|messaged|popped|"
    rf"dropped) "
    rf"(?:you|u)?(?: over)? ?(?:an?|the)? ?(?:quick |short )?(?:{_PRIVATE}|message)?\b(?=[^.]*\b(?:dm|message|"
    rf"inbox|about|"
    rf"there|reply|check|see you)\b)|\b(?:we|i)(?:'ve| have| has)?(?: just| also| now| already)* (?:sent|send|"
    rf"responded|respond|replied|dm'?e?d|messaged|wrote)(?: to)? "
    rf"(?:you|u)\b[^.!?]{{0,30}}\b{_PRIVATE}|\bfollow(?:ing)? us\b[^.!?]*\b{_PRIVATE}|\bcheck (?:your|"
    rf"ur) (?:{_PRIVATE}|messages)\b|\b(?:meet|see|join|talk to|reply to) "
    r"(?:you|me|us) (?:back )?(?:in )?there\b"
)

HERE = any_of(
    r"(?:can't|cannot|can not|unable|not able|don't|not)\b[^.]{0,60}\bchat|\b(?:this|the current|here in) chat\b|"
    r"\b(?:via|by|in|through|over|on) chat\b[^.]{0,20}\b(?:not|unavailable)"
)

PAST = any_of(
    r"\b(?:repl(?:y|ied)|respond(?:ed|ing)?|answered|get(?:ting)? back) to your\b[^.]{0,25}",
    rf"\b(?:thank\w*|appreciat\w+|see|saw|seen|got|received|have|read|await\w*|showing|found|notice\w*)\b"
    rf"[^.!]{{0,25}}?\b(?:your|the|that|a|you (?:'ve |have )?sent(?: us)?(?: an?)?|or|any|dm|"
    rf"our) ?(?:\w+ )?{_PRIVATE}"
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

CONDITION = any_of(r"\bif\b|\balternatively\b|\bshould you\b|\bin case\b|\bunless\b|\bwhen you (?:next|can)\b")

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
