"""Names of countries: "which countries" is answered by no state, county or newspaper."""

from __future__ import annotations

import re

_NAMES = """
Afghanistan Albania Algeria Andorra Angola Argentina Armenia Australia Austria Azerbaijan Bahamas
Bahrain Bangladesh Barbados Belarus Belgium Belize Benin Bhutan Bolivia Bosnia Botswana Brazil
Britain Brunei Bulgaria Burundi Burma Cambodia Cameroon Canada Chad Chile China Colombia Comoros
Congo Croatia Cuba Cyprus Czechia Denmark Djibouti Dominica Ecuador Egypt England Eritrea Estonia
Eswatini Ethiopia Fiji Finland France Gabon Gambia Germany Ghana Greece Grenada Guatemala Guinea
Guyana Haiti Holland Honduras Hungary Iceland India Indonesia Iran Iraq Ireland Israel Italy
Jamaica Japan Jordan Kazakhstan Kenya Kiribati Kosovo Kuwait Kyrgyzstan Laos Latvia Lebanon Lesotho
Liberia Libya Liechtenstein Lithuania Luxembourg Madagascar Malawi Malaysia Maldives Mali Malta
Mauritania Mauritius Mexico Micronesia Moldova Monaco Mongolia Montenegro Morocco Mozambique
Myanmar Namibia Nauru Nepal Netherlands Nicaragua Niger Nigeria Norway Oman Pakistan Palau
Palestine Panama Paraguay Peru Philippines Poland Portugal Qatar Romania Russia Rwanda Samoa
Scotland Senegal Serbia Seychelles Singapore Slovakia Slovenia Somalia Spain Sudan Suriname Sweden
Switzerland Syria Taiwan Tajikistan Tanzania Thailand Togo Tonga Tunisia Turkey Türkiye
Turkmenistan Tuvalu Uganda Ukraine Uruguay Uzbekistan Vanuatu Venezuela Vietnam Wales Yemen Zambia
Zimbabwe
"""
"""Of one word, as English-language newspapers write them."""

_LONGER = (
    "(?<!of )(?<!Latin )(?<!North )(?<!South )America(?! [A-Z])",
    "Antigua",
    "Aruba",
    "Czechoslovakia",
    "Côte d['’]Ivoire",
    "(?<!, )Georgia",
    "Macedonia",
    "(?:Saint|St\\.) (?:Kitts|Lucia|Vincent)",
    "Timor-Leste",
    "U\\.K\\.",
    "UAE",
    "UK",
    "Yugoslavia",
    "(?<=[Tt]he )U\\.S\\.(?! (?:[A-Z]|attorney|citizens|government|military))",
    "[Tt]he United States(?! [A-Z])",
    "Burkina Faso",
    "Cape Verde",
    "Costa Rica",
    "Czech Republic",
    "Dominican Republic",
    "East Timor",
    "El Salvador",
    "Hong Kong",
    "Ivory Coast",
    "Marshall Islands",
    "New Zealand",
    "North Korea",
    "Papua New Guinea",
    "San Marino",
    "Saudi Arabia",
    "Sierra Leone",
    "Solomon Islands",
    "South Africa",
    "South Korea",
    "Soviet Union",
    "Sri Lanka",
    "Trinidad and Tobago",
    "United Arab Emirates",
    "United Kingdom",
    "Viet Nam",
)
_COUNTRY = re.compile(
    rf"\b(?<!New )(?:{'|'.join((*_LONGER, *_NAMES.split()))})(?!\w)"
    r"|\b(?:countr(?:y|ies)|nations?|nationals|nationalit(?:y|ies))\b",
)
_ASKS = re.compile(
    r"\b(?:which|what)\s(?:\w+\s)?(?:countr(?:y|ies)|nationalit(?:y|ies))\b"
    r"(?! (?:artists?|clubs?|codes?|directors?|estates?|homes?|houses?|music|offices?|plans?|roads?"
    r"|singers?|stores?|teams?)\b)",
    re.I,
)


def asks_for_country(question: str) -> bool:
    """Whether a question asks which country, or which countries."""
    return _ASKS.search(question) is not None


def has_country(text: str) -> bool:
    """Whether a text names a country, or speaks of countries."""
    return _COUNTRY.search(text) is not None
