"""English: how a company acknowledges, hands over, refuses and informs; sending away is in `english_away`."""

from __future__ import annotations

from . import english_away as away
from .rules import Rules, any_of

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
        r"\b(?:so (?:that )?|and (?:then )?|where |then )(?!they'd be your)(?:we|i|our \w+|one of our \w+|an? \w+|"
        r"someone|he|she|"
        r"they)(?:'ll| "
        r"will| can| could| may| might|'d| would|'re able| are able| am able|'m able)\b(?:(?!, ?(?:please|kindly|"
        r"dm|call|e-?mail|just|you)\b)[^:<])*",
        r"\b(?:for us|for me|in order|to be able|allow us|for someone) to .*",
        r"(?<=\w )(?<!able )(?<!happy )(?<!glad )(?<!like )(?<!love )(?<!want )(?<!here )(?<!going )(?<!best )"
        r"(?<!need )"
        r"(?<!easier )(?<!easiest )(?<!have )to (?:discuss|"
        r"better assist|have (?:a|this|it|that)|get (?:this|it|that|you|started)|gather|investigate|assist|"
        r"help(?!@)|look into|chat|talk|go over|see what|find out|sort)\b(?:(?!, ?(?:please|kindly|dm|call|e-?mail|"
        r"just|you)\b)[^:<])*",
    ),
    direct=away.DIRECT,
    places=away.PLACES,
    sends=away.SENDS,
    third=away.THIRD,
    ours=away.OURS,
    moved=away.MOVED,
    here=away.HERE,
    past=away.PAST,
    aside=away.ASIDE,
    condition=away.CONDITION,
    asked_contact=away.ASKED_CONTACT,
    ack=any_of(
        r"\b(?:received|got) (?:it|that|this|them|everything|all)\b|\breceived with thanks\b",
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
        r"answer(?:ing)?|contact(?:ing)? (?:you|me|us)|with you(?! (?:on|by|before|tomorrow)\b)|"
        r"follow(?:ing)? up|updat(?:e|ing) you|let you know|"
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
        r"\bover to you\b|transfer(?:ring|red)? (?:you|your|this|the)|connect(?:ing|ed)? you\b|"
        r"put(?:ting)? you through|loop(?:ing|"
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
        r"guarantee|be\b|issue|exchange\w*|amend|ship|take|access|say|reserve|return\w*|extend|allow\w*|honou?r|"
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
        r"try\b|(?:is|are) still (?:in stock|available|open)|please use|still be (?:checking|looking|working)|"
        r"we(?:'re| are) (?:\w+ )?(?:working|looking|checking))"
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
