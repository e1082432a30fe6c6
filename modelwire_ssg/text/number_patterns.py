"""How figures with units and hedges, shares and multiples are said, and idioms that hold a number and count nothing."""

import re

from modelwire_ssg.text.number_words import MONEY_BEFORE, MONEY_BEHIND, ORDINAL_WORDS, SMALL, TENS
from modelwire_ssg.text.words import listed

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
    r"\b(?:first|second|latter)\s+half\b(?![\s-]year)|\bdoubles\s+as\s+an?\b|\b(?:both|two|its|their)\s+halves\b|\b(?:third|tenth)\s+(?:world|rail)\b|\bone\s+(?:day|hand|time|thing|way)\b",
    re.IGNORECASE,
)
SHARES = re.compile(
    r"\b(?:(?P<n>two|three|four|five|six|seven|nine)[\s-](?P<parts>third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)s"
    r"|\b(?:an?|one)[\s-](?P<part>third|(?<!\bin\sa\s)(?<!\ba\squarter\s)quarter|fifth|sixth|seventh|eighth|ninth|tenth|twelfth|twentieth)"
    r"(?=\s*[.,;:)\u2014]|\s+(?:of|the|its|their|fewer|less|more|below|above|higher|lower|smaller|larger|cheaper|slower|faster|shorter|longer|as|in|to|"
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
_WORDS = "|".join([*SMALL, *TENS, "hundred", "thousand", "million", "billion", "trillion", "dozen"])
FURTHER = listed("extra more additional full further straight consecutive working business calendar")
_UNIT = (
    r"(?P<unit>\s?%|[\s-]?(?:percent|per[\s-]cent|pct)\b(?:age)?(?:[\s-]points?)?|[\s-]percentage[\s-]points?|"
    rf"{MONEY_BEHIND}|"
    rf"[\s-](?:(?:{'|'.join(sorted(FURTHER))})\s)?"
    r"(?:second|minute|hour|day|week|month|quarter|year|decade)s?\b|"
    r"\s?°\s?[CF]?(?!\w)|\s?[x×](?![\w])|[\s-](?:times|fold)\b|-?fold\b|"
    r"[\s-]?(?:GWh|MWh|kWh|TWh|GW|MW|kW|TB|GB|MB|PB|nm|mm|cm|km|kg|mg|[µμ]g|TFLOPS|GHz|MHz)\b|"
    r"[\s-](?:(?:giga|mega|kilo|tera)?watt(?:[\s-]hour)?|(?:tera|giga|mega|peta)byte|(?:(?:square|cubic)[\s-])?(?:mile|(?:kilo|centi|milli|nano)?met(?:er|re))|"
    r"(?:square[\s-])?f(?:ee|oo)t|acre|hectare|gallon|lit(?:er|re)|tonne|ton|barrel|micron|micromet(?:er|re)|(?:kilo|milli|micro)?gram|kilo|inche?|degree|"
    r"(?:basis|percentage)[\s-]point|(?:(?<=\d\s)|(?<=two\s)|(?<=three\s)|(?<=four\s)|(?<=five\s)|(?<=six\s)|(?<=seven\s)|(?<=eight\s)|(?<=nine\s)|(?<=ten\s))point|token|parameter)s?\b)?"
)
DIGITS = re.compile(
    rf"(?P<money>{MONEY_BEFORE}\s?)?"
    r"(?<![\w])(?P<v>v(?=\d+\.\d))?(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)*)"
    r"(?:(?P<ordinal>st|nd|rd|th)\b|(?P<great>[\s-]?(?i:hundred|thousand|million|billion|trillion|crore|lakh|dozen)\b|"
    r"\s?(?:bn|bln|mn|mln|tn|trn)\b|(?:k|K|M|m|mm|B|b|T)\b)?" + _UNIT + r")(?P<rest>[^\W_]*)"
)
SPELLED = re.compile(
    rf"(?<![\w-])(?<!\d\s)(?:(?:a|an|half\s+a)\s+(?=hundred|thousand|million|billion|trillion|dozen))?(?:{_WORDS})\b"
    rf"(?:(?:(?:(?<=hundred)|(?<=thousand)|(?<=million))\s+and\s+|[\s-]+)(?:{_WORDS})\b)*"
    r"(?P<half>\s+and\s+a\s+half\b)?" + _UNIT,
    re.IGNORECASE,
)
ORDINAL = re.compile(rf"(?<![\w-])(?:{'|'.join(ORDINAL_WORDS)})\b(?!\s+quarter)", re.IGNORECASE)
# ">" is above what is said, "<" a little below, "<=" below, "~" near it, "by" a change.
HEDGES = tuple(
    (re.compile(rf"(?:\b(?:{words})|{signs})\s*$", re.IGNORECASE), about)
    for about, signs, words in (
        (">", ">", r"more\s+than|(?<!hand\s)(?<!hands\s)(?<!take\s)(?<!took\s)(?<!turn\s)over|above|"
                   r"at\s+least|upwards?\s+of|exceed(?:s|ed|ing)?|surpass(?:es|ed|ing)?|top(?:s|ped|ping)?|greater\s+than|north\s+of|"
                   r"past|better\s+than|(?:no|not)\s+(?:less|fewer)\s+than|minimum\s+of|beyond"),
        ("<", "<", r"nearly|almost|just\s+(?:under|shy\s+of)|not\s+quite|close\s+to|approaching|all\s+but"),
        ("<=", "<", r"under|below|(?:less|fewer)\s+than|up\s+to|at\s+most|as\s+(?:many|much|few|little)\s+as|"
                    r"no\s+more\s+than|short\s+of|maximum\s+of|within"),
        ("~", "[~\u2248]", r"about|roughly|around|approximately|some|circa|ca\.|estimated|something\s+like|"
                       r"in\s+the\s+region\s+of|on\s+the\s+order\s+of"),
        ("by", "\\Z.", r"by"),
    )
)  # fmt: skip
