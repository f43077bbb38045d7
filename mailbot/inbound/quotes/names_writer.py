"""Whether a line above marked lines says whose they are without saying when: `Tom writes:`, `Quoting X <x@y>:`."""

from mailbot.inbound.surnames import COMPOUND_SURNAMES, SURNAMES
from mailbot.late import late

_LATIN = r"[^\W\d_a-z][\w.'’-]{0,24}(?:\s[^\W\d_a-z][\w.'’-]{0,24}){0,3}"
_ADDRESS = r"[<(\[][^<>()\s]{1,80}@[^<>()\s]{1,80}[>)\]]"
_DATE = r"[\[(][^\[\]()]{0,12}\d{2,4}[-/.]\d{1,2}[-/.]\d{1,4}[^\[\]()]{0,24}[\])]"
_SAYS = r"(?:wrote|writes|said|says|schrieb|schreibt|a écrit|escribió|ha scritto|skrev|schreef)"
# NetNews and mail programs of Unix write these; the quote's own marks must stand below.
_LINES = late(
    rf"^\W{{0,4}}(?:"
    rf"(?:引用|引述|Quoting|Zitat von|Citat från|Citando a?|Citation de"
    rf"|Citaat van)\s.{{1,80}}(?:{_ADDRESS}\s?[:：]?|{_DATE}:?)"
    rf"|(?:Once upon a time,|Thus (?:spake|said)|Also sprach"
    rf"|According to)\s{_LATIN}(?:\s?{_ADDRESS})?(?:\s{_SAYS})?\s?(?:{_DATE})?:"
    rf"|(?P<who>{_LATIN})(?:\s?{_ADDRESS})?\s{_SAYS}(?:\s(?:on|at)\s.{{4,60}}"
    rf"|\sin\s(?:message\s|article\s)?.{{3,90}})?\s?(?::|\.\.\.)"
    rf"|{_LATIN}(?:\s?{_ADDRESS})?\s{_DATE}:"
    rf"|(?:Am|Den|Op)\s.{{1,40}}\d{{4}}.{{0,30}}\s{_SAYS}\s{_LATIN}:"
    rf"|(?P<han>[⺀-鿿]{{2,4}})\s?(?:写道|寫道|写|说|說)\s?[:：]"
    rf"|(?P<wrote>[⺀-鿿]{{2,4}}|{_LATIN})\s(?:wrote|写于)\s(?:on|at)\s.{{0,30}}\d.{{0,30}}[:：]"
    rf"|[^:：]{{1,40}}\svia\s[^:：]{{1,60}}\s{_SAYS}\s?:"
    rf"|In (?:message|article)\s<[^<>]{{3,90}}>,?\s.{{1,60}}\s{_SAYS}:?"
    rf"|\d{{4}}-\d\d-\d\d \d\d?:\d\d GMT[+-]\d\d:\d\d .{{1,60}}"
    rf"|\[[^\[\]<>]{{1,40}}{_ADDRESS}\]"
    rf")$"
)
_NOT_A_NAME = frozenset(
    ("he", "she", "they", "it", "i", "we", "you", "who", "customer", "support", "server", "user", "the")
)


def names_writer(line: str) -> bool:
    """`line` names a person and says no more than that they wrote. True also of `陈静写道：`, not of `客户说：`."""
    text = line.strip(" \t*_>")
    if not 3 < len(text) < 200 or (text[-1] not in ":：.)]" and not text.startswith(("In ", "19", "20"))):
        return False
    # Every way but the Chinese one has a space: 各位好： is not looked at, nor the pattern compiled for it.
    if text[0] != "[" and not any(character.isspace() or character in "写寫说說" for character in text):
        return False
    found = _LINES.match(text)
    if found is None:
        return False
    han, latin = found["han"], found["who"]
    if han and not (han[0] in SURNAMES or han.startswith(COMPOUND_SURNAMES)):
        return False
    return not (latin and latin.split()[0].casefold() in _NOT_A_NAME)
