"""The words of numbers, money, time and measures, each with its value or its unit."""

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
MONEY = {
    "$": "USD", "usd": "USD", "dollar": "USD", "€": "EUR", "eur": "EUR", "euro": "EUR", "£": "GBP", "gbp": "GBP",
    "pound": "GBP", "¥": "JPY", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY", "rmb": "CNY", "₹": "INR",
    "rupee": "INR", "r$": "BRL", "brl": "BRL", "reai": "BRL", "real": "BRL", "₩": "KRW", "won": "KRW", "cent": "cent",
    "kroner": "NOK", "krone": "NOK", "kronor": "SEK", "krona": "SEK", "franc": "CHF", "zloty": "PLN", "peso": "MXN",
    "shekel": "ILS", "lira": "TRY", "rand": "ZAR", "dirham": "AED", "riyal": "SAR", "ringgit": "MYR", "baht": "THB",
}  # fmt: skip
CURRENCIES = frozenset(MONEY.values())
TIME = {
    "second": ("second", 1), "minute": ("minute", 1), "hour": ("hour", 1), "day": ("day", 1), "week": ("day", 7),
    "month": ("month", 1), "quarter": ("month", 3), "year": ("month", 12), "decade": ("month", 120),
}  # fmt: skip
MEASURES = {
    "gigawatt": "gw", "megawatt": "mw", "kilowatt": "kw", "gigawatt hour": "gwh", "megawatt hour": "mwh",
    "kilowatt hour": "kwh", "terawatt hour": "twh", "terabyte": "tb", "gigabyte": "gb", "megabyte": "mb",
    "petabyte": "pb", "kilometre": "kilometer", "km": "kilometer", "metre": "meter", "feet": "foot", "litre": "liter",
    "kg": "kilogram", "tonne": "ton", "square feet": "square foot", "inche": "inch",
    "micrometer": "micron", "micrometre": "micron", "nanometer": "nm",
}  # fmt: skip
