"""read_channel, find_channel, find_link: where a version is obtained: the web site, or the PM (SPEC 1 官网)."""

import re

from mailbot.inbound.forms.clauses import IF
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.phrasefind import find_said
from mailbot.inbound.forms.split_sentences import split_sentences
from mailbot.inbound.forms.things.versions import find_versions
from mailbot.late import late
from mailbot.rulebook.shapes import Phrases

_LINK = late(r"https?://[^\s<>\"'，。；、）)】]{3,1000}", re.IGNORECASE)
# 官网还没上, 官网上没有, 不走官网: what stands near the word takes it back, however it is put.
_UNPUBLISHED = late(
    r"官网(?:上|那边|下载)?(?:还|尚|暂时?|暂且|目前|现在|先){0,3}(?:没|未|不)"
    r"|(?:不|没有?|未)(?:打算|准备|会|能|再)?(?:在|上|到|走|放|挂|发布?|传|从|去){1,3}官网"
    r"|官网(?:上|里)?(?:查|找|下|搜)不到|官网[^,，。;；:]{0,8}[:\t] *(?:否|尚?未|暂无|无|没|no(?![a-z]))"
    r"|(?<![a-z])no (?:(?:public|official) )?(?:download(?: page| link)?|web ?site|publication)(?![a-z])"
    # you can not download it from the website yet
    r"|(?<![a-z])(?:can ?not|can't|cannot|not) (?:yet |be )?(?:download|get|find|fetch|obtain|take)\w* (?:it |this |the (?:package|version) )?(?:on|from|off|at) (?:the|our)"
    r"|(?:not|isn't|n't) (?:yet )?(?:on|at|in|from) (?:the |our )?(?:\w+ )?(?:web ?site|site)(?![a-z])"
    r"|(?<![a-z])(?:not|never|n't)(?: yet)?(?: be| been| going to be"
    r"| to be)?(?: yet)? (?:officially )?(?:publish(?:ed)?|released?|public|post(?:ed)?)(?![a-z])",
)
_THING = late(
    r"版本|客户端|服务端|安装包|升级包|组件|程序|软件|补丁|介质|download|version|package|installer|build|release"
)
_GETTING = late(
    r"下载|从官网.{0,14}?[下取拿领]|官网(?:上|里)?[放摆]|(?<![a-z])(?:take|fetch|grab|pull|collect|pick)(?:e?s|ed)?(?![a-z])|获取|领取|我(?:这边|这里|来|单独)给|索取|取用|自取|拿|要|提供|发放|发给|发布|上架|挂|download|obtain"
    r"|get|available|publish|provide|send|request|渠道"
    r"|(?<![a-z])(?:ask|contact)(?= me| the pm| the product manager)"
    r"|(?<![a-z])(?:is|are|stands?|put|posted|uploaded|up|live|online"
    r"|(?:final|ready|done|tested|released|out),? (?:and|now|already)) (?:up |now |already |also )?(?:on"
    r"|at) (?:the|our)"
    r"|(?<![a-z])(?:is|are)(?: now| already)? (?:out|up|live|online|available|released|published) (?:on"
    r"|at) (?:the|our)"
    r"|(?<![a-z])been (?:up )?on (?:the|our)"
)
_SITE_ALONE = late(
    r"(?:v?\d[\d.]{1,14} ?(?:版本?)?)?(?:请|大家|各部门|各自|自己|自行|直接|都|就|走|已|在|上| )*官网(?:下载)?(?:自行|自己|下载|自取|即可|就行|了)*"
    r"|(?:版本|安装包|升级包|新?包|组件|客户端|服务端)(?:走|从|去|在|就)?官网(?:上?的?那个)?(?:就是了?)?"
    r"|官网上?的?那个(?:版本|包|安装包)?就是了?"
    r"|官网(?:上|里)?的?(?:安装包|升级包|版本|包|客户端|服务端|组件)(?:就|已经?|也)*是(?:最新|新|最终|正式)(?:的"
    r"|版本?)?的?"
    r"|(?:the |our )?(?:official )?web ?site(?: since [a-z0-9 ]{3,20})?|(?:the |our )?official site"
)
# 仓储端4.0.1已发官网, 包在官网挂了两周, 8.2.3官网出了, 已 release 到官网: what is yet to be, or is of others, says nothing.
_THERE = late(
    r"(?:发布?|挂|放|摆|上|上传|传|更新|同步|推|(?<![a-z])(?:release|publishe?|poste?|uploade?)d?) ?(?:[到在至上出布了] ?){0,4}官网"
    r"|官网(?:首页|下载页|下载中心|就|上|那边|今天|昨天|今早|刚刚|刚|已经|已|也|都|里|现在|正式|可以|可|能|自行|直接|[周上]\w?[一二三四五六日]){0,4} ?"
    r"(?:有(?!问题|疑问|活动)|出(?!问题|错)|挂|放(?!假)|摆|发(?!现|生)|上(?![千万百\d])|传|更新|下(?![周月个])|取(?!消)|拿|领|获取"
    r"|(?:release|publishe?|poste?|uploade?)d?(?![a-z]))"
    r"|(?<![a-z])(?:on|from|off|at|via|to) 官网|(?<![a-z])(?:on|from|off|at|via|to) (?:the|our) (?:company |official )?(?:web ?site|download page)(?![a-z])"
    r"|(?<![a-z])(?:on|from|off|at|via|to) (?:the official|our(?: official)?) site(?![a-z])"
)
_NOT_SO = late(r"[没未不无别勿等若待将才旧]|老版|原版|(?<![a-z])(?:old|previous|soon|will|until|not)(?![a-z])")
_PAPERS = late(
    r"文档|手册|资料|材料|教程|培训|说明书"
    r"|(?<![a-z])(?:manuals?|documentation|guides?|slides|training|notes|news|announcements?|forms?|pages?(?= (?:is|are|says|on)))(?![a-z])"
)
_PACKAGE = late(r"版本|[装级新的]包|客户端|服务端|package|installer|version|build|release")
_YET = late(rf"{IF}|再|下周|下个?月|明天|后天|之前|原来|上一?版|公告|活动|文案|页面|新闻|预告|计划|打算")
_SITE = late(r"官网|web ?site|publish|official site")
_LATER = late(r"\d|下周|下个?月|之后|以后|再|等|明天|后天|(?<![a-z])(?:until|when|next|after|then)(?![a-z])")
_TROUBLE = late(r"问题|疑问|异常|故障|反馈|咨询|不明白|不清楚|question|problem|issue|trouble|contact .* if")


def read_channel(text: str, phrases: Phrases) -> str:
    """Where a version is obtained, as a value says: `official`, `pm`, or '' where it says neither. 官网 goes first where
    both are named, since then nobody has to ask."""
    lists = {"official": phrases.official_channel, "pm": phrases.pm_channel}
    said = {one.name for one in find_said(text, lists)}
    if "official" in said and _UNPUBLISHED.search(plain(text)):
        return "pm"
    return "official" if "official" in said else "pm" if "pm" in said else ""


def find_channel(text: str, phrases: Phrases) -> tuple[str, str]:
    """(channel, the sentence) in running text: only where a sentence speaks of getting the version, not of trouble."""
    for sentence in split_sentences(text[:2000]):
        smooth = plain(sentence)
        if _PAPERS.search(smooth) and not _PACKAGE.search(smooth):
            continue  # 文档请到官网下载
        unpublished = _UNPUBLISHED.search(smooth) is not None
        if not unpublished and any(map(_on_site, re.split(r"[,，()（）]", smooth))):
            return "official", sentence.strip()
        if unpublished and not _LATER.search(smooth) and not _TROUBLE.search(smooth) and _SITE.search(smooth):
            return "pm", sentence.strip()
        if not _GETTING.search(smooth) or _TROUBLE.search(smooth) or len(sentence) > 160:
            continue
        lists = {"official": phrases.official_channel, "pm": [w for w in phrases.pm_channel if len(w) > 2]}
        said = find_said(sentence, lists)
        names = {one.name for one in said}
        if names and (_THING.search(smooth) or "官网" in smooth or find_versions(sentence)):
            return ("official" if "official" in names and not unpublished else "pm"), sentence.strip()
    return "", ""


def _on_site(clause: str) -> bool:
    """Whether a clause says that the site has the version: 8.2.3官网出了, it's on the website now; 官网公告发了 says nothing of it."""
    if _SITE_ALONE.fullmatch(clause.strip(" .-*•·●")):
        return True
    said = _THERE.search(clause)
    return said is not None and not (_NOT_SO.search(clause) or _YET.search(clause) or _TROUBLE.search(clause))


def find_link(text: str) -> str:
    """The first http(s) address in a text."""
    found = _LINK.search(text[:4000])
    return found.group().rstrip(".,:;!?") if found else ""
