"""The names of months: as they are printed, as people type them, and where a text has one."""

SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# Their names in Welsh, French, German, Spanish, Dutch and Italian, and what spreadsheets make of them where
# that is no English word.
_ELSEWHERE = (
    "ionawr janvier janv januar enero ene januari gennaio",
    "chwefror février fevrier févr februar febrero februari febbraio",
    "mawrth mars märz maerz mrz marzo maart mrt",
    "ebrill avril avr abril abr aprile",
    "mai mayo mei maggio",
    "mehefin juin juni junio giugno",
    "gorffennaf juillet juil juli julio luglio",
    "awst août aout agosto augustus",
    "medi septiembre settembre",
    "hydref oktober okt octubre ottobre",
    "tachwedd noviembre",
    "rhagfyr décembre déc dezember dez diciembre dic dicembre",
)
# The number of each name, short, misspelt or in another language, as people type them.
_NAMES = (
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
)
MONTHS = {
    word: number
    for number, names in enumerate(zip(_NAMES, _ELSEWHERE, strict=True), start=1)
    for word in " ".join(names).split()
}

# Patterns. The names one by one, the longest first; and any word that begins as a month does.
MONTH_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
MONTH_WORD = rf"(?:{'|'.join(SHORT_MONTHS)})[a-z]*"


def month_number(word: str) -> int:
    """1 to 12 for a month's name, short or misspelt as in MONTHS."""
    return MONTHS[word.strip(" .").lower()]
