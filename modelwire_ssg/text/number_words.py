"""The words of numbers, money, time and measures, each with its value or its unit."""

from modelwire_ssg.text.words import listed

SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    word: 10 * n
    for n, word in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2)
}
GREAT = {"hundred": 1e2, "dozen": 12.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
GREAT |= {"k": 1e3, "m": 1e6, "mn": 1e6, "mm": 1e6, "mln": 1e6, "b": 1e9, "bn": 1e9, "bln": 1e9, "t": 1e12, "tn": 1e12}
GREAT |= {"trn": 1e12, "crore": 1e7, "lakh": 1e5}
ORDINAL_WORDS = {
    "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
    "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fifteenth": 15, "twentieth": 20, "hundredth": 100,
}  # fmt: skip
PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
          "tenth": 10, "twelfth": 12, "twentieth": 20}  # fmt: skip
CODES = (
    "USD", "EUR", "GBP", "JPY", "CNY", "INR", "BRL", "KRW", "NOK", "SEK", "DKK", "ISK", "CHF", "PLN", "CZK", "HUF",
    "RON", "BGN", "MXN", "CLP", "COP", "ARS", "PEN", "ILS", "TRY", "ZAR", "AED", "SAR", "QAR", "EGP", "MAD", "NGN",
    "KES", "GHS", "TZS", "UGX", "MYR", "THB", "SGD", "HKD", "TWD", "IDR", "PHP", "VND", "PKR", "BDT", "LKR", "AUD",
    "NZD", "CAD", "RUB", "UAH", "GEL", "KZT",
)  # fmt: skip
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "r$": "BRL", "₩": "KRW", "rmb": "CNY", "₫": "VND",
          "₺": "TRY", "₴": "UAH", "₽": "RUB", "₦": "NGN", "₱": "PHP", "₪": "ILS", "฿": "THB", "kč": "CZK", "zł": "PLN",
          "rs": "INR"}  # fmt: skip
# As said in the singular; what several countries call one name has the code of the largest of them.
_COINS = {
    "dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY", "rupee": "INR",
    "reai": "BRL", "real": "BRL", "won": "KRW", "cent": "cent", "kroner": "NOK", "krone": "NOK", "kronor": "SEK",
    "krona": "SEK", "krónur": "ISK", "króna": "ISK", "krónu": "ISK", "franc": "CHF", "zloty": "PLN", "peso": "MXN",
    "shekel": "ILS", "lira": "TRY", "rand": "ZAR",
    "dirham": "AED", "riyal": "SAR", "ringgit": "MYR", "baht": "THB", "koruna": "CZK", "crown": "CZK", "forint": "HUF",
    "cedi": "GHS", "naira": "NGN", "shilling": "KES", "dong": "VND", "rupiah": "IDR", "taka": "BDT", "ruble": "RUB",
    "rouble": "RUB", "hryvnia": "UAH", "lari": "GEL", "tenge": "KZT", "leu": "RON", "lei": "RON", "lev": "BGN",
}  # fmt: skip
MONEY = {**_SIGNS, **{code.casefold(): code for code in CODES}, **_COINS}
CURRENCIES = frozenset(MONEY.values())
_CODES_OR = "|".join((*CODES, "RMB", "R[Ss]"))
# What stands before an amount: "US$", "R$", "NOK"; and what stands behind it: "Norwegian kroner", "NOK".
MONEY_BEFORE = rf"(?:[A-Z]{{0,2}}\$|[€£¥₹₩₫₺₴₽₦₱₪฿]|\b(?:{_CODES_OR})(?:\s|(?=\d)))"
MONEY_BEHIND = (
    r"[\s-](?:(?:(?-i:[A-Z][a-z]*[a-rt-z]|Swiss)|US|U\.S\.|euro)[\s-])?(?:"
    + "|".join(one for one in _COINS if one not in ("reai", "real"))
    + rf")s?\b|[\s-]reais\b|\s(?:{'|'.join((*CODES, 'RMB'))})\b|\s?(?:€|Kč|zł)(?!\w)"
)
TIME = {
    "second": ("second", 1), "minute": ("minute", 1), "hour": ("hour", 1), "day": ("day", 1), "week": ("day", 7),
    "month": ("month", 1), "quarter": ("month", 3), "year": ("month", 12), "decade": ("month", 120),
}  # fmt: skip
MEASURES = {
    "gigawatt": "gw", "megawatt": "mw", "kilowatt": "kw", "gigawatt hour": "gwh", "megawatt hour": "mwh",
    "kilowatt hour": "kwh", "terawatt hour": "twh", "terabyte": "tb", "gigabyte": "gb", "megabyte": "mb",
    "petabyte": "pb", "kilometre": "kilometer", "km": "kilometer", "metre": "meter", "feet": "foot", "litre": "liter",
    "kg": "kilogram", "kilo": "kilogram", "mg": "milligram", "µg": "microgram", "μg": "microgram",
    "tonne": "ton", "square feet": "square foot", "inche": "inch",
    "centimetre": "centimeter", "millimetre": "millimeter", "cm": "centimeter", "mm": "millimeter",
    "micrometer": "micron", "micrometre": "micron", "nanometer": "nm",
}  # fmt: skip
UNCOUNTED = listed("people men women children staff crew personnel")


def singular(word: str) -> str:
    """Give the singular of a regular plural: "companies" is "company"."""
    if word in UNCOUNTED:
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
