"""read_clause: what one clause of a restriction says: versions, for whom, from when, until when delayed (SPEC 1 版本限制、延迟限制)."""

import re
from collections.abc import Iterator, Sequence

from mailbot.inbound.forms.days.dates import DateDoubt, Moment, Reader
from mailbot.inbound.forms.days.figuredates import find_figure_dates
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.things.versionrules import (
    VersionRule,
    find_version_rules,
    read_version_rules,
    with_exceptions,
)
from mailbot.late import late
from mailbot.value import Mutable

__all__ = [
    "DELAYS",
    "DONE_FIRST",
    "EVERY",
    "RESTRICTS",
    "Clause",
    "clauses_of",
    "read_clause",
    "still_used",
    "told_why",
]

_CLAUSES = late(r"[，,]")
RESTRICTS = late(
    r"限制(?!在|性)|(?:老|旧|低)版本(?:是指|指的?是?|即|就是)"
    r"|(?<![上不下有权无期时受局年])限(?= ?v?\d{1,3}\.[\dx])|限掉|限死"
    r"|(?:起|开始|之后|以后)(?:就|将|会|再|都|全|也)*(?:登|连|用)不(?:上|了)|(?:关|停|卡|拦|踢|掐|砍)掉|关停"
    r"|不给(?:再)?(?:登|用|连)|(?:要|都|全|再|就|也|会|一并)限(?=了|住|$|[，,。；;、\s])|禁用|停用|禁止|封禁"
    r"|封掉|封停|(?:将|就|会|起|开始)(?:再也)?无法(?:再|继续)?(?:登录|登陆|使用|连接?|接入|访问)|不再支持|不允许"
    r"|不再(?:允许|接受|提供|能|让|准|许)|停止(?:对)?[^，,。；;]{0,20}?(?:使用|支持|服务|登录|登陆)|停止使用"
    r"|不(?:能|让|可以?|准|许)(?:再)?(?:登录|登陆|使用|运行|连接?|接入|用)|限用|停止支持|restrict|block(?!er)"
    r"|disable|retire|disallow|lock(?:ed)? out|shut out|cut off|switched off"
    r"|(?<![a-z])not (?:be )?(?:allowed|permitted|able) to (?:log|sign|connect|use|run|start)"
    r"|no longer (?:support(?:ed)?|allowed|accepted|able|be able|connect|log|work|start|run)"
    r"|(?:can|could|will|may|must)(?: no longer|not|n't| not)(?: be able to)? (?:log|connect|start|run|work"
    r"|be used|be accepted|use)"
    r"|stops? (?:working|being)|refused|rejected"
)
DELAYS = late(
    r"等[到至]?(?=[^，,。；;]{0,14}\d[^，,。；;]{0,8}再)|延迟|延期|推迟|暂缓|缓限|延后|宽限|豁免|顺延|放宽到"
    r"|可以?(?:继续|接着)?(?:用|使用)[到至]"
    r"|(?:再|多|另外?)?(?<!交)[给留](?=[一二两三四\d]{1,2} ?个?(?:周|月|天|星期|礼拜))|(?:再|多)[给留](?=\s*$)"
    r"|(?:可以?(?:拖|留|撑)?|给|留|放|缓|宽限)[到至](?=[^，,。]{0,10}\d|[^，,。]{0,4}[月年]底|\s*$)"
    r"|(?:还|仍|仍然)(?:可以?|能)(?:继续)?(?:用|使用)[到至]|能(?:继续)?用到|晚(?:一)?点到"
    r"|(?<![今明昨当夜每早])晚(?:(?:[一二两三四五六]|\d{1,2})个?半?(?:周|天|月|星期|礼拜)|\s*$)|放宽至"
    r"|(?<![a-z])(?:may|can|could)(?: still| continue to)+ be used|(?<![a-z])still works?(?![a-z])|延至|延到"
    r"|delay(?:ed)?|postpone[d]?|deferred|grace|extend(?:ed)?|exempt(?:ed)?"
    r"|(?:has|have|gets?|given|granted|more|extra)(?: time)? (?:until|till)"
)
EVERY = late(r"全部|所有|均|统一|都|(?<![a-z])all(?![a-z])")
_IN_USE = late(r"\s*(?:版本?)?(?:的|这[些两几]个)?(?:版本)?(?:老|存量)?(?:客户|用户|门店|终端|机器|设备|在用|还|仍)")
_STILL = late(
    r"(?:还|仍|仍然|都)在(?:使?用|跑)|在用|还用着"
    r"|(?<![a-z])still (?:use|uses|using|run|runs|running|on|need|needs)(?![a-z])"
)
_DELAYED_ALONE = late(
    r"(?: ?(?:版本|版|的|这?[两二三四几]个))* ?[:：]? ?(?:可以?|能|则|先|还)*(?:用[到至]|[给留放缓可][到至]|宽限"
    r"|(?:may|can|could)(?: still| continue to)+ be used|still works?|延迟|延后|推迟|暂缓|缓限|延至|延到)"
)
# What names a part of the field, besides the company's departments: an alias of its own needs no entry here.
_SCOPES = late(
    r"(?:海外|境外|国际|国外|国内|境内|全国|华东|华南|华北|华中|东北|西北|西南|港澳台|东南亚|欧洲|北美|overseas?"
    r"|abroad|domestic|[\u4e00-\u9fff]{2,4}(?:大区|地区|区域|省|市)"
    r"|(?:特殊|重点|大|vip|定制|存量|部分|个别|签约|报备|连锁|直营|加盟|政企|银行)(?:客户|门店|用户"
    r"|终端))(?:业务部"
    r"|区域|地区|大区)?"
)
# What makes a clause about a restriction, so that its dates are the restriction's.
_ABOUT = late(
    rf"{RESTRICTS.pattern}|{DELAYS.pattern}|起|生效|开始|以下|以前版本|≤|<|低于|effective|as of|with effect"
    rf"|starting|from|below|older"
)
# A version alone is restricted where the clause says so of it: 限制 5.4 和 5.5, 5.4 版本自12月18日起限制.
_BARRED = late(
    rf"(?:{RESTRICTS.pattern})\s*(?:使用|登录|客户端|服务端|版本)?\s*v?\d"
    rf"|(?:自|从|from)[^,，。]{{2,20}}(?:起|restrict)|起(?:限制|禁用|停用)"
)
# 8.0、8.1 版本[12月18日起]限制, the date masked: nothing else between the versions and what happens to them.
_FROM_THEN = late(
    r"\d ?(?:等|的|[两三四几]个|这些|老|旧|低)*(?:版本|版|客户端|服务端)? {3,}(?:就|将|都|均|被|全部)*(?:限制"
    r"|禁用|停用|禁止|不能|不允许|不让|不准|不许|无法|封|不再支持)(?!.*\d)"
)
# Between versions of one list: 3.x 全部版本和 4.0、4.1 两个版本.
_LISTED = late(
    r"(?: |、|,|和|与|及|以及|还有|全部|所有|整个|系列|等|的|这?[两二三四几]个|版本|版|and|versions?|client"
    r"|all)*"
)
_WORK = late(r"(?:负责|牵头|完成|执行|跟进|处理)[^，,。；;]{0,24}延[迟期后](?:版本)?限制\s*$")
_REPORTED = late(r"反馈|反映|投诉|抱怨|报错|报告|发现|出现|收到|遇到|(?<![a-z])(?:report|complain)(?:s|ed)?(?![a-z])")
# What is wrong with versions is why they are restricted: 6.0 以前的扫码库有安全漏洞.
_WRONG = late(
    r"(?:有|存在|出过?|发现|报|爆出?|遇到过?)[^，,。；;\d]{0,10}(?:漏洞|bug|缺陷|问题|隐患|风险|故障|错误|错)"
    r"|崩溃|闪退|蓝屏|死机|掉线|掉单|投诉|背景是"
    r"|(?<![a-z])(?:vulnerab\w+|security (?:hole|issue|problem|flaw|bug)s?|crash(?:es|ed)?|bugs?|unsafe"
    r"|insecure)(?![a-z])"
)
_WHY = late(
    r"\s*(?:主要)?(?:是)?(?:因为|由于|鉴于|考虑到|背景是|原因是)(?!.*(?:起|开始)(?:$|[，,]))"
    r"|\s*(?:because|since|as|due to) [a-z]"
)  # 因为 5.6 及以下用的证书 1 月底到期
_LEFT_OUT = late(
    r"除(?:了)?(?P<a>[^，,。；;()（）\d]{2,12}?)(?:业务部|区域|地区|以外|之外|外)+"
    r"|[(（]?(?P<b>[^，,。；;()（）\d\s]{2,12}?)(?:业务部|区域|地区)?除外[)）]?"
)
_BRACKET_OUT = late(r"[(（][^()（）]*(?:除外|不含|不包括|不限|不受限|例外|except|excluding)[^()（）]*[)）]")
_REASON = late(r"(?<=.)(?:因为?|由于|考虑到)[^，,。；;]{2,40}|(?<=[a-z] )(?:because|due to|since) [^,.;]{2,60}")
_REST = late(
    r"(?:其余|其他|其它|剩余|剩下|别的)(?:的|所有|全部)*(?:旧|老|低|历史)?版(?:本)?"
    r"|(?<![a-z])(?:all )?(?:the )?other (?:old(?:er)? )?(?:versions|clients|releases)(?![a-z])"
)
_AIMED = late(
    r"升级?[到至为]|换[到成为]|更新[到至]|改用|统一用"
    r"|(?<![a-z])(?:upgrad\w+|updat\w+|switch\w*|move|moving|to)(?![a-z])"
)
_AT_ONCE = late(r"立即|立刻|即刻|马上|immediately|at once")
_SUBJECT = late(
    r"\s*(?:其中|而|但是?|不过|另外|同时|只有)?(?P<who>[\u4e00-\u9fff][\u4e00-\u9fff、]{1,9}?)(?:的|那边|这边"
    r"|方面)?(?:则|统一|都|均|先|暂时?|要|会|申请)*(?=可以?|延|推迟|暂缓|缓限|宽限|豁免|顺延|放宽"
    r"|[给留放缓][到至])"
)
# Customers in Europe get a delay until January 22
_ENGLISH_SUBJECT = late(
    r"\s*(?:[Aa]nd |[Bb]ut |[Oo]nly |[Tt]he "
    r"|[Oo]ur )*(?P<who>(?:[A-Za-z]+ ){0,2}(?i:customers|clients|users|sites|stores|shops|branches|terminals"
    r"|partners)(?: (?:in|of|from|at|with|on) [\w ,&-]{2,40}?)?"
    r"|[A-Z][\w-]+(?: (?:and|&) [A-Z][\w-]+)?) "
    r"(?:get|gets|has|have|may|can|could|will|are|is|keep|keeps|stay|stays)(?![a-z])",
    needs=" ",
)
_GROUP = late(r"[\u4e00-\u9fff]{2,6}")
_NOBODY = late(
    r"所以|因此|因而|故|但|于是|这样|那么|不过|然后|[他她它]|两|三|限|版|延|时|期|日|效|预|计划|拟|定|从|自|于"
    r"|起|开始|约|大概|周|号|全部|所有|统一|最|其[余他它]|一律|暂|可以|给|为|由于|因|经|考虑|如|若|请|我|大家|现"
    r"|先|再|也|就|到"
)
_WHEN_ALONE = late(r"\s*(?:限制|生效|开始|执行)?(?:时间|日期)(?:是|为|定在|定于|在|:)*\s*(?:起|开始)?\s*")
# What is rolled out by a day of its own says nothing of whom another clause restricts; 华东升完后 may.
DONE_FIRST = late(
    r"(?<!不方便)(?<!不便)(?<!法)(?<!不能)(?<![未没])(?:升级|下发|灰度|试点"
    r"|全量)(?![的前后])(?!.*(?:后|之前|以前)\s*$)"
    r"|完成[^，,。；;]{0,12}(?:升级|下发|灰度|试点|全量)(?!.*[后前]\s*$)"
    r"|(?<!不方便)(?<!不便)(?<!法)(?<!不能)(?<![未没])(?:升级|灰度|全量|下发)\s*$"
    r"|(?:升级?|发|装|换|推|更新)(?:完成?|好|掉|到|上去|下去)(?!.*[后前]\s*$)"
    r"|(?<![a-z])(?:upgrad|roll)(?:es|e|s)?(?![a-z])"
)
_LAST_USE = late(r"使用截止|截止使用|最后使用")
_FIGURES = late(r"(\d{1,2})\.\d{1,2}(?!\d)")
_SINCE = late(r"(?:[日号点]|\d|零点)(?:以后|之后|过后|后) ?$")  # 12月18日零点以后，8.0及以下版本不再提供服务
_UNTIL_FIGURES = late(
    r"(?<=[到至]) ?\d{1,2}\.\d{1,2}(?![\d.])"
)  # 延迟到 9.2: far away as a day, and no version that is restricted
_UNTIL = late(r"(?:[到至]|(?<![a-z])(?:until|till)) ?$")
_WAITS, _AGAIN = late(r"等到?(?:了)? ?$"), late(r"再")  # 海外等1月11日再说
_PLACE_AND_DAY = 4  # characters that may stand beside a place and a day: 华南 12月25日起


class Clause(Mutable):
    """What one clause says."""

    words: str
    versions: str = ""
    bare: str = ""  # versions alone, which are meant where the sentences before speak of restricting: 8.1 1月8日起
    scope: str = ""
    effective: Moment | DateDoubt | None = None
    delayed: Moment | DateDoubt | None = None


def clauses_of(sentence: str, dates: Reader) -> Iterator[str]:
    """The sentence cut at its commas, but not within a date (Dec 18, 00:00) or brackets."""
    spans = [one.span for one in dates.find_dates(sentence)]
    spans += [found.span() for found in _BRACKET_OUT.finditer(plain(sentence))]
    pos = 0
    for comma in _CLAUSES.finditer(sentence):
        if not any(start < comma.start() < end for start, end in spans):
            yield sentence[pos : comma.start()]
            pos = comma.end()
    yield sentence[pos:]


def still_used(clause: str, scopes: Sequence[str]) -> str:
    """The versions that a clause begins with and says to be in use: 3.7和3.8客户还比较多, of which the delay behind is said."""
    rules = find_version_rules(clause)
    if (
        rules
        and all(rule.bare or rule.rule.endswith(".x") for rule in rules)
        and _STILL.search(plain(clause))
        and not RESTRICTS.search(plain(clause))
    ):
        return ", ".join(dict.fromkeys(rule.rule for rule in rules))  # 华东有 40 多家门店还在用 2.7，可以用到 12月31日
    if not rules or not _IN_USE.match(plain(clause), rules[-1].span[1]):
        return ""
    before = plain(clause[: rules[0].span[0]]).strip()
    if before.removesuffix("的").strip() not in ("", *map(plain, scopes), plain(_scope(clause, scopes))):
        return ""
    return ", ".join(dict.fromkeys(rule.rule for rule in rules))


def told_why(clause: str, dates: Reader) -> str:
    """The versions of which a clause says what is wrong with them, and not that they are restricted; '' for any other clause."""
    smooth = plain(clause)
    if RESTRICTS.search(smooth) or not (_WHY.match(smooth) or (_WRONG.search(smooth) and not _dates(clause, dates))):
        return ""
    return ", ".join(dict.fromkeys(rule.rule for rule in find_version_rules(clause) if not rule.bare))


def read_clause(clause: str, dates: Reader, scopes: Sequence[str], field: str, *, about: bool = False) -> Clause:
    """`about`: the sentence restricts or delays, so that a place and a day in it are said of that (华南 12月25日)."""
    part = Clause(clause.strip())
    if not field and _WORK.search(plain(clause)) and not find_version_rules(clause):
        return part  # 林涛负责2027年1月15日的版本延迟限制: his node, and no restriction besides
    masked = list(clause)
    vague: list[DateDoubt] = []
    found = _dates(clause, dates)
    about = (
        bool(field)
        or _ABOUT.search(plain(clause)) is not None
        or (about and _SINCE.search(plain(clause)) is not None)
        or (about and _place_and_day(clause, found, scopes))
    )
    for one in found:
        if not about or _LAST_USE.search(plain(clause)):
            # 请于今日下班前回复确认; nor are its figures a version (12/3 前).
            masked[one.span[0] : one.span[1]] = " " * (one.span[1] - one.span[0])
            continue
        if isinstance(one, DateDoubt) and one.reason == "vague" and not any(c.isdigit() for c in one.words):
            if _REPORTED.search(plain(clause), one.span[1]):
                continue  # 近期客服反馈3.2以下的客户端报错率很高
            vague.append(one)  # 尽快: asked about where it is this clause's restriction that it is said of
            continue
        before = plain(clause[max(0, one.span[0] - 12) : one.span[0]])
        delays = (
            DELAYS.search(plain(clause[: one.span[0]]))
            or field == "delayed"
            or _kept_until(clause, before, scopes)
            or (_WAITS.search(before) and _AGAIN.search(clause, one.span[1]))
        )
        later = re.match(r" ?(?:后|之后)", plain(clause[one.span[1] : one.span[1] + 4]))
        if delays and not re.search(r"起$", before) and not (field == "delayed" and part.delayed is not None and later):
            part.delayed = part.delayed or one
        else:
            part.effective = part.effective or one
        masked[one.span[0] : one.span[1]] = " " * (one.span[1] - one.span[0])
    bare = "".join(masked)
    rules = find_version_rules(bare)
    since = part.effective is not None and part.effective.words.rstrip().endswith(("起", "开始"))
    part.versions = _versions(bare, rules, field)
    if not part.versions and since and _FROM_THEN.search(plain(bare)):
        part.versions = read_version_rules(bare)
    if not part.versions and (part.effective or part.delayed) is not None and not _AIMED.search(plain(bare)):
        part.bare = with_exceptions(bare, rules)
    deed = (
        not about and found and DONE_FIRST.search(plain(clause)) is not None
    )  # 12月9号前升完华南，韩冰把8.0及以下的限掉
    part.scope = (
        "" if deed else _scope(bare, scopes) or (_of_whom(bare) if part.delayed is not None and not field else "")
    )
    if (
        field == "effective"
        and part.effective is not None
        and not part.scope
        and _GROUP.fullmatch(alone := bare.strip(" \t：:"))
        and not _NOBODY.search(alone)
    ):
        part.scope = alone  # 政企12月7日零点，零售12月9日零点
    if (now := _AT_ONCE.search(plain(clause))) and part.versions and part.effective is None and not vague:
        vague.append(DateDoubt("vague", clause[slice(*now.span())], now.span()))
    of_it = (
        part.versions
        or (
            field == "restrictions"
            and (RESTRICTS.search(plain(clause)) or len(clause.strip()) < len(vague[0].words) + 4)
        )
        if vague
        else False
    )
    if vague and of_it and part.effective is None and part.delayed is None:
        part.effective = vague[0]
    if field in ("effective", "delayed") and part.effective is None and part.delayed is None:
        whole = dates.read_date(clause)
        if whole is not None and field == "effective":
            part.effective = whole
        elif whole is not None:
            part.delayed = whole
    return part


def _kept_until(clause: str, before: str, scopes: Sequence[str]) -> bool:
    """Whether the day of a clause is until when somebody is left alone: 海外到1月21日, Overseas until 21 Jan."""
    return _UNTIL.search(before) is not None and not RESTRICTS.search(plain(clause)) and bool(_scope(clause, scopes))


def _of_whom(clause: str) -> str:
    """Whom a clause puts a restriction off for by a name that no department has: 政企延迟到1月5日."""
    smooth = plain(clause)
    if (english := _ENGLISH_SUBJECT.match(clause)) is not None:
        return english["who"]
    found = _SUBJECT.match(smooth)
    if found is None or _NOBODY.search(found["who"]) or DELAYS.search(smooth, found.end(), found.end() + 8) is None:
        return ""
    return clause[slice(*found.span("who"))]


def _dates(clause: str, dates: Reader) -> list[Moment | DateDoubt]:
    """The dates of a clause; 12.18 is one where an hour or 起 follows."""
    figures = find_figure_dates(clause, dates, strict=True)
    smooth = plain(clause)
    if RESTRICTS.search(smooth) or DELAYS.search(
        smooth
    ):  # 12/18 限制 8.2 及以前, 延迟到1/15: a stroke is in no version
        figures = figures or tuple(one for one in find_figure_dates(clause, dates) if "/" in one.words)
    taken = [one.span for one in figures]
    found = [o for o in dates.find_dates(clause) if not any(a < o.span[1] and o.span[0] < b for a, b in taken)]
    known = [one for one in (*found, *figures) if not _is_version(one, clause)]
    until = _UNTIL_FIGURES.search(smooth)
    if (
        until is not None
        and DELAYS.search(smooth, 0, until.start())
        and not any(a < until.end() and until.start() < b for a, b in (one.span for one in known))
    ):
        known.append(DateDoubt("vague", clause[slice(*until.span())], until.span()))
    return sorted(known, key=lambda one: one.span)


def _is_version(one: Moment | DateDoubt, clause: str) -> bool:
    """Whether figures that may be a day are a version of the line that the clause speaks of: 9.x 里 9.6 之前的."""
    figures = _FIGURES.match(one.words.strip())
    return figures is not None and re.search(rf"(?<![\d.]){figures[1]}\.[xX]", clause) is not None


def _place_and_day(clause: str, found: Sequence[Moment | DateDoubt], scopes: Sequence[str]) -> bool:
    """Whether a clause is a place or versions with one day and hardly anything else: 华南 12月25日, 5.4版本12月25日."""
    if len(found) != 1 or "官网" in clause:
        return False
    rest = clause[: found[0].span[0]] + " " * len(found[0].words) + clause[found[0].span[1] :]
    if _WHEN_ALONE.fullmatch(plain(rest)):
        return True  # 时间 1 月 6 号零点
    spans = [rule.span for rule in find_version_rules(rest)]
    scope = _scope(rest, scopes)
    if not spans and not scope:
        return False
    for start, end in reversed(spans):
        rest = rest[:start] + rest[end:]
    return len(rest.replace(scope, "").strip(" \t\u3000:：是为在于从自起的版本")) <= _PLACE_AND_DAY


def _versions(clause: str, rules: tuple[VersionRule, ...], field: str) -> str:
    """The versions that a clause restricts: rules, and versions alone where the clause or field speaks of restricting."""
    smooth = plain(clause)
    rest = _REST.search(smooth)
    if rest is not None and (not rules or not field) and (field or RESTRICTS.search(smooth) or "起" in smooth):
        return clause[slice(*rest.span())].strip()  # 其余旧版 1月11日起限制
    # 5.5 延迟到 1月31日: a version alone is meant where the delay is said of it.
    clear = [rule for rule in rules if not rule.bare or _DELAYED_ALONE.match(smooth, rule.span[1])]
    if not clear and not field and not _BARRED.search(smooth):
        return ""  # 8.2.1 版本限制计划: what is planned about, not what is restricted
    if not clear and not (field == "restrictions" or RESTRICTS.search(smooth) or field == "delayed"):
        return ""
    if field:
        return read_version_rules(clause)
    if RESTRICTS.search(smooth):
        said = _listed(clause, rules, clear) if clear else rules  # 升级到 8.2 后限制 8.0 及以下
        return with_exceptions(clause, said)
    return with_exceptions(clause, _listed(clause, rules, clear))


def _listed(clause: str, rules: Sequence[VersionRule], clear: Sequence[VersionRule]) -> list[VersionRule]:
    """The rules of a clause, and the versions alone that stand in one list with them: 限制 4.0、4.1 和 3.x, clients 7.x and 8.0."""
    smooth = plain(clause)
    runs: list[list[VersionRule]] = []
    for rule in rules:
        if runs and _LISTED.fullmatch(smooth[runs[-1][-1].span[1] : rule.span[0]]):
            runs[-1].append(rule)
        else:
            runs.append([rule])
    return [rule for run in runs if any(one in clear for one in run) for rule in run]


def _scope(clause: str, scopes: Sequence[str]) -> str:
    """The department or region that a clause speaks of; several are joined by 、. One that it takes out is kept as that: 除海外外."""
    smooth = plain(clause)
    for out in _LEFT_OUT.finditer(smooth):
        if (place := (out["a"] or out["b"])) and (_SCOPES.fullmatch(place) or place in map(plain, scopes)):
            return clause[slice(*out.span())].strip("（）() ，,")
    smooth = _REASON.sub(lambda found: " " * len(found.group()), smooth)  # 华南因为有个大客户在割接
    smooth = _BRACKET_OUT.sub(lambda found: " " * len(found.group()), smooth)  # （4.1.7 除外，那是给定制客户的）
    found: list[tuple[int, int]] = []
    for name in sorted(dict.fromkeys(scopes), key=len, reverse=True):
        at = smooth.find(plain(name))
        if at >= 0 and len(name) > 1 and not any(a < at + len(name) and at < b for a, b in found):
            found.append((at, at + len(name)))
    for match in _SCOPES.finditer(smooth):
        if not any(a < match.end() and match.start() < b for a, b in found):
            found.append(match.span())
    names = [clause[a:b] for a, b in sorted(found)]
    return "、".join(dict.fromkeys(names)) if len(names) <= 6 else ""
