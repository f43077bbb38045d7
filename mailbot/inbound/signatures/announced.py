"""announced: the lines of a footer, disclaimer or closing that the text above them is about, so that they are its matter."""

from collections.abc import Sequence

from mailbot.late import late

# What the line above calls it, as its last words; a colon alone announces anything ("附件如下：").
_NAMES = late(
    r"(?:一[行句]话?|字样|几个字|[下这][面]?这?[段句行]话?)\s*[:：]?\s*$"
    r"|(?:页脚|頁腳|落款|签名|簽名|尾注|声明|聲明|文案|文字|[段句行]话?|模板).{0,12}[:：]\s*$"
    r"|\b(?:footer|signature|disclaimer|wording|text|paragraph|line|sentence|template|statement)\b[^.!?:]{0,30}:\s*$",
)
# And what is done with it; the title of a real one ("免责声明：", "Please note the following disclaimer:") does nothing.
_DONE = late(
    r"请(?!注意|知悉|阅)|把|将|换|改|加[上一在]|用|总有|多了|多出|出现|末尾|最后|结尾|底部|"
    r"\bplease(?!\snote)|\b(?:use|replace|change|add|put|insert|append|ends?\swith|there\sis|new|draft|approved)\b"
)
_ELSEWHERE = late(r"附件|附上|\battach")
_MOST = 12  # lines of a paragraph


def announced(lines: Sequence[str], top: int = 0) -> frozenset[int]:
    """Places, from `top` on, of each line that names what stands below it, of its paragraph down to it and of the
    paragraph below. The mail's last line is named by a colon only. Linear in the number of lines."""
    found: set[int] = set()
    last = next((at for at in range(len(lines) - 1, -1, -1) if lines[at].strip()), -1)
    for place in range(top, last):
        if not _announces(lines[place]):
            continue
        begins = next(at for at in range(place + 1, last + 1) if lines[at].strip())
        if begins - place > 3 or (begins == last and not lines[place].rstrip().endswith((":", "："))):
            continue
        end = begins
        while end <= last and lines[end].strip() and end - begins < _MOST:
            end += 1
        above = place
        while above > top and lines[above - 1].strip() and place - above < _MOST:
            above -= 1
        found.update(range(above, place + 1), range(begins, end))
    return frozenset(found)


def _announces(line: str) -> bool:
    """The line says what is done with the footer or text that stands below it."""
    said = line[-200:].casefold()
    return bool(_NAMES.search(said) and _DONE.search(said)) and not _ELSEWHERE.search(said)
