"""Who did what, roughly: words of one kind of act stand for one doing, so that "cut" agrees with "lays off"."""

import re

# Beginnings of words, parted by bars; "$" ends a word.
_KINDS = {
    "release": "releas|launch|unveil|introduc|debut|ships$|shipped|rolls out|rolled out|presents|presented|"
    "opens|opened|"
    "publish|arriv|shows$|gives away|gave away|emerge|free for",
    "cut jobs": "lay off|lays off|laid off|laying off|layoff|job cut|dismiss|redundan|let go|sack|axes$|axed|"
    "shed$|sheds|"
    "slash|parts with|cut jobs|to cut|cuts$|jobs",
    "hire": "hires|hired|hiring|recruit|rehire|joins|joined|appoint|names$|named|poach|takes on|brings back|wants back",
    "leave": "leaves|left the|leaving|quit|resign|depart|steps down|stepped down|stepping down|exits|is out$|"
    "ousted|to leave",
    "sue": "sue$|sues|sued|suing|lawsuit|suit$|complaint|plaintiff|accus|alleg|takes .{2,20} to court",
    "appeal": "appeal|contest",
    "rule": "rules$|ruled|ruling|judge|jury|verdict|tribunal|injunction|court finds|court found|upheld|overturn",
    "settle": "settle",
    "fine": "fine$|fines|fined|penalt",
    "buy": "buys|bought|acqui|takeover|takes over|took over|purchas|merge|swallow|snaps up",
    "fund": "raises|raised|round$|funding|financ|series [a-f]$|seed|valu|investor|backs$|backed|lands$|stake|"
    "invest|unicorn",
    "close": "shut down|shuts down|shuts$|shutting|closes|closed|closing|closure|gives up|gave up|winds down|end of",
    "delay": "delay|postpon|puts off|put off|pause|halt|suspend|is not coming|later than",
    "withdraw": "withdr|pulls$|pulled|recall|retir|takes back|took back|rolled back|rolls back|retract|scrap|"
    "cancel|farewell",
    "fail": "outage|goes down|went down|down for|crash|disrupt|offline|fell silent|stops answering|stopped",
    "restore": "restor|resum|back online|fixed|recover|running again|working again",
    "vote": "vote|voting|ballot|approv",
    "strike": "strike|striking|walkout|walk out|picket",
    "ban": "bans$|banned|forbid|block|prohibit|outlaw",
    "probe": "probe|investigat|inquir|scrutin|raid",
    "agree": "agree|deal$|deals|contract|partner|signs$|signed|licens",
    "results": "results|profit|revenue|earnings|sales|outlook|quarter|forecast",
    "price": "price|pricing|cheaper|dearer|surcharge|tariff|premium|costs",
    "build": "builds|building|construct|site|plant|campus",
    "breach": "breach|leak|stolen|hack|ransom|attack|vulnerab|expos|flaw|stole",
    "study": "study|researchers|paper|findings|trial|test|survey",
    "law": "bill$|law$|laws|act$|regulat|directive|legislat|rules for",
}


def _pattern(words: str) -> re.Pattern[str]:
    forms = "|".join(word.replace("$", r"\b").replace(" ", r"\s+") for word in words.split("|"))
    return re.compile(rf"\b(?:{forms})", re.IGNORECASE)


_FIND = {kind: _pattern(words) for kind, words in _KINDS.items()}


def doings_of(text: str) -> frozenset[str]:
    """Name the kinds of act that *text* speaks of."""
    return frozenset(kind for kind, pattern in _FIND.items() if pattern.search(text))
