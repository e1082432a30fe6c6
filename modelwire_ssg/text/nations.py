"""Countries with their people and their seats of government: for a gate a row is one and the same name."""

from modelwire_ssg.text.words import listed

_ROWS = """
us usa america american americans united-states u.s
uk britain british briton britons united-kingdom great-britain england english u.k
eu europe european europeans european-union brussels
argentina argentine argentines argentinian buenos-aires
armenia armenian armenians yerevan
australia australian australians canberra
austria austrian austrians vienna
azerbaijan azerbaijani baku
bangladesh bangladeshi dhaka
belgium belgian belgians
bolivia bolivian la-paz
brazil brazilian brazilians
bulgaria bulgarian bulgarians sofia
cambodia cambodian phnom-penh
canada canadian canadians ottawa
chile chilean chileans santiago
china chinese beijing prc
colombia colombian colombians bogota
croatia croatian zagreb
cuba cuban havana
cyprus cypriot nicosia
czechia czech czechs prague czech-republic
denmark danish danes copenhagen
ecuador ecuadorian quito
egypt egyptian egyptians cairo
estonia estonian estonians tallinn
ethiopia ethiopian addis-ababa
faroe faroes faroese faroe-islands
finland finnish finns helsinki
france french paris
georgia georgian tbilisi
germany german germans berlin
ghana ghanaian ghanaians accra
greece greek greeks athens
greenland greenlandic nuuk
guatemala guatemalan
hungary hungarian hungarians budapest
iceland icelandic icelanders reykjavik
india indian indians new-delhi delhi
indonesia indonesian indonesians jakarta
iran iranian tehran
iraq iraqi baghdad
ireland irish dublin
israel israeli israelis jerusalem
italy italian italians rome
jamaica jamaican kingston
japan japanese tokyo
jordan jordanian amman
kazakhstan kazakh astana
kenya kenyan kenyans nairobi
korea korean koreans south-korea seoul
kuwait kuwaiti
laos laotian vientiane
latvia latvian latvians riga
lebanon lebanese beirut
lithuania lithuanian lithuanians vilnius
luxembourg luxembourgish
malaysia malaysian malaysians kuala-lumpur
malta maltese valletta
mexico mexican mexicans mexico-city
moldova moldovan chisinau
mongolia mongolian ulaanbaatar
morocco moroccan rabat
mozambique mozambican maputo
myanmar burmese naypyidaw
namibia namibian windhoek
nepal nepali nepalese kathmandu
netherlands dutch holland hague the-hague
new-zealand new-zealander new-zealanders wellington
nigeria nigerian nigerians abuja
norway norwegian norwegians oslo
oman omani muscat
pakistan pakistani islamabad
panama panamanian
paraguay paraguayan asuncion
peru peruvian peruvians lima
philippines philippine filipino filipinos manila
poland polish poles warsaw
portugal portuguese lisbon
qatar qatari doha
romania romanian romanians bucharest
russia russian russians moscow
rwanda rwandan kigali
saudi saudi-arabia saudis riyadh
scotland scottish scots
senegal senegalese dakar
serbia serbian serbs belgrade
singapore singaporean singaporeans
slovakia slovak slovaks bratislava
slovenia slovenian slovene ljubljana
south-africa south-african south-africans pretoria
spain spanish madrid
sri-lanka sri-lankan colombo
sweden swedish swedes stockholm
switzerland swiss bern
taiwan taiwanese taipei
tanzania tanzanian dodoma
thailand thai bangkok
tunisia tunisian tunis
turkey turkish turkiye ankara
uae emirati emirates united-arab-emirates abu-dhabi
uganda ugandan kampala
ukraine ukrainian ukrainians kyiv
uruguay uruguayan montevideo
uzbekistan uzbek tashkent
venezuela venezuelan caracas
vietnam vietnamese hanoi
wales welsh cardiff
zambia zambian lusaka
zimbabwe zimbabwean harare
democrat democrats democratic
republican republicans gop
"""
_ONE = {word: row for line in _ROWS.split("\n") if (row := listed(line)) for word in row}


def same_nation(name: str) -> frozenset[str]:
    """Give all that *name*, folded and with hyphens for blanks, is as good as; empty if it is no nation."""
    return _ONE.get(name, frozenset())
