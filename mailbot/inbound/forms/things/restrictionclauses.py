"""read_clause: what one clause of a restriction says: versions, for whom, from when, until when delayed (SPEC 1 版本限制、延迟限制)."""

import re
from collections.abc import Iterator, Sequence

from mailbot.inbound.forms.days.dates import DateDoubt, Moment, Reader
from mailbot.inbound.forms.days.durations import Duration, find_length
from mailbot.inbound.forms.days.figuredates import find_figure_dates
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.things.restrictedversions import is_of, restricted_versions
from mailbot.inbound.forms.things.restrictionscope import BRACKET_OUT, NOBODY, of_whom, scope_of
from mailbot.inbound.forms.things.restrictionwords import DELAYS, DONE_FIRST, RESTRICTS
from mailbot.inbound.forms.things.versionrules import (
    find_version_rules,
    read_version_rules,
    with_exceptions,
)
from mailbot.late import late
from mailbot.value import Mutable

_CLAUSES = late(r"[，,]")
_INCLUDED = late(r"[,，] ?v?\d[\d.]{0,16} (?:included|inclusive)(?![a-z])[,，]?")  # up to 5.7, 5.7 included, on 8 March
_IN_USE = late(r"\s*(?:版本?)?(?:的|这[些两几]个)?(?:版本)?(?:老|存量)?(?:客户|用户|门店|终端|机器|设备|在用|还|仍)")
_STILL = late(
    r"(?:还|仍|仍然|都)在(?:使?用|跑)|在用|还用着"
    r"|(?<![a-z])still (?:use|uses|using|run|runs|running|on|need|needs)(?![a-z])"
)
# What makes a clause about a restriction, so that its dates are the restriction's.
_ABOUT = late(
    rf"{RESTRICTS.pattern}|{DELAYS.pattern}|起|生效|开始|以下|以前版本|≤|<|低于|effective|as of|with effect"
    rf"|starting|from|below|older"
)
# 8.0、8.1 版本[12月18日起]限制, the date masked: nothing else between the versions and what happens to them.
_FROM_THEN = late(
    r"\d ?(?:等|的|[两三四几]个|这些|老|旧|低)*(?:版本|版|客户端|服务端)? {3,}(?:就|将|都|均|被|全部)*(?:限制"
    r"|禁用|停用|禁止|不能|不允许|不让|不准|不许|无法|封|不再支持)(?!.*\d)"
)
_WORK = late(
    r"(?:负责|牵头|完成|执行|跟进|处理)[^，,。；;]{0,24}延[迟期后](?:版本)?限制\s*$"
    r"|^\W*(?:(?:a|the|my|our|short|brief|final|and) )*(?:summary|write-?up|wrap-?up|report)(?![a-z])"  # …from me a week later
)
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
_AIMED = late(
    r"升级?[到至为]|换[到成为]|更新[到至]|改用|统一用"
    r"|(?<![a-z])(?:upgrad\w+|updat\w+|switch\w*|move|moving|to)(?![a-z])"
)
_AT_ONCE = late(r"立即|立刻|即刻|马上|immediately|at once")
# What comes before versions are restricted: 低于5.8的12月21日起弹窗提醒.
WARNS = late(r"提醒|提示|预警|警告|弹窗|(?<![a-z])(?:warn(?:s|ed|ings?)?|reminders?|reminded|notice)(?![a-z])")
_GROUP = late(r"[\u4e00-\u9fff]{2,6}")
_WHEN_ALONE = late(r"\s*(?:限制|生效|开始|执行)?(?:时间|日期)(?:是|为|定在|定于|在|:)*\s*(?:起|开始)?\s*")
_LAST_USE = late(r"使用截止|截止使用|最后使用")
_FIGURES = late(r"(\d{1,2})\.\d{1,2}(?!\d)")
_SINCE = late(r"(?:[日号点]|\d|零点)(?:以后|之后|过后|后) ?$")  # 12月18日零点以后，8.0及以下版本不再提供服务
_UNTIL_FIGURES = late(
    r"(?<=[到至]) ?\d{1,2}\.\d{1,2}(?![\d.])"
)  # 延迟到 9.2: far away as a day, and no version that is restricted
_UNTIL = late(r"(?:[到至]|(?<![a-z])(?:until|till)) ?$")
_WAITS, _AGAIN = late(r"等到?(?:了)? ?$"), late(r"\s*(?:[之以]?后|那天|当天)?再")  # 海外等1月11日再说
_PLACE_AND_DAY = 4  # characters that may stand beside a place and a day: 华南 12月25日起


class Clause(Mutable):
    """What one clause says."""

    words: str
    versions: str = ""
    bare: str = ""  # versions alone, which are meant where the sentences before speak of restricting: 8.1 1月8日起
    scope: str = ""
    effective: Moment | DateDoubt | None = None
    delayed: Moment | DateDoubt | None = None
    later: Duration | None = None  # how long it is delayed, counted from when versions are restricted: 海外晚一个月


def clauses_of(sentence: str, dates: Reader) -> Iterator[str]:
    """The sentence cut at its commas, but not within a date (Dec 18, 00:00) or brackets."""
    spans = [one.span for one in dates.find_dates(sentence)]
    spans += [found.span() for found in BRACKET_OUT.finditer(plain(sentence))]
    spans += [(found.start() - 1, found.end()) for found in _INCLUDED.finditer(plain(sentence))]
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
    if before.removesuffix("的").strip() not in ("", *map(plain, scopes), plain(scope_of(clause, scopes))):
        return ""
    return ", ".join(dict.fromkeys(rule.rule for rule in rules))


def told_why(clause: str, dates: Reader) -> str:
    """The versions of which a clause says what is wrong with them, and not that they are restricted; '' for any other clause."""
    smooth = plain(clause)
    if RESTRICTS.search(smooth) or not (_WHY.match(smooth) or (_WRONG.search(smooth) and not _dates(clause, dates))):
        return ""
    return ", ".join(dict.fromkeys(rule.rule for rule in find_version_rules(clause) if not rule.bare))


def spoken_of(clause: str, dates: Reader, target: str) -> str:
    """The versions alone that a clause without a day speaks of, which the one behind it may restrict: 5.1和5.2问题太多，12月14日起限制."""
    smooth = plain(clause)
    if (
        not target
        or RESTRICTS.search(smooth)
        or DELAYS.search(smooth)
        or _AIMED.search(smooth)
        or _dates(clause, dates)
    ):
        return ""
    return ", ".join(dict.fromkeys(r.rule for r in find_version_rules(clause) if r.bare and not is_of(r.rule, target)))


def read_clause(
    clause: str,
    dates: Reader,
    scopes: Sequence[str],
    field: str,
    *,
    about: bool = False,
    puts_off: bool = False,
    target: str = "",
) -> Clause:
    """`about`: the sentence restricts or delays, so that a place and a day in it are said of that (华南 12月25日); `puts_off`: it only puts
    off; `target`: the plan's own version."""
    part = Clause(clause.strip())
    if not field and _WORK.search(plain(clause)) and not find_version_rules(clause):
        return part  # 林涛负责2027年1月15日的版本延迟限制: his node, and no restriction besides
    masked = list(clause)
    vague: list[DateDoubt] = []
    found = _dates(clause, dates, figures=puts_off)
    about = (not WARNS.search(plain(clause)) or RESTRICTS.search(plain(clause)) is not None) and (
        bool(field)
        or puts_off
        or _ABOUT.search(plain(clause)) is not None
        or (about and _SINCE.search(plain(clause)) is not None)
        or (about and _place_and_day(clause, found, scopes))
    )
    put_off = puts_off or DELAYS.search(plain(clause)) is not None
    for one in found:
        if not about or _LAST_USE.search(plain(clause)):
            # 请于今日下班前回复确认; nor are its figures a version (12/3 前).
            masked[one.span[0] : one.span[1]] = " " * (one.span[1] - one.span[0])
            continue
        if isinstance(one, Moment) and put_off and "from-mail" in one.remarks and find_length(one.words):
            one = DateDoubt("counts-from-due", one.words, one.span)  # in Overseas one month later
        if isinstance(one, DateDoubt) and one.reason == "vague" and not any(c.isdigit() for c in one.words):
            if _REPORTED.search(plain(clause), one.span[1]):
                continue  # 近期客服反馈3.2以下的客户端报错率很高
            vague.append(one)  # 尽快: asked about where it is this clause's restriction that it is said of
            continue
        before = plain(clause[max(0, one.span[0] - 12) : one.span[0]])
        delays = (
            (put_off and isinstance(one, DateDoubt) and one.reason == "counts-from-due")
            or DELAYS.search(plain(clause[: one.span[0]]))
            or field == "delayed"
            or puts_off
            or (_AGAIN.match(clause, one.span[1]) and not find_version_rules(clause))
            or _kept_until(clause, one.span[0], scopes)
            or (_WAITS.search(before) and "再" in clause[one.span[1] :])
        )
        later = re.match(r" ?(?:后|之后)", plain(clause[one.span[1] : one.span[1] + 4]))
        if delays and not re.search(r"起$", before) and not (field == "delayed" and part.delayed is not None and later):
            part.delayed = part.delayed or one
        elif part.effective is None or _of_a_deed_before(clause, part.effective.span[1], one.span):
            part.effective = one
        masked[one.span[0] : one.span[1]] = " " * (one.span[1] - one.span[0])
    if part.delayed is None and put_off and not field and find_length(clause) is not None:
        part.delayed = DateDoubt("counts-from-due", part.words, (0, len(clause)))  # Overseas gets an extra month
    if isinstance(part.delayed, DateDoubt) and part.delayed.reason == "counts-from-due":
        part.later = find_length(clause)
    bare = "".join(masked)
    rules = find_version_rules(bare)
    since = part.effective is not None and part.effective.words.rstrip().endswith(("起", "开始"))
    part.versions = restricted_versions(
        bare,
        rules,
        field,
        target=target,
        begins=part.effective is not None and RESTRICTS.search(plain(clause)) is not None,
    )
    if not part.versions and since and _FROM_THEN.search(plain(bare)):
        part.versions = read_version_rules(bare)
    if not part.versions and (part.effective or part.delayed) is not None and not _AIMED.search(plain(bare)):
        part.bare = with_exceptions(bare, rules)
    deed = (
        not about and found and DONE_FIRST.search(plain(clause)) is not None
    )  # 12月9号前升完华南，韩冰把8.0及以下的限掉
    part.scope = (
        "" if deed else scope_of(bare, scopes) or (of_whom(bare) if part.delayed is not None and not field else "")
    )
    if (
        field == "effective"
        and part.effective is not None
        and not part.scope
        and _GROUP.fullmatch(alone := bare.strip(" \t：:"))
        and not NOBODY.search(alone)
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


def _of_a_deed_before(clause: str, first: int, day: tuple[int, int]) -> bool:
    """Whether the day that ends at `first` is that of something else: what restricts stands behind it, and before the next day or
    directly at that. Is ready by 4 December and blocks everything below 6.0 on 11 December; 12月4日准备好并于12月11日限制."""
    found = RESTRICTS.search(plain(clause))
    return found is not None and first < found.start() and (found.start() < day[0] or 0 <= found.start() - day[1] <= 1)


def _kept_until(clause: str, day: int, scopes: Sequence[str]) -> bool:
    """Whether the day at `day` of a clause is until when somebody is left alone: 海外到1月21日, Overseas until 21 Jan and cut off then."""
    before = plain(clause[:day])
    return _UNTIL.search(before) is not None and not RESTRICTS.search(before) and bool(scope_of(clause, scopes))


def _dates(clause: str, dates: Reader, *, figures: bool = False) -> list[Moment | DateDoubt]:
    """The dates of a clause; 12.18 is one where an hour or 起 follows."""
    strict, smooth = find_figure_dates(clause, dates, strict=True), plain(clause)
    if (
        figures or RESTRICTS.search(smooth) or DELAYS.search(smooth)
    ):  # 12/18 限制 8.2 及以前, 延迟到1/15: a stroke is in no version
        strict = strict or tuple(one for one in find_figure_dates(clause, dates) if "/" in one.words)
    taken = [one.span for one in strict]
    found = [o for o in dates.find_dates(clause) if not any(a < o.span[1] and o.span[0] < b for a, b in taken)]
    known = [one for one in (*found, *strict) if not _is_version(one, clause)]
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
    scope = scope_of(rest, scopes)
    if not spans and not scope:
        return False
    for start, end in reversed(spans):
        rest = rest[:start] + rest[end:]
    return len(rest.replace(scope, "").strip(" \t\u3000:：是为在于从自起的版本")) <= _PLACE_AND_DAY
