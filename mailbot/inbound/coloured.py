"""The answers that a writer set in colour or under the own name between the lines of a quote (`见下面红字`, `【周航】…`)."""

from collections.abc import Sequence

from mailbot.inbound.quotes.earlier import UNKNOWN, Earlier
from mailbot.inbound.quotes.marked import Marked
from mailbot.inbound.quotes.quote_headers import header_at
from mailbot.inbound.signatures.own_name import OwnName
from mailbot.inbound.signatures.signature_kinds import is_name
from mailbot.late import late

_NAMES = (
    ("red", late(r"[红紅][字色]|[标標][红紅]|\b(?:[Ii]n|[Ss]ee|the) red\b")),
    ("blue", late(r"[蓝藍][字色]|[标標][蓝藍]|\bin blue\b")),
    ("green", late(r"[绿綠][字色]|[标標][绿綠]|\bin green\b")),
    ("yellow", late(r"[黄黃][色字底]|[标標][黄黃]|高亮|\bin yellow\b|\bhighlight(?:s|ed)?\b")),
)
_IN_COLOUR = late(
    r"彩色|有色字|颜色字|不同颜色|另色|(?:原文|邮件|行)[内中里下](?:批注|回复|答复|标注)|\bin colou?r\b|\binline\b|"
    r"(?:在|见)(?:您|你|原)?的?(?:邮件|原文|正文|来信)[中里内下]|(?:您|你)的?(?:邮件|来信)[里中内]|"
    r"\b(?:comments?|answers?|repl(?:y|ies)|responses?)\s(?:\w+\s){0,3}(?:in-line|within|between|below)\b"
)
# `我的已经填在下面`, `逐条回复如下`
_BELOW = late(
    r"(?:填|写|答|回复|答复|批注|标|加)(?:好|注|记)?(?:在|到)了?(?:下面|下方|下边|后面|文中|原文|各条|各项|每条"
    r"|行间|对应|每个|问题)"
    r"|(?:逐条|逐项|逐一|逐个)(?:回复|答复|回答|说明)(?:在|如)|"
    r"\b(?:my\s)?(?:answers?|comments?|repl(?:y|ies))\s(?:\w+\s){0,2}(?:marked|prefixed|tagged)\b"
)
_LONGEST = 400  # lines of the quote that are looked at


def coloured(
    marked: Marked, own: list[int], history: list[int], writer: OwnName, earlier: Earlier = UNKNOWN
) -> list[int]:
    """Places in `history` of the sender's answers, in the first mail that is quoted.

    The sender's text says in which colour they are, or that they stand between the lines: then those of the one colour, which
    are the fewer lines, or those that the `earlier` mail, which is quoted there, does not have. Lines that begin with the
    sender's name are answers where the text says so or the earlier mail has none of them.
    """
    if not history or not own:
        return []
    said = " ".join(marked.texts[place] for place in own if marked.texts[place].strip())[:2000]
    names = [name for name, words in _NAMES if words.search(said)]
    announced = bool(names or _IN_COLOUR.search(said) or _BELOW.search(said))
    marks = labelled(marked.texts, history[:_LONGEST], said, writer, announced=announced)
    if not announced and not marks:
        return []
    passed = set(history)
    quoted = [place for place in _first_mail(marked, history) if place in passed]
    within = set(marks)
    if new := _not_of(earlier, marked, quoted):
        return new if announced else [place for place in new if place in within]
    if announced and (answers := _of_one_colour(marked, quoted, names)):
        return answers
    answers = [place for place in quoted if place in within] if not earlier.text else []
    return answers if 2 * len(answers) <= len(quoted) else []


def _not_of(earlier: Earlier, marked: Marked, quoted: list[int]) -> list[int]:
    """Lines of the quote that the mail which it is of does not have."""
    if not quoted or not earlier.text:
        return []
    told = {place: earlier.tells(marked.texts[place]) for place in quoted}
    first = next((place for place in quoted if told[place]), None)
    if first is None:
        return []
    new = [
        place for place in quoted if told[place] is False and place > first
    ]  # above, the mail program names who wrote it
    return new if 2 * len(new) <= len(quoted) else []


def _of_one_colour(marked: Marked, quoted: list[int], names: list[str]) -> list[int]:
    found = [place for place in quoted if place in marked.tints]
    ends = [place for place in quoted if place in marked.tails]
    names = names or sorted({marked.tints[place] for place in found} | {marked.tails[place][0] for place in ends})
    if len(names) != 1:
        return []
    answers = [place for place in found if marked.tints[place].endswith(names[0])]
    ends = [place for place in ends if marked.tails[place][0].endswith(names[0])]
    return sorted(answers + ends) if 2 * len(answers) <= len(quoted) else []


def _first_mail(marked: Marked, history: list[int]) -> list[int]:
    """The filled lines below the first header of the quote, down to the next one."""
    filled: list[int] = []
    place, blocks = history[0], 0
    while place < min(len(marked.texts), history[0] + _LONGEST):
        header = header_at(marked.texts, place, marked.rules, place in marked.starts, marked.depths)
        if header is not None and header.start <= place:
            blocks += 1
            if blocks > 1:
                break
            place = max(header.end, place + 1)
            continue
        if marked.texts[place].strip():
            filled.append(place)
        place += 1
    return filled


_BRACKETED = late(r"^\s*[\[【(（<]\s*([^\[\]【】()（）<>:：]{2,20}?)\s*[\]】)）>]\s*[:：]?\s*(\S.*)")
_NAMED = late(r"^\s*([^\s:：]{2,12}(?:\s[^\s:：]{2,12})?)\s*[:：]\s*\S")
_ANSWERING = late(r"\s*(?:的?(?:回复|答复|回答|批注|意见|答|注|批)|:|answers?|comments?)$")
# Where the text says that answers stand below: what people put before them.
_ANSWERS = late(
    r"^\s*(?:(?:答|答复|回复|回答|批注|A|Ans|Answer|Reply)\s?[:：]|(?:[=-]{1,3}>{1,2}|→|➜|➤|★|※|◆)\s?)\s*\S"
)
# `我的回复以 [SL] 开头`, "my answers are marked with ##".
_TOLD_MARK = late(
    r"(?:以|用|标[注记为成了]{0,2}|加了?|前面[是加有]|带"
    r"|\b(?:marked|prefixed|tagged|start(?:ing)?|begin(?:ning)?)\b)\s?(?:with|as|by"
    r"|in)?\s?[“\"']?([\[【(（]\s?[^\[\]【】()（）]{1,10}\s?[\]】)）]|[=>*#@+-]{2,4})",
)
_FOR_THEM = late(r"^\s*(?:请|麻烦|烦请|负责|牵头|安排|尽快|please\b|to\s(?:do|check|confirm)\b)")


def labelled(texts: Sequence[str], quoted: Sequence[int], said: str, writer: OwnName, *, announced: bool) -> list[int]:
    """Places among `quoted`. `said` is the text above; where it does not say that answers stand below (`announced`), only the
    sender's name in brackets tells, if the quote has nobody else's: a list of who does what is not the sender's."""
    told = {_bare(found) for found in _TOLD_MARK.findall(said)}
    answers: list[int] = []
    others = False
    for place in quoted:
        text = texts[place][:120]
        if told and _bare(text).startswith(tuple(told)):
            answers.append(place)
            continue
        found = _BRACKETED.match(text)
        if found:
            name = _ANSWERING.sub("", found[1])
            if writer.begins(name):
                others = others or bool(_FOR_THEM.match(found[2]))
                answers.append(place)
            else:
                others = others or is_name(name)
        elif announced and (
            ((named := _NAMED.match(text)) and writer.begins(_ANSWERING.sub("", named[1]))) or _ANSWERS.match(text)
        ):
            answers.append(place)
    return [] if others and not announced and not told else answers


def _bare(text: str) -> str:
    return "".join(text.split()).translate(_WIDTHS)


_WIDTHS = str.maketrans("【】（）", "[]()")
