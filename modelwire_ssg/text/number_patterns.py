"""How shares, multiples and parts of one are said, and the idioms that hold a number and count nothing."""

import re

from modelwire_ssg.text.number_words import SMALL, TENS

_SEVERAL = "|".join((*(word for word, n in SMALL.items() if n > 1), *TENS))
# "Half an hour", "a tenth of a point", "half-year": a part of one.
PART_OF_ONE = re.compile(
    r"\b(?:half(?:\s+of)?|(?P<n>an?|one|two|three)[\s-](?P<part>third|quarter|tenth|hundredth)s?\s+of)\s+an?\s+(?:full\s+)?"
    r"(?P<unit>hour|minute|day|week|month|year|decade|(?:percentage\s+)?point|million|billion|trillion)\b|"
    r"(?<!and\sa\s)\bhalf-(?P<time>year|hour)\b(?!\s+(?:results?|report|sales|profit|figures))", re.I
)  # fmt: skip
IDIOMS = re.compile(
    r"24/7|9/11|\bone\s+quarter\s+to\s+the\s+next\b|50[-/]50|\b(?:third|fourth)[\s-]part(?:y|ies)\b|\bzero[\s-](?:sum|day|shot|trust)s?\b|\b2[01]st[\s-]century\b|"
    r"\b(?:one|two|three)[\s-](?:sided|way|tier(?:ed)?|pronged|fold\s+path)\b|"
    r"\b(?:first|second|latter)\s+half\b(?![\s-]year)|\bdoubles\s+as\s+an?\b|\b(?:third|tenth)\s+(?:world|rail)\b|\bone\s+(?:day|hand|time|thing|way)\b",
    re.IGNORECASE,
)
SHARES = re.compile(
    r"\b(?:(?P<n>two|three|four|five|six|seven|nine)[\s-](?P<parts>third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)s"
    r"|\b(?:an?|one)[\s-](?P<part>third|(?<!\bin\sa\s)(?<!\ba\squarter\s)quarter|fifth|sixth|seventh|eighth|ninth|tenth|twelfth|twentieth)"
    r"(?=\s*[.,;:)\u2014]|\s+(?:of|the|its|their|fewer|less|more|below|above|higher|lower|smaller|larger|cheaper|as|in|to|"
    r"from|since|while|when|and|or|over|on|for|by|after|before|at|than|within|during|this|last|is|are|was|were|has|have|"
    r"had|will|would|goes|go|went|comes|came|belongs|remains?|who|which|that|below|again|short|larger)\b|\s*\Z)"
    r"|(?P<some>one|two|three|four|five|six|seven|eight|nine|(?<![\d.,])\d)(?!\s+points\b)(?:\s+[\w-]+){0,2}?\s+(?:(?:(?:in|out\s+of)\s+(?:every\s+)?|of\s+every\s+|of\s+(?=ten\b|a\s+hundred\b)))"
    rf"(?P<of>{_SEVERAL}|a\s+hundred|\d{{1,3}})(?![\w%]|[.,]\d|[\s-](?:million|billion|percent|second|minute|hour|day|week|month|quarter|year))"
    r"|\bevery\s+(?P<nth>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twelfth|twentieth)(?=\s+[a-z])(?!\s+(?:second|minute|hour|day|week|month|quarter|year|time)\b)"
    r"|(?P<half>half)(?=\s+(?:of|by|the|its|their|all|his|her|as(?!\s+\w+\s+again)|what|that|a\s+(?:century|decade)|"
    r"had|have|has|were|was|are|is|would|will|could|did|do|said|say)\b)"
    r"|(?<=by\s)(?P<half2>half)\b|(?<=in\s)(?P<half3>half)\b|(?:(?<=than\s)|(?<=just\s)|(?<=only\s)|(?<=about\s)|(?<=nearly\s)|(?<=almost\s)|(?<=roughly\s)|(?<=over\s))(?P<half4>half)\b(?!\s+(?:a|an|again|open)\b))",
    re.IGNORECASE,
)
# "could double", "nearly double": the bare verb, which is an adjective elsewhere ("a double room")
_VERB = (
    r"(?:(?<=will\s)|(?<=must\s)|(?<=ould\s)|(?<=\bto\s)|(?<=\bcan\s)|(?<=\bmay\s)|(?<=ight\s)|(?<=arly\s)|(?<=most\s)|"
    r"(?<=than\s))"
)
TIMES = re.compile(
    rf"\b(?:(?P<two>doubl(?:ed|es(?!\s+of\b)|ing)|twice(?=\s+(?:as|the|its|their|what|that|his|her|our|this|last|of)\b)|twofold|{_VERB}double|double(?=\s+(?:the|its|their|what|that|last)\b))|"
    rf"(?P<three>tripl(?:ed|es|ing)|treble[ds]?|threefold|thrice|{_VERB}triple|triple(?=\s+(?:the|its|their|what)\b))|"
    rf"(?P<four>quadrupl(?:ed|es|ing)|fourfold|{_VERB}quadruple)|(?P<five>quintupl(?:ed|es|ing)|fivefold|{_VERB}quintuple)|"
    rf"(?P<more>half\s+(?:as\s+(?:much|many|\w+)\s+)?again)|(?P<ten>tenfold)|(?P<halved>halv(?:ed|es|ing)|{_VERB}halve))\b",
    re.IGNORECASE,
)
