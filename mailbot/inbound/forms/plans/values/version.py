"""A plan's product and version: by their fields, else by its title, else by the one version that the text names."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.nodes.names import node_keys
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.people.people import is_blank
from mailbot.inbound.forms.plans.draft import Said
from mailbot.inbound.forms.plans.values.product import OfProduct
from mailbot.inbound.forms.plans.values.titles import title_versions
from mailbot.inbound.forms.plans.values.values import is_open, squeeze
from mailbot.inbound.forms.things.restrictions import find_restrictions
from mailbot.inbound.forms.things.versionrules import find_version_rules
from mailbot.inbound.forms.things.versions import VersionRead, find_versions, read_version
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import replace

_UNNEEDED = late(
    r"(?:不涉及|无需|不需要?|不用|不变|无变化|保持|维持|不升级|现网|当前|全部?|所有|任意|不限|各|n/?a|any|all"
    r"|unchanged)",
    2,
)
# Quartz Desktop 5.2 is out, 本次授权的版本为云枢客户端 7.0
_OUT = late(
    r"(?i)(?:授权|许可|下发|推广|发布|升级|目标|推荐|获取)(?:使用)?的?(?:新|目标)?版本(?:号)?(?:为|是"
    r"|定为)\s*(?:[^\d，,。；;:：()（）、和及]{2,20}?)?[vV]?(?P<v3>\d{1,4}(?:\.\d{1,6})+)(?![\d.]\d)(?! ?(?:及"
    r"|和|以|或|之|[-~至到]))"
    r"|(?:(?P<now>current|present)|latest|newest) (?:release"
    r"|version)(?: of [^.;,]{2,40}?)? is (?:now )?[vV]?(?P<v2>\d{1,4}(?:\.\d{1,6})+)(?![\d.]\d)"
    r"|(?<![\d.])[vV]?(?P<v>\d{1,4}(?:\.\d{1,6})+) (?:(?:is|was|has been|went|goes) (?:now |just |already )?(?:out|ready|available"
    r"|released|published|online|live|up on|on (?:the|our))|fixes|fixed|replaces)(?![a-z])"
    # 掌柜App 4.8 上架了, 6.0的新包, 这次 8.6 的升级, billsvr 2.1.4 修了跨月重复出账, 最新的 5.2
    r"|(?<![\d.])[vV]?(?P<v4>\d{1,4}(?:\.\d{1,6})+) ?(?:版本?)?(?:[今昨前上这本][天周晚早]\w?|刚刚?|已经?|都)*"
    r"(?:上架|发布|上线|出来了|出了|放出|转正|修[了掉复](?!又)|解决了?|替代|取代|的?新?包(?!含|括)|的升级|(?:在|上|挂|放)了?官网|官网(?:有|能|可|上))"
    r"|最新(?:的|版本?|是|为| )*[vV]?(?P<v5>\d{1,4}(?:\.\d{1,6})+)(?![\d.]\d)(?! ?(?:及|和|以|或|之|[-~至到]))"
)
# 星桥客户端 5.6 测试通过, 目标版本是5.6: a version said of the product, and no bound of others.
_OF_PRODUCT = late(
    r"(?:客户端|服务端|组件|收银|平台|系统|小程序|新版本?|目标(?:版本)?|(?<![a-z])(?:client|server|app|pos|component|target|\w+svr))"
    r"(?:的?(?:新|目标|最新)?版本?)?\s*(?:是|为|定为|is|[:：])?\s*v?(?P<v>\d{1,4}(?:\.\d{1,6})+)(?![\d.]\d)"
    r"(?! ?(?:及|和|以|或|之|与|往|更|、|[-~至到/月]|的?[旧老低]|(?:and|or|to)(?![a-z])|[,，] ?\d))"
)
_AIMED = late(
    r"(?:升级?|更新|换|切换|迁移|转)[到至为成]\s*(?:最新的?|新版本?|版本)?\s*$|改用\s*$"
    r"|(?<![a-z])(?:upgrade|update|move|switch)d? to\s*(?:version )?$",
    re.IGNORECASE,
)
_APPLIES = late(r"适用(?:的|产品|客户端|服务端)?版本|(?:applicable|supported) versions?|applies to versions?")
_LONGEST = 4000
_SENTENCE = late(r"(?:[^。；;！!？?.]|\.(?! [A-Z\d]))+")
_CLAUSE = late(r"[^，,。；;！!？?()（）]+")
# A clause about another version: 8.8.5 有缺陷已作废, 从 8.2.3 升上来.
_FORMER = late(
    r"作废|废弃|撤回|缺陷|问题|修了|修复|不要再用|勿用|停用|旧版|老版|原来|原版|上一?版|上个版|当前|现网|目前"
    r"|替代|替换|取代|代替|相比|对比|依赖|要求先|前提|低于|高于"
    r"|(?<![a-z])(?:replac|supersed|previous|former|current|fix|bug|withdrawn|require|depend)"
)


class ProductAndVersion(OfProduct):
    """Reads both into the values of its draft."""

    def version(self) -> None:
        values = self.values
        said = self.one("version", lambda s: _read_aimed(s.field.value).version or squeeze(s.field.value))
        unneeded = self.kind is not None and "version" not in self.kind.required
        if said is not None and unneeded and (is_open(said.field.value) or _UNNEEDED.match(said.field.value.strip())):
            return  # 版本：无需升级
        if said is not None and not is_blank(said.field.value):
            self._version_field(said)
        elif not values.version and self.campaign is None:
            self._version_elsewhere()
            if unneeded and not values.version:
                self._version_applied()
        self._title_agrees(said)
        self.product_told()

    def _version_applied(self) -> None:
        """适用版本：8.2.x of a plan that rolls no version out, and so has no other that it could mean."""
        said = [s for s in self.draft.fields if s.field.key is None and _APPLIES.fullmatch(plain(s.field.name).strip())]
        rules = find_version_rules(said[0].field.value) if len(said) == 1 else ()
        if len(rules) == 1 and (rules[0].bare or rules[0].rule.endswith(".x")):
            self.values.version = rules[0].rule
            self.values.read("version", rules[0].rule, said[0])

    def _version_field(self, said: Said) -> None:
        values, text = self.values, said.field.value
        rules = [rule for rule in find_version_rules(text) if not rule.bare]
        if rules and not _version_outside(text, rules):
            values.limit_words = text
            return
        read = _read_aimed(text)
        if read.version:
            values.version = read.version
            values.read("version", read.version, said)
        elif read.others:
            values.fault("field-conflict", "version", said, nearest=read.others, field="version")
        else:
            values.fault("unknown-version", "version", said)

    def _version_elsewhere(self) -> None:
        """Without a field: the one version of the title, else the one that the running text names."""
        values = self.values
        title, at = next(((t, p) for t, p in self.titles() if title_versions(t)), (self.draft.title, "subject"))
        found = title_versions(title)
        told = self._told(self.draft.prose) or self._told(self._obtained()) or self._told(self.draft.background)
        told = told or self._told(self._rows())
        longer = [one for one in told if len(found) == 1 and one.startswith(f"{found[0]}.")]
        if len(found) == 1 and not longer:  # 5.8 in the title; 星桥客户端 5.8.0 定于下月起限制旧版本
            told = {
                one: at
                for one, at in self._told(self.draft.prose, barring=False).items()
                if one.startswith(f"{found[0]}.")
            }
            longer = list(told)
        if len(found) == 1 and not longer:
            values.version = found[0]
            values.read("version", found[0], place=at, words=title, rule="title")
            return
        if len(longer) > 1:  # 5.9 in the title, 5.9.1 and 5.9.2 below
            place, words = told[longer[-1]]
            facts = {"field": "version"}
            fault = Fault(
                reason="field-conflict",
                field="version",
                place=place,
                words=words[:200],
                nearest=tuple(longer),
                facts=facts,
            )
            values.faults.append(fault)
            return
        if (len(told) == 1 and not found) or longer:
            version = longer[0] if longer else next(iter(told))
            place, words = told[version]
            values.version = version
            values.read("version", version, place=place, words=words, rule="text")

    def _rows(self) -> list[tuple[Line, datetime]]:
        """The lines of the rows and fields: Xingqiao Client 5.6 is out. Sun Li restricts ..., all in one."""
        rows = [(Line(int(r.place), r.whole), r.mailed) for r in self.draft.rows if r.place.isdecimal()]
        fields = [(s.field, s.mailed) for s in self.draft.fields if s.field.place.isdecimal()]
        return [*rows, *((Line(int(one.place), one.words), mailed) for one, mailed in fields)]

    def _obtained(self) -> list[tuple[Line, datetime]]:
        """The rows of getting the version: 11月30日前各业务部门从官网下载 7.0.2."""
        rows = [r for r in self.draft.rows if "obtain" in node_keys(r.title, self.readers.kinds).values()]
        return [(Line(int(r.place), r.whole), r.mailed) for r in rows if r.place.isdecimal()]

    def _told(self, lines: Sequence[tuple[Line, datetime]], *, barring: bool = True) -> dict[str, tuple[str, str]]:
        """The versions that running text names for roll-out, each with its place and line; those that bound no others in a sentence
        that restricts are left out where `barring`."""
        told: dict[str, tuple[str, str]] = {}
        for line, mailed in lines:
            if len(line.text) > _LONGEST:  # as much as versions are looked for in
                line = replace(line, text=line.text[:_LONGEST])
            barred = [rule.span for rule in find_version_rules(line.text) if not rule.bare]
            for said in _SENTENCE.finditer(line.text) if barred and barring else ():
                if find_restrictions(said.group(), self.readers.dates(mailed, done=True)):
                    barred += _restricting(said, barred)
            only = self.kind is not None and self.kind.restricts_only  # of which the current release is the target
            out = {one.span(one.lastgroup or 0) for one in _OUT.finditer(line.text.lower()) if only or not one["now"]}
            barred += [
                c.span()
                for c in _CLAUSE.finditer(line.text)
                if _FORMER.search(c.group()) and not any(c.start() <= a < c.end() for a, _ in out)
            ]
            new = {one.span(one.lastgroup or 0) for one in _OUT.finditer(line.text.lower()) if one["v4"] or one["v5"]}
            out |= {one.span("v") for one in _OF_PRODUCT.finditer(line.text.lower())}
            for version, span in find_versions(line.text, loose=bool(out)):
                if (
                    version.count(".") < 2
                    and out
                    and not any(a <= span[0] < b or span[0] <= a < span[1] for a, b in out)
                ):
                    continue
                aimed = _AIMED.search(line.text[max(0, span[0] - 12) : span[0]]) is not None  # 引导用户更新到 4.5.1
                newest = any(a <= span[0] < b or span[0] <= a < span[1] for a, b in new)
                if aimed or newest or not any(a < span[1] and span[0] < b for a, b in barred):
                    told.setdefault(version, (line.place, line.text.strip()))
        return told

    def _title_agrees(self, said: Said | None) -> None:
        """A plan whose title and field name two versions is asked about: which is to be rolled out?"""
        values = self.values
        if (
            said is None
            or not values.version
            or self.campaign is not None
            or (self.kind is not None and self.kind.restricts_only)
        ):
            return
        found = title_versions(self.draft.title)
        if len(found) == 1 and not (_within(found[0], values.version) or _within(values.version, found[0])):
            values.fault("field-conflict", "version", said, nearest=(values.version, found[0]), field="version")


def _restricting(said: re.Match[str], rules: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The clauses of a sentence that restrict: all of it but those before the first that does."""
    clauses = [(said.start() + one.start(), said.start() + one.end()) for one in _CLAUSE.finditer(said.group())]
    first = next((n for n, (a, b) in enumerate(clauses) if any(a <= at < b for at, _ in rules)), 0)
    words = [said.group()[a - said.start() : b - said.start()] for a, b in clauses]
    while first > 0 and re.search(r"限制|禁用|停用|旧|老|低版本|restrict", words[first - 1]):
        first -= 1
    return clauses[first:]


def _read_aimed(text: str) -> VersionRead:
    """The one version of a field beside those that its own words restrict: 目标版本为 5.9.2，请到官网下载。5.7 及以下版本限制登录."""
    aimed = text
    for rule in find_version_rules(text):
        aimed = aimed if rule.bare else aimed.replace(text[slice(*rule.span)], "，")
    return read_version(aimed if aimed.strip("，, ") else text)


def _version_outside(text: str, rules: list[Any]) -> bool:
    """Whether a version stands beside the rules: 8.2.1（限制 8.0 及以下）."""
    spans = [rule.span for rule in rules]
    return any(
        rule.bare and not any(a < rule.span[1] and rule.span[0] < b for a, b in spans)
        for rule in find_version_rules(text)
    )


def _within(part: str, whole: str) -> bool:
    """8.2 is 8.2.1 said shorter; 8.2.1 is 8.2.1 build 3051."""
    return whole == part or (whole.startswith(part) and not whole[len(part)].isdigit())
