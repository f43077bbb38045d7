"""labelled: the lines of a quote that begin with the answering sender's own mark: `【孙丽】20 台`, `[SL] yes`, `==> 20 台`."""

from collections.abc import Sequence

from mailbot.inbound.signatures.own_name import OwnName
from mailbot.inbound.signatures.signature_kinds import is_name
from mailbot.late import late

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
