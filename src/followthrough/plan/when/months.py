"""The names of months: as they are printed, as people type them, and where a text has one."""

SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# The number of each name, short or misspelt, as people type them.
MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "january janurary januray janary jan",
            "february feburary febuary febrary februrary febraury feb",
            "march mach mar",
            "april apirl arpil apr",
            "may",
            "june jun",
            "july jul",
            "august augst agust auguest aug",
            "september setpember septmber septemeber setember spetember septembre sept sep",
            "october octber ocotber octobre oct",
            "november novmber novemeber novembre nov",
            "december decmber decemeber dicember decembre dec",
        ),
        start=1,
    )
    for word in words.split()
}

# Patterns. The names one by one, the longest first; and any word that begins as a month does.
MONTH_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
MONTH_WORD = rf"(?:{'|'.join(SHORT_MONTHS)})[a-z]*"


def month_number(word: str) -> int:
    """1 to 12 for a month's name, short or misspelt as in MONTHS."""
    return MONTHS[word.strip(" .").lower()]
