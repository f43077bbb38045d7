"""with_evidence: what a report brings to close its node: version, tests, files, link, restrictions, waiver (SPEC 1)."""

import re
from collections.abc import Iterable, Sequence

from mailbot.campaign import commands as c
from mailbot.campaign.commands import Command
from mailbot.campaign.model import CoverageRow, Node
from mailbot.campaign.planned import Restriction, When
from mailbot.inbound.forms.clauses import clause_at, clauses
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.days.dates import Moment, Reader
from mailbot.inbound.forms.fields.lines import read_fieldlines
from mailbot.inbound.forms.hearing import smooth
from mailbot.inbound.forms.nodes.by_parameter import named_parameters, parameter_progress
from mailbot.inbound.forms.replies.waiver import waiver_of
from mailbot.inbound.forms.tables.coveragetable import read_coverage
from mailbot.inbound.forms.things.channels import find_link
from mailbot.inbound.forms.things.restrictions import find_restrictions
from mailbot.inbound.forms.things.versionrules import find_version_rules
from mailbot.inbound.forms.things.versions import find_versions, read_version
from mailbot.late import late
from mailbot.rulebook.folding import fold
from mailbot.value import replace

_MOST = 60
# Files too large for mail are linked: 超大附件 of QQ and NetEase, 云附件 of Coremail and Alimail, download pages of the others.
_LINKED = late(
    r"超大附件|云附件|大附件|文件中转站|中转站|网盘|附件下载|下载附件|进入下载|下载页面|有效期至|从.{0,10}下载"
    r"|https?://|large attachment|download",
    re.IGNORECASE,
)
_FILE = late(
    r"[\w\u4e00-\u9fff（）()\-+. ]{1,80}?\.(?:docx?|xlsx?|pdf|zip|rar|7z|pptx?|csv|txt|html?|et|wps)(?![a-z])",
    re.IGNORECASE,
)
_SUBMITS = late(
    r"提交|提测|转测|交付|上传|发布|提供|发出|构建|版本|submitted|delivered|released|uploaded|build", re.IGNORECASE
)
_OLD_VERSION = late(
    r"(?:相比|对比|基于|上一版|上个版本|旧版|老版本|原版本?|修复了?|在|从|自|较|的缺陷|替代|取代|since|over"
    r"|instead of)\s*[vV]?$"
)


def with_evidence(command: Command, context: Context) -> Command:
    """The report with its evidence; every other command unchanged. What a rejected mail that this one mends had brought
    (`context.earlier`) still counts."""
    if not isinstance(command, c.ReportNode):
        return command
    text = _title_and(context)
    attached = [*context.letter.attachments]
    earlier = context.earlier
    while earlier is not None:
        attached += earlier.letter.attachments
        text = f"{text}\n{_title_and(earlier)}"
        earlier = earlier.earlier
    waiver = waiver_of(context.text)
    campaign = context.campaign
    # Of a table the command has words of its own making.
    said = command.text if command.text and command.text in context.text else context.text
    named = (
        dict.fromkeys(name for name, _, _ in named_parameters(said, campaign))
        if campaign and campaign.parameters
        else ()
    )
    return replace(
        command,
        named=tuple(named),
        parameters=parameter_progress(said, campaign) if named and campaign else (),
        version=_version(text, context),
        passed=passed_tests(text, context),
        link=find_link(context.text),
        files=tuple(dict.fromkeys(a.filename for a in attached if a.filename and not a.inline)),
        linked_files=_linked(text),
        restrictions=_restrictions(text, context),
        waiver=waiver[0] if waiver else "",
        coverage=_counted(context),
    )


def _counted(context: Context) -> tuple[CoverageRow, ...]:
    """The versions or values that are counted in a table beside the report; one row alone counts no field."""
    rows, _ = read_coverage(context)
    return rows if len(rows) > 1 else ()


def _title_and(context: Context) -> str:
    """The text, and before it the title where the sender wrote it anew; not the campaign's own title."""
    if context.subject.reply or context.subject.forward:
        return context.text
    title = context.subject.bare
    if context.campaign is not None and context.campaign.title:
        title = title.replace(context.campaign.title, " ")
    return f"{title}\n{context.text}"


# --- versions ----------------------------------------------------------------------------------------------------------


def _version(text: str, context: Context) -> str:
    """The version that is handed over: the field's, else the one that the text names, else the one beside 提交."""
    names = {f.key: f.names for f in context.rules.fields.field}
    for found in read_fieldlines(context.writing.lines, context.writing.grids, names):
        if found.key == "version" and (value := read_version(found.value).version):
            return value
    versions = [
        (v, span) for v, span in find_versions(text) if not _OLD_VERSION.search(text[max(0, span[0] - 12) : span[0]])
    ]
    different = _with_builds(dict.fromkeys(v for v, _ in versions))
    if len(different) == 1:
        return different[0]
    if not different:
        every = list(dict.fromkeys(v for v, _ in find_versions(text)))
        return every[0] if len(every) == 1 else ""
    spans = clauses(smooth(text))
    beside = list(
        dict.fromkeys(
            v for v, at in versions for s in spans if s[0] <= at[0] < s[1] and _SUBMITS.search(text[s[0] : s[1]])
        )
    )
    beside = _with_builds(beside)
    return beside[0] if len(beside) == 1 else ""


def _with_builds(versions: Iterable[str]) -> list[str]:
    """5.3.0，构建号 5.3.0.1021 is one version, and so are 5.3.0 (build 1021) and 5.3.0.1021: the one that is written out."""
    written = {re.sub(r"\s*build\s*", ".", v): v for v in sorted(versions, key=lambda v: "build" not in v)}
    return [v for dotted, v in written.items() if not any(other.startswith(f"{dotted}.") for other in written)]


# --- tests -------------------------------------------------------------------------------------------------------------

_PASS = late(
    r"通过|合格|全绿|^\s*(?:也|都|全部?|均|已经?)*过(?:了|啦)?(?=$|[，,。；;！!\s])"
    r"|(?<![a-z])(?:pass(?:ed|es)?|ok|green)(?![a-z])|正常|无问题|没有问题|没问题|无异常|符合要求|达标|[✓✔☑√✅]"
)
_NO_PASS = late(
    r"[不未没][^，。；;\n]{0,4}(?:通过|合格|完成|做|测|开始|符合|达标)|不通过|失败|尚未|还没|待|进行中|测试中"
    r"|正在|预计|计划|将|阻塞|除|部分"
    r"|(?<![a-z])(?:not|fail\w*|pending|partial\w*|will|except|blocked|in progress)(?![a-z])|n't"
)
# 无遗留阻塞, 失败 0: said of what there is none of.
_NONE_OF_IT = late(
    r"(?:无|没有|没|零|0\s*个?|未发现|未出现|不存在"
    r"|(?<![a-z])(?:no|without|zero)\s)[^，。；;\n不未没]{0,6}?(?:阻塞|失败|除外|(?<![a-z])(?:fail\w*|block\w*))"
    r"|(?:失败|阻塞)(?:用例)?(?:数)?[:：为]?\s*(?:0(?!\d)|零|无)"
)
# 两项测试都过了, both tests passed
_ALL_TESTS = late(
    r"(?:两|2)\s?(?:项|个|轮|种|类)的?测试[^，,。；;\n]{0,8}?(?:(?:都|均|全部?)[^，,。；;\n]{0,4}过|通过)"
    r"|(?<![a-z])both(?: of)?(?: the)? tests[^,.;\n]{0,20}?(?<![a-z])pass(?:ed)?(?![a-z])"
)
_GROUP = late(r"[\s、,，/&+:：\t|]*(?:和|及|与|以及|(?<![a-z])and(?![a-z]))?[\s、,，/&+]*(?:the\s)?")


def passed_tests(text: str, context: Context) -> tuple[str, ...]:
    """The first spellings of the tests that the text says have passed: each named, and a word of 通过 behind it or behind
    the list that it stands in, with nothing between that takes it back."""
    campaign = context.campaign
    kind = context.rules.kinds.get(campaign.kind) if campaign else None
    wanted = [spellings for n in (kind.node if kind else ()) for spellings in n.tests]
    line = smooth(text)
    places = _places(line, wanted)
    if (
        not places
        and len(wanted) == 2
        and (both := _ALL_TESTS.search(line))
        and not _NO_PASS.search(_NONE_OF_IT.sub(" ", both[0]))
    ):
        return tuple(spellings[0] for spellings in wanted)
    passed: dict[str, bool] = {}
    n = 0
    while n < len(places):
        last = n
        while last + 1 < len(places) and _GROUP.fullmatch(line[places[last][1] : places[last + 1][0]]):
            last += 1
        end = places[last][1]
        stop = places[last + 1][0] if last + 1 < len(places) else len(line)
        found = re.search(r"[。；;！!\n]", line[end:stop])
        said = line[end : end + found.start() if found else stop]
        head = line[max(0, places[n][0] - 12) : places[n][0]]
        before = re.search(r"[^，。；;\n]*$", head)
        good = _PASS.search(said) or re.search(r"通过了?\s*$", before[0] if before else "")
        bad = _NO_PASS.search(_NONE_OF_IT.sub(" ", f"{before[0] if before else ''}{said}"))
        for _, _, name in places[n : last + 1] if good or bad else ():  # a title that names a test says nothing of it
            passed[name] = not bad and passed.get(name, True)
        n = last + 1
    return tuple(name for name, good in passed.items() if good)


def _places(line: str, wanted: Sequence[Sequence[str]]) -> list[tuple[int, int, str]]:
    """(start, end, first spelling) of each test named, the longest at a place; 完整测试报告 names a file, no test."""
    found: list[tuple[int, int, str]] = []
    words = sorted(((smooth(s), spellings[0]) for spellings in wanted for s in spellings), key=lambda w: -len(w[0]))
    taken = bytearray(len(line) + 1)
    for word, name in words:
        at = line.find(word)
        while at >= 0 and len(found) < _MOST:
            end = at + len(word)
            if not any(taken[at:end]):
                taken[at:end] = b"\1" * (end - at)
                if not re.match(r"\s*(?:报告|用例|计划|方案|report)", line[end:]):
                    found.append((at, end, name))
            at = line.find(word, end)
    # 遍历和完整都通过了: behind the first the other needs no 测试.
    for word, name in words:
        short = word.removesuffix("测试")
        for at in [end for _, end, _ in found] if short != word else ():
            joint = _GROUP.match(line, at)
            if joint and joint[0].strip() and line.startswith(short, joint.end()) and not taken[joint.end()]:
                found.append((joint.end(), joint.end() + len(short), name))
    return sorted(found)


# --- files -------------------------------------------------------------------------------------------------------------


def brings_files(node: Node, context: Context, *, said: bool = False) -> bool:
    """Whether the mail brings every file that closes this node, by their names (缺陷报告 and 完整测试报告 of `report`); `said`: one
    of them at least, and names the others in its text."""
    kind = context.rules.kinds.get(context.campaign.kind) if context.campaign else None
    standard = kind.node_of(node.key) if kind else None
    if standard is None or not standard.files:
        return False
    names = [fold(a.filename) for a in context.letter.attachments if a.filename and not a.inline]
    names += [fold(name) for name in _linked(context.text)]
    found = [any(fold(s) in name for s in spellings for name in names) for spellings in standard.files]
    if not said:
        return all(found)
    text = fold(context.text)
    return any(found) and all(
        there or any(fold(s) in text for s in spellings) for there, spellings in zip(found, standard.files, strict=True)
    )


def _linked(text: str) -> tuple[str, ...]:
    """Names of files that the text shows as linked."""
    if not _LINKED.search(text):
        return ()
    names = [m[0].strip(" \t-·•：:") for m in _FILE.finditer(text[:20_000])]
    return tuple(dict.fromkeys(n for n in names if n))[:_MOST]


# --- restrictions ------------------------------------------------------------------------------------------------------

_EFFECTIVE = late(r"生效|起|开始|限制|启用|(?<![a-z])(?:effective|from|since|starting|as of|restrict\w*)(?![a-z])")
_DELAY = late(r"延迟|延期|暂缓|缓限|延长|宽限|(?<![a-z])(?:delay\w*|until|extend\w*)(?![a-z])")
_AT_ONCE = late(
    r"即时生效|立即生效|当即生效|马上生效|现已生效|即刻生效|实时生效"
    r"|(?<![a-z])(?:effective immediately|with immediate effect|effective now)(?![a-z])"
)


def _restrictions(text: str, context: Context) -> tuple[Restriction, ...]:
    """Which versions are restricted, from when, delayed until when: as a plan words it, else gathered from the clauses."""
    reader = context.dates(done=True)
    scopes = [name for d in context.rules.directory.departments for name in (d.name, *d.aliases)]
    found = tuple(f.restriction for f in find_restrictions(text, reader, scopes=scopes) if f.restriction.versions)
    if found and all(r.effective or r.delayed_until for r in found):
        return found
    gathered = _gathered(text, context, reader)
    return gathered if gathered and (gathered[0].effective or gathered[0].delayed_until) else found or gathered


def _gathered(text: str, context: Context, reader: Reader) -> tuple[Restriction, ...]:
    """One restriction of all the versions named, with the date that stands beside 生效 and the one beside 延迟."""
    line = smooth(text)

    def clause(at: int) -> str:
        return line[slice(*clause_at(line, at))]

    target = context.campaign.version if context.campaign else ""
    rules = [
        r
        for r in find_version_rules(text)
        if r.rule != target
        and (not r.bare or re.search(r"限制|延迟|封禁|禁用|restrict|delay|block", clause(r.span[0])))
    ]
    if not rules:
        return ()
    effective: When | None = None
    delayed: When | None = None
    dates = [d for d in reader.find_dates(text) if isinstance(d, Moment)]
    for date in dates:
        around = clause(date.span[0])
        if _DELAY.search(around):
            delayed = delayed or When(at=date.at, timed=date.timed)
        elif _EFFECTIVE.search(around) or len(dates) == 1:
            effective = effective or When(at=date.at, timed=date.timed)
    if effective is None and _AT_ONCE.search(line):
        effective = When(at=context.mailed, timed=True)
    versions = ", ".join(dict.fromkeys(r.rule for r in rules))
    return (Restriction(versions=versions, effective=effective, delayed_until=delayed),)
