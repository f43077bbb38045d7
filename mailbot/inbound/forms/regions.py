"""Regions that a plan's sentences name: 这次先做华东和华南, 授权区域华东、华南."""

from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.things import read_regions
from mailbot.late import late
from mailbot.rulebook.directory import Directory
from mailbot.rulebook.folding import fold

__all__ = ["listed_regions", "spoken_regions"]

# Parts of the country that need no entry in the directory.
_COMMON = late(
    r"(?:海外|境外|国外|国内|境内|全国|华东|华南|华北|华中|东北|西北|西南|港澳台|东南亚|欧洲|北美|overseas|[\u4e00-\u9fff]{2,3}(?:大区|地区|省|市))(?:区域|地区|大区)?"
)
_ABOUT = late(
    r"(?:^|这次|本次|此次|本期|本批|首批|计划|授权|都|均)(?:先做|只做|仅做|做|仅限于?|只限于?|限于|只在|仅在|覆盖|面向|涉及|适用于)(?P<places>.+)$"
)
_TAIL = late(
    r"(?:(?:这|那)?[两二三四五六几0-9]个)?(?:大?区域?|地区|区|的?门店|的?客户)?(?:范围)?(?:内)?(?:实施|升级|推广|使用|下发|执行|开展)?$"
)
_SCOPE = late(r"^(?:授权|使用|适用|升级|实施|下发|推广)?范围[\s:：]*(?:是|为|在|限于?|仅限)?(?P<places>.+)$")
_LONGEST = 60


def spoken_regions(clause: str, directory: Directory) -> str:
    """The regions that a clause says a plan is for, '' where it says none, or anything besides: 这次先做华东和华南."""
    if len(clause) > _LONGEST:
        return ""
    smooth = plain(clause).strip(" 。.")
    said = _SCOPE.search(smooth) or _ABOUT.search(smooth)
    return listed_regions(said["places"], directory) if said else ""


def listed_regions(text: str, directory: Directory) -> str:
    """The text without what stands behind its regions, '' where it names anything that is no region."""
    own = {fold(name) for d in directory.departments if directory.is_business(d.name) for name in (d.name, *d.aliases)}
    for bare in (text.strip(" 。."), _TAIL.sub("", text.strip(" 。."))):
        found = read_regions(bare)
        if found and all(fold(one) in own or _COMMON.fullmatch(plain(one)) for one in found):
            return bare
    return ""
