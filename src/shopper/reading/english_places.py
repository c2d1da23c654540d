"""English: the places that a company names, and the words that send by themselves (`rules.Rules`)."""

from __future__ import annotations

from .rules import each

PRIVATE = r"(?:d\.?m\.?'?s?|dms|direct messag\w+|private messag\w+|priv(?:ate)? (?:link|chat|msg)|inbox)"
_SHOP = (
    r"(?:stores?|branch(?:es)?|shops?|outlets?|offices?|desks?|reception|counters?|showrooms?|service cent(?:er|"
    r"re)s?|"
    r"retailers?|dealers?|dealership|gate|airport|box office|superstore|restaurants?|stations?|kiosks?|(?:pick-?up|"
    r"collection) "
    r"points?|checkout|tills?|lobby|porter's lodge|librar(?:y|ies)|surger(?:y|ies)|workshops?|garage|pharmac(?:y|ies)|"
    r"help ?desk|information desk|ground floor|lounge|front desk|warehouse|clinic|salon)"
)
_STAFF = (
    r"(?:(?:station|store|shop|gate|airport|train|floor|on-?board|cabin|local|our|the|a|any) )+(?:staff|crew|"
    r"agents? at|"
    r"conductor|guard|team members?|manager on duty|members? of (?:staff|the team|crew)|flight attendants?|cashier)"
)
_NOT_ME = (
    r"(?<!will )(?<!'ll )(?<!'ve )(?<!'d )(?<!we )(?<!\bi )(?<!a )(?<!an )(?<!your )(?<!the )(?<!our )(?<!this )"
    r"(?<!that )(?<!missed )(?<!phone )(?<!they )(?<!my )(?<!would )(?<!every )(?<!on )(?<!by )(?<!did you )"
)

DIRECT = each(
    {
        "twitter": (
            rf"\b{PRIVATE}\b|(?<!\d )(?<!\d)\bp\.?m (?:us|me)\b|\b(?:via|by|through|in|over) pm\b|"
            rf"{_NOT_ME}\bmessage (?:us|me)\b|\b(?:send|drop|shoot|leave|pop|write) (?:us|me) (?:over )?(?:a|an) "
            r"(?:\w+ )?(?:message|note|line|msg)\b(?! (?:at|to|on|via|by|here))|\bfollow(?: us)?(?: back)?"
            r"(?: and|/|,| &| so)|\b(?:meet|join|chat with|see) (?:us|me) (?:back )?(?:in |over )?(?:there|"
            r"here)\b"
        ),
        "email": (
            rf"\be-?mail(?:ing|ed) (?:us|me|them|our|the|\S+@)|{_NOT_ME}\be-?mail (?:us|me|them|him|her|our|it|that|"
            rf"this|details|over|to|at|your \w+|the \w+|"
            r"\S+@\S+)|(?<!we )(?<!i )(?<!'ve )(?<!we've )(?<!have )(?<!just )\b(?:send|drop|shoot|forward|pop|"
            r"write) (?:us|me|them|it|this|these|that|those|over|your \w+|the \w+)? ?(?:(?:an?|in an|the) |by |"
            r"via |"
            r"in |over |through )?(?:quick )?e-?mails?\b(?! address| id)|"
            r"\b(?:contact|reach|submit\w*|get in touch with|write to|answered|handled|dealt with|accepted|"
            r"talk to|"
            r"complain|respond|apply|request\w*|cancel\w*|only|us|it|this|them|done|available|support|dispute\w*|"
            r"resolved|(?:\w+ed)) (?:\w+ ){0,3}(?:by|via|through|over|on|at|using|in) (?:an? |our |"
            r"the )?e-?mail\b|"
            r"\b(?:reply|respond|answer) (?:to|on) (?:the|our|that) e-?mail\b|\be-?mail(?:ing)? (?:is|"
            r"remains) the (?:only|best)|(?:\bwrite|\bmail|\bletter) (?:to|us at) \S+@"
        ),
        "phone": (
            rf"{_NOT_ME}\b(?:call|ring|phone|dial|telephone) (?:[\w'&-]+ ){{1,4}}(?:on|at) \+?\(?\d|"
            rf"{_NOT_ME}\b(?:call|phone|ring|dial|telephone)(?: back)?,? (?:us|our|the|them|on|at|in|into|"
            rf"customer|"
            r"support|this|one of|your (?:bank|local|nearest|card|carrier|hotel|airline|travel|doctor)|him|her|"
            r"reservations?|\+?\(?\d|1-|0\d)|\b(?:give|drop) (?:us|them|our \w+(?: \w+)?|"
            r"the \w+(?: \w+)?) (?:a )?"
            r"(?:quick )?(?:call|ring|bell|buzz|shout)|\b(?:contact|reach|speak|talk|get|done|handled|only|"
            r"cancel\w*|"
            r"request\w*|available|us|it|this|them|team) (?:\w+ ){0,4}(?:by|via|over|on) (?:the )?(?:phone|"
            r"telephone|"
            rf"hotline|helpline)|{_NOT_ME}\b(?:calling|ringing|phoning) (?:us|our|the|your|them|customer|back)|"
            rf"\bgive (?:\w+ ){{1,4}}a (?:quick )?(?:shout|call|ring|bell|buzz)\b|\bcall(?:ing)? and ask"
        ),
        "sms": (
            r"\btext (?:us|me|\S+ to \d+|your (?:\w+ ){1,3}to|back)\b|\bsend \S+ to \d{3,6}\b|\bsend (?:us )?(?:a|"
            r"an) (?:text|sms)|"
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
            r"\b(?:live|web|online|website|support) ?chat\b|\bchat on (?:our|the)\b|\blive (?:agents?|advis[oe]rs?|"
            r"person|human)\b|\bchat (?:bubble|icon|widget|window|button)\b|\bchat (?:here|team|page|link|"
            r"support)\b|\b(?:our|"
            r"the) chat\b"
        ),
        "telegram": r"\btelegram\w*|\bt\.me/|(?<!\w)@\w+_?bot\b",
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
            r"\bfill (?:this|it|that|them) (?:in|out)\b|\bfill (?:in|out) (?:this|the|our)\b|\b(?:book|sign up|"
            r"register|apply|order|enrol)\b[^.]{0,40}(?:www\.|https?:|<url>|"
            r"\bour (?:web ?)?site\b)|\b(?:form|web ?form|contact(?:-us)? page)s?\b|\b(?:submit|open|raise|"
            r"create|file|log|lodge|start|"
            r"place|leave|"
            r"put in|make) (?:a |an |your |the |another |new )*(?:\w+ )?(?:ticket|claim|requests?|case|report|"
            r"complaint|enquiry|inquiry|dispute|return)\b|\bvia (?:our|the|your) (?:\w+ )?(?:web ?site|site|"
            r"portal|"
            r"help cent\w+|account page|dashboard)|\b(?:through|on) (?:our|the|your) (?:online |customer |"
            r"support )?(?:web ?site|site|portal|"
            r"help cent\w+)\b|\b(?:online|returns?|customer|self-service|support|claims?) (?:form|portal|page|"
            r"hub)|\bonline claim|\breport (?:it|this|them) (?:at|here|via|on)\b|"
            r"\b(?:fill us in|give us (?:the |more |some )?(?:details|info\w*)|(?:tell|write(?: to)?|let) us (?:know "
            r")?)(?:more|about it|about this)?[^.]{0,30}(?:<url>|"
            r"https?:)|\b(?:submit|share|send|suggest)\b[^.]{0,60}"
            r"\b(?:here|at|via|link)\b:? ?(?:<url>|https?:)"
        ),
        "other": (
            r"\b(?:community|support|our|user) (?:\w+ )?forums?\b|\bforums?,? here\b|\b(?:post|ask) (?:it |"
            r"this )?(?:in|on) (?:the|our) community\b"
        ),
        "branch": (
            r"\b(?:pop|drop|swing|stop|call) (?:in(?:to)?|by|over)\b(?! (?:to |on |in |into )?(?:our |the |your |"
            r"my )?(?:live |web |online )*(?:chat|dms?|site|web|page|inbox|e-?mail|app))|\bcome (?:in(?:to)?|by|"
            r"along|and see|"
            r"over) |\bvisit us\b|"
            rf"\b(?:in|at|to|into|visit|with|of|by|your|our|the|nearest|local|a|any|from) (?:[\w']+ ){{0,3}}"
            rf"(?<!online )(?<!app )(?<!play ){_SHOP}\b(?! (?:credit|card|hours|locator|page))|\bin-?store\b|"
            rf"\bin person\b|\b{_STAFF}\b"
        ),
    }
)
