"""Names as tables really hold them: sixty characters long, Kazakh, Arabic; and amounts that do not fit together."""

from datetime import date

SIXTY = (
    "Economic Community of West African States Monitoring Mission",
    "Organization for the Prohibition of Chemical Weapons, teams ",
    "Organisation for Economic Co-operation and Development staff",
    "International Committee of the Red Cross, office in Kinshasa",
    "Independent High Electoral Commission of Iraq, Baghdad desks",
    "Commission of Inquiry on the events of January 2022, Almaty.",
)
KAZAKH = (
    "Қызылорда облысы",
    "Жаңаөзен қаласы",
    "Өскемен",
    "Түркістан облысы",
    "Ұлытау облысы",
    "Әулиекөл ауданы",
    "Шымкент қаласы",
    "Батыс Қазақстан облысы",
)
ARABIC = ("كازاخستان", "جمهورية قيرغيزستان", "أوزبكستان", "طاجيكستان", "وزارة الداخلية", "الاتحاد الروسي")
PLAIN = ("Kazakhstan", "Uzbekistan", "Kyrgyzstan", "Tajikistan", "Turkmenistan", "Mongolia", "Azerbaijan", "Georgia",
         "Armenia", "Iran", "Turkey", "Afghanistan")  # fmt: skip
WILD = (1_234_567_890, 42_000, 950, 7, 0.5, 0.0042, 0)
LONG_NAME = "Association of independent rural water users of Syr Darya AB"
WORDS = ("very likely", "likely", "roughly even chance", "unlikely", "very unlikely", "almost no chance")

KK, AR, FR = {"language": "kk"}, {"language": "ar"}, {"language": "fr"}
LATER = {"as_of": date(2023, 6, 1)}


def named(names: tuple[str, ...], at: int) -> str:
    """The names in turn, numbered from the second time on."""
    return names[at] if at < len(names) else f"{at} {names[at % len(names)]}"[:60]
