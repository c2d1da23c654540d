"""English: how a company sends away, acknowledges, hands over, refuses and informs."""

from __future__ import annotations

from .rules import Rules, any_of, each

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

RULES = Rules(
    name="en",
    cut=any_of(
        r", (?=just )|, (?=(?:i|we|they|it|the|this|there|that|you|my|our)(?:'\w+)? )",
        r",? (?=(?:but|however|so) (?:please|kindly|you|we|i|it|the|this|that|there|if)\b)|, (?=(?:please(?= \w)|"
        r"kindly|can you|"
        r"could you|would you|how|what|which|where|when|sorry|apolog\w+|thanks|thank you|we'll|we will|i'll|"
        r"i will)\b)|,? (?=(?:and|or) (?:please|kindly|"
        r"we'll|we will|i'll|i will|let (?:us|me) know)\b)| ?(?:[-–]{1,2}|-+>) | \| |(?<=\w)- (?=which|what|can|"
        r"could|please)",
    ),
    purpose=any_of(
        r"\b(?:so (?:that )?|and (?:then )?|where |then )(?:we|i|our \w+|one of our \w+|an? \w+|someone|he|she|"
        r"they)(?:'ll| "
        r"will| can| could| may| might|'d| would|'re able| are able| am able|'m able)\b(?:(?!, ?(?:please|kindly|"
        r"dm|call|e-?mail|just|you)\b)[^:<])*",
        r"\b(?:for us|for me|in order|to be able|allow us|for someone) to .*",
        r"(?<=\w )(?<!able )(?<!happy )(?<!glad )(?<!like )(?<!love )(?<!want )(?<!here )(?<!going )to (?:discuss|"
        r"better assist|have (?:a|this|it|that)|get (?:this|it|that|you|started)|gather|investigate|assist|"
        r"help(?!@)|look into|chat|talk|go over|see what|find out|sort)\b(?:(?!, ?(?:please|kindly|dm|call|e-?mail|"
        r"just|you)\b)[^:<])*",
    ),
    direct=each(
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
    ),
    places=each(
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
    ),
    sends=any_of(
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
    ),
    third=any_of(
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
    ),
    ours=any_of(
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
    ),
    moved=any_of(
        rf"\b(?:i|we)(?:'ve| have|'re|'ll)?(?: just| also| now| already)* (?:sent|sending|dm'?e?d|messaged|popped|"
        rf"dropped) "
        rf"(?:you|u)?(?: over)? ?(?:an?|the)? ?(?:quick |short )?(?:{_PRIVATE}|message)?\b(?=[^.]*\b(?:dm|message|"
        rf"inbox|about|"
        rf"there|reply|check|see you)\b)|\b(?:we|i)(?:'ve| have| has)?(?: just| also| now| already)* (?:sent|send|"
        rf"responded|respond|replied|dm'?e?d|messaged|wrote)(?: to)? "
        rf"(?:you|u)\b[^.!?]{{0,30}}\b{_PRIVATE}|\bfollow(?:ing)? us\b[^.!?]*\b{_PRIVATE}|\bcheck (?:your|"
        rf"ur) (?:{_PRIVATE}|messages)\b|\b(?:meet|see|join|talk to|reply to) "
        r"(?:you|me|us) (?:back )?(?:in )?there\b"
    ),
    here=any_of(
        r"(?:can't|cannot|can not|unable|not able|don't|not)\b[^.]{0,60}\bchat|\b(?:this|the current|here in) chat\b|"
        r"\b(?:via|by|in|through|over|on) chat\b[^.]{0,20}\b(?:not|unavailable)"
    ),
    past=any_of(
        r"\b(?:repl(?:y|ied)|respond(?:ed|ing)?|answered|get(?:ting)? back) to your\b[^.]{0,25}",
        rf"\b(?:thank\w*|appreciat\w+|see|saw|seen|got|received|have|read|await\w*|showing|found|notice\w*)\b"
        rf"[^.!]{{0,25}}?\b(?:your|the|that|a|you (?:'ve |have )?sent(?: us)?(?: an?)?|or|any|dm|"
        rf"our) ?(?:\w+ )?{_PRIVATE}"
        r"(?! (?:us|me))(?![^.]*\b(?:click|please|check)\b)",
        r"\byou(?:'ve| have)? (?:just )?(?:sent|dm'?e?d|messaged|called|contacted|e-?mailed|spoke)\b|\b(?:did|"
        r"were|have|"
        r"was|had|has) you (?:\w+ )?(?:call|contact|e-?mail|dm|sp[eo]ak|visit|receive|check|try|talk|report)\w*|"
        r"\bwho (?:did|have) you|\bwhen you (?:called|contacted|spoke|visited|e-?mailed)|\bwhat (?:did|does) the ",
    ),
    aside=any_of(
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
    ),
    condition=any_of(r"\bif\b|\balternatively\b|\bshould you\b|\bin case\b|\bunless\b|\bwhen you (?:next|can)\b"),
    asked_contact=any_of(
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
    ),
    ack=any_of(
        r"\b(?:received|got|have) (?:your|the) (?:\w+ )?(?:dm|message|e-?mail|request|enquiry|inquiry|ticket|"
        r"letter|details)",
        r"(?:message|request|ticket|enquiry|inquiry|e-?mail|case|complaint|"
        r"application) (?:(?:number )?[#№(]?[\w-]*\d[\w-]*\)? "
        r"|number \S+ )?(?:has been |was |is )?(?:successfully )?(?:received|registered|logged|accepted|created|"
        r"submitted|"
        r"opened)",
        r"(?:\b(?:we|i|they|someone|somebody|he|she|agents?|team|care|specialist|colleague|manager|representative|"
        r"operator|member|and|advisor)|^)(?:'ll| will| shall|'re going to)(?: also| then| definitely| be|"
        r" personally| certainly| gladly)* (?:call(?:ing)? (?:you )?"
        r"back|call you|get(?:ting)? back|back|come back|coming back|repl(?:y|ying)|respond(?:ing)?|in (?:touch|"
        r"contact)|"
        r"answer(?:ing)?|contact(?:ing)? (?:you|me|us)|with you|follow(?:ing)? up|updat(?:e|ing) you|let you know|"
        r"reach(?:ing)? "
        r"out|keep you (?:posted|updated|informed))",
        r"\b(?:repl(?:y|ies)|respond|answer|response) (?:to you )?(?:within|as soon|shortly|soon)|"
        r"(?:agents?|operators?|we|everyone|lines?|team)(?:'re| are| is) (?:\w+ )?(?:busy|away|offline|unavailable|"
        r"closed)|"
        r"\b(?:we|i)(?:'re| are|'m| am) (?:\w+ )?(?:looking into|checking|experiencing (?:a )?(?:high|long)|"
        r"investigating|"
        r"reviewing|working on (?:it|this|that|your))|please (?:wait|hold|bear with|stand by|stay (?:on|online))",
        r"\bgive (?:me|us) (?:a|one|two|five|ten)\b.{0,12}(?:min|moment|sec)\w*|\bbear with\b|\b(?:one|a|just a|"
        r"a quick) (?:moment|minute|second|sec)\b|bear with (?:us|me)|hold on|hang tight",
        r"\b(?:let me|i'll|we'll|we will|i will|let us|i am going to|i'm going to)(?: just| now| have| take|"
        r" quickly| "
        r"first)* (?:to )?(?:(?:a )?(?:quick |closer )?look\b|check|find out|investigate|review|pull up|dig|"
        r"double-check|"
        r"see what|look into|verify)",
        r"\bexpect (?:an? |our )?(?:answer|reply|response)\b|\b(?:soon|shortly),? (?:i|we)(?:'ll| will)\b|"
        r"number \d+ in (?:the )?(?:queue|line)|\b(?:estimated|"
        r"average) wait|\b(?:in the|a) queue|automat(?:ic|"
        r"ed) (?:reply|response|message)",
        r"(?:request|ticket|case|reference) (?:number|no\.?|id)(?: is)? ?[:#№]? ?[\w-]*\d|"
        r"(?:ticket|request|case) with (?:the )?number \S+",
        r"\bi(?:'m| am) (?:currently )?(?:away|on (?:annual |parental )?leave|on vacation|on holiday)|"
        r"out of (?:the )?office|outside (?:of )?(?:our )?(?:working|business|office|opening) hours",
        r"thank(?:s| you) for (?:waiting|holding)",
        r"\bworking on (?:it|that)\b|\btry again later|\bas soon as (?:we|i|customer|they|someone)|"
        r"may take (?:a while|some "
        r"time|a little)|\blook(?:ing)? into (?:it|this|that)\b|\b(?:an|our|next (?:available )?|the next )(?:agent|"
        r"operator|specialist|representative|advisor)s? (?:will|is going)",
    ),
    transfer=any_of(
        r"transfer(?:ring|red)? (?:you|your|this|the)|connect(?:ing|ed)? you\b|put(?:ting)? you through|loop(?:ing|"
        r"ed)?\b"
        r"[^.]{0,30}\b(?:in|back|team|expert\w*|colleague\w*)\b|\bover to (?:our|my)|please tweet|bringing in (?:a|"
        r"my|our)",
        r"\b(?:i'll|i will|we'll|we will|i've|we've|i have|we have|i'm|we're|i am|we are|i|we|let me|has been|"
        r"have been|"
        r"been|being|is|was|are|get(?:ting)? (?:this|it|that|your \w+)|to)\s?(?:now |just |also |already )?"
        r"(?:pass(?:ed|ing)?|forward(?:ed|ing)?|escalat(?:e|ed|ing)|refer(?:red|ring)?|rais(?:e|ed|ing)|"
        r"assign(?:ed|ing)?|hand(?:ed|ing)?|rout(?:ed|ing)|redirect(?:ed|ing)?)\b[^.]{0,60}?\b(?:to|on|over|along|"
        r"with)\b|"
        r"\bescalated\b|(?:^|, |and )(?:now )?(?:passing|forwarding|transferring|handing|escalating|"
        r"routing) (?:this|it|that|you|your)\b|"
        r"\b(?:has|have|'s) (?:now )?(?:taken over|picked up|gone to (?:our|the))\b|(?:\bis|that's|"
        r"it's) (?:now )?with (?:our|the) (?:\w+ ){1,3}(?:now|already|and|who|$)|\bis (?:now )?(?:looking after|"
        r"dealing with|handling) your\b",
        r"\b(?:get|have|ask) (?:\w+ ){1,2}(?:from|in|at) (?:\w+ ){1,3}to (?:pick|take|look|call|help|contact|"
        r"handle|deal)|\bsomeone from (?:that|our|the|this) (?:\w+ ){0,2}(?:team|department) (?:will|is)|let (?:my|"
        r"our|"
        r"the) (?:manager|"
        r"supervisor|colleague)|\b(?:i|we) (?:can|could|may) (?:\w+ )?(?:escalate|transfer|forward)\b|(?:colleague|"
        r"specialist|agent|manager|operator|expert) (?:will|is going "
        r"to) (?:take over|join|continue|help you|assist you|take it from)|\b(?:has|have) joined the (?:chat|"
        r"conversation)",
        r"@\w+[ ,]+(?:please|can you|could you) (?:help|assist|check|look)",
    ),
    refusal=any_of(
        r"\b(?:can(?:no|')?t|can not|could(?: not|n't)|won't|will not|would not|wouldn't|(?:are|is|am|'re|"
        r"'m) (?:not able|"
        r"unable)|aren't able|isn't able|not able|won't be able) (?:to |be able to |currently |be )?(?:help|assist|"
        r"do\b|"
        r"offer\w*|provid\w+|give|find|refund\w*|see|change\w*|cancel\w*|make|accept\w*|process\w*|share\w*|"
        r"deliver\w*|"
        r"confirm|"
        r"guarantee|be|issue|exchange\w*|amend|ship|take|access|say|reserve|return\w*|extend|allow\w*|honou?r|"
        r"match|add|"
        r"support|disclose|advise|comment|speculate|replac\w+|compensat\w+|reimburse\w*|send|transfer|use|apply)",
        r"\b(?:is|are|it's|that's|was|this isn't|that isn't)(?: currently| simply| no longer| unfortunately|"
        r" relatively)* ?"
        r"(?:not|n't) (?:\w+ )?(?:possible|available|something we|an option|offered|permitted|allowed|supported|"
        r"eligible|"
        r"feasible|in stock|refundable|planned|covered|part of)|isn't (?:possible|available|supported|allowed|"
        r"something)|"
        r"aren't (?:available|allowed|offered)|\bnot (?:supported|something we (?:do|offer))|\bimpossible\b|"
        r"no longer (?:available|possible|offered|sold)",
        r"\b(?:do not|don't|doesn't|does not)(?: currently| yet| actually)? (?:have (?:any |an? |that |this |"
        r"the )?(?:\w+ )?"
        r"(?:info\w*|details|plans|eta|date|access|stock|control)|offer|sell|accept|support|ship|deliver|provide|"
        r"stock|"
        r"allow|handle|serve|cover|take|do (?:that|this|it|refunds|returns|exchanges)|issue|plan)|"
        r"\bno (?:\w+ )?(?:info\w*|plans|refunds?|returns?|way to|eta|date|news|updates?)\b|out of stock|sold out|"
        r"nothing "
        r"(?:more )?(?:we|i) can do|no further (?:info\w*|assistance)",
        r"\b(?:we|i) (?:can't|cannot|can not)(?! (?:wait|believe|thank|stress|imagine|emphasi|help but|agree|"
        r"recommend))\b|\b(?:stopped|no longer|don't) (?:mak|sell|stock|produc|offer)\w*|\bdiscontinued\b|"
        r"unfortunately,? (?:no\b|not\b|(?:we|i|it|there|that|this|they) (?:\w+ )?(?:\w+(?:'t)|not|no)\b)",
    ),
    vague=any_of(
        r"\b(?:no|don't have|do not have|do not currently have)\b[^.]{0,25}\b(?:info\w*|details|eta|date|news|"
        r"updates?)\b|"
        r"\b(?:can't|cannot|can not|unable to|not able to|couldn't) (?:help|assist|say|comment|guarantee|speculate|"
        r"confirm|"
        r"find|advise|do|see)\b|nothing (?:more )?(?:we|i) can do"
    ),
    way=any_of(
        r"\bbut (?:the|a|an|our) [^.]{0,40}?\b(?:can|is|are)\b|\b(?:but (?:you|we|i)(?:'ll| can(?!'|not)|"
        r" could(?! not|n't)| will(?! not)| still)|instead\b|"
        r"however,? (?:you|we|i) can|we can offer|"
        r"alternatively|you(?:'ll| can(?!')| could| may)? (?:still |always )?(?:can(?!')|find|use|try|choose|order|"
        r"buy|get|see)\b|"
        r"try\b|still be (?:checking|looking|working)|we(?:'re| are) (?:\w+ )?(?:working|looking|checking))"
    ),
    social=any_of(
        r"^(?:hi+|hello|hey+|good (?:morning|afternoon|evening|day|luck)|dear|sorry|apolog\w+|thanks?|thank you|"
        r"thx|cheers|"
        r"ok(?:ay)?|great|awesome|perfect|welcome|you(?:'re| are) (?:\w+ )?welcome|no (?:problem|worries)|glad|"
        r"happy|oh|"
        r"aw+|wow|haha\w*|lol|yay|we(?:'re| are) (?:so |very |really |truly )*(?:sorry|glad|happy|here|ready)|"
        r"i(?:'m| am) (?:so |very |really |truly )*(?:sorry|glad|happy|here)|have an?|enjoy|love|my pleasure|anytime|"
        r"sounds (?:good|great|like)|looks (?:good|great|amazing|delicious)|(?:that's|this is) (?:\w+ )?(?:great|"
        r"awesome|"
        r"good|fine|amazing|never)|regards|kind regards|best|cheers|take care|congrat\w*|imagine|fingers|count us|"
        r"got it|understood|alright|absolutely|of course|sure|rgds|don't worry|safe travels|see you|bye)\b"
    ),
    kind=any_of(
        r"\b(?:happy|glad|love|here|like|able|want|delighted|willing|pleased|ready|try|best|hope) to (?:help|"
        r"assist|look|check|"
        r"take|see|chat|hear|provide the best|work|investigate|make|get|know|learn|find|be of|do)",
        r"\b(?:we|i)(?:'ll| will|'d| would| can|'re going to|'re| are)? (?:\w+ )?(?:look in ?to|take a (?:\w+ )?look|"
        r"see what|"
        r"sort(?:ed)?|work together|figure|start|get started|take it from|continue|assist you|help you|help out|"
        r"help\b|"
        r"make (?:it|this) right|get (?:this|it|you|that) (?:\w+ )?(?:sorted|fixed|resolved|passed|going)|"
        r"do (?:our|my) best|"
        r"be (?:more|very|so) (?:happy|glad)|work with|like to|love to|do better|let (?:our|the|my) (?:\w+ )?(?:team|"
        r"manager)|pass (?:this|it|that|your)|share (?:this|it|your))\b",
        r"\blet's (?!run|back|update|reset|restart|try (?:re|up))|\bkeep (?:us|me) (?:informed|posted)|"
        r"\bstay tuned\b|\bi (?:understand|"
        r"apologi[sz]e|do apologi[sz]e|hear you|can see how|know how)|\bwe (?:appreciate|apologi[sz]e|understand|"
        r"hope|hear "
        r"you|value|strive|aim to be|care|never want|don't want|want)\b|\bhope(?:fully)? (?:you|this|that|it|we|to|"
        r"your)|"
        r"\bfeedback\b|\bconcerning\b|\bfrustrat\w+|\bdisappoint\w+|\bthat's (?:never|not) (?:good|great|ideal|"
        r"what|the)|"
        r"\byour (?:\w+ )?experience\b|\bthanks\b|\bthank you\b|\bsorry\b(?! (?:but|as|we|,))|\bapologies\b|"
        r"\binconvenience\b|\bawaiting (?:for )?your|\b(?:kind|best) regards?\b|\bhave a (?:\w+ )?(?:day|evening|"
        r"weekend|time|night|one)\b|\bfor sharing\b|\bwe can do better\b|\bwhat (?:we|i) can (?:do|find)\b|"
        r"\bneed anything else|\bhere (?:if|for) you|\b(?:reached|come to) the right|\bat your service\b|"
        r"\bmake sure you\b|\bwrong\b.{0,20}\?|\bwe (?:don't|never) (?:intend|mean)|\bfed (?:this|that|it) back|"
        r"\bpassed (?:this|that|it|your)|\bplace (?:great|high|a lot)|\b(?:sad|troubling|troublesome|distress|"
        r"sadden|worry|annoy)\w*\b|\bwe (?:will|'ll) be here|\bkeep you connected|\b(?:do not|don't|"
        r"never) (?:share|release|post|send|give)\b|\bsay no more|"
        r"\bdefinitely (?:help|look|get)|\bknow how important\b|"
        r"\b(?:understandable|unacceptable)\b|\b(?:glad|happy) to\b|\bget (?:it|this|that) (?:checked|sorted|fixed|"
        r"resolved|looked)|\blive here\b|\bdm'?e?d? .{0,10}about this|\b(?:responded|replied|respond|"
        r"reply) to your\b|\bnot the (?:\w+ )?(?:experience|impression|service)\b",
    ),
    fact=any_of(
        r"\d|%|https?://|<url>|\b(?:done|yes|nope|no,|because|due to|as (?:the|this|your|it|we)|since (?:the|this|"
        r"it)|therefore|"
        r"caused by|cause\b|costs?|takes?|available|unavailable|fixed|resolved|delivered|shipped|refunded|cancell?ed|"
        r"closed|open until|opens?|closes|only|always|usually|normally|generally|sometimes|need to|you can|"
        r"you (?:will|"
        r"would|'ll) (?:\w+ )?(?:need|be able|have|receive|get|see)|should be|will be|have been|has been|was\b|"
        r"were\b|"
        r"there (?:is|are|was|were|will)|includ\w+|allow\w*|required?|means?|policy|currently|at the moment|so far|"
        r"within|"
        r"until|via the|going to be|applied|charged?|price\w*|free|in stock|works?|support(?:s|ed)\b|part of|up to|"
        r"the \w+ "
        r"(?:is|are|was|has|will|can|does|isn't|hasn't)|it(?:'s| is| was| will| looks| has| takes)|this (?:is|was|"
        r"will|has)|"
        r"that (?:is|was|means|will)|they(?:'re| are| will| have| do)|we (?:do|do not|don't|released|have|offer|"
        r"sell|accept|"
        r"still|plan|stock|ship|only|use|close|open|can't|cannot)|we(?:'ve| have) (?!let|passed)\w+ed|i(?:'ve| have) "
        r"(?:\w+ed|sent|made|put|set)|spoke|contacted)\b"
    ),
    instruct=any_of(
        r"(?:^|just |please |, )(?:bring|take) (?:\w+ ){1,3}",
        r"(?:^|[,.;:] ?|please |(?:can|could|would) you (?:please |also |kindly |try )?|you can |you should |"
        r"you(?:'ll)? need to |"
        r"have you tried |try(?: to)? |let's |and |then |just |to )(?:please )?(?:also )?(?:try(?:ing)?|restart\w*|"
        r"reset\w*|reinstall\w*|"
        r"updat(?:e|ing)|check (?:if|that|whether|your (?!dm|inbox|e-?mail|message)|the (?!dm|inbox|link|e-?mail)|"
        r"out|for)|"
        r"run\b|uninstall\w*|delet(?:e|ing)|clear\w*|log(?:ging)? (?:out|in|back|off|on)|sign(?:ing)? (?:out|in|"
        r"back)|"
        r"turn\w* (?:on|off|it)|switch\w*|tap\b|click\b|select\b|go to (?:settings|your|the)|enable|disable|unplug|"
        r"plug|"
        r"power|download|install|follow (?:the|these|this)|remove|toggl\w+|back(?:ing)? up|use (?:the|a|code|this)|"
        r"enter "
        r"(?:the|your|code)|open (?:the|your)|head (?:over )?to (?:settings|your)|note\b|allow\b|refer to|"
        r"see (?:here|this|"
        r"below|our)|change|add|make sure|ensure|wait (?:until|for)|keep)\b",
    ),
)
