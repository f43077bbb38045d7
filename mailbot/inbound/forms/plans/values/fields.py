"""The fields of a plan's draft → values: product, version, quantity, regions, validity, people … with readings and faults."""

import re
from collections.abc import Iterable
from datetime import date

from mailbot.campaign.commands import Remark
from mailbot.campaign.model import Campaign
from mailbot.campaign.planned import Quantity, Validity
from mailbot.inbound.forms.days.dates import DateDoubt
from mailbot.inbound.forms.nodes.names import node_keys
from mailbot.inbound.forms.numerals import ENGLISH_NUMBER, plain
from mailbot.inbound.forms.people.people import is_blank
from mailbot.inbound.forms.plans.doubts import doubt_fault
from mailbot.inbound.forms.plans.draft import Draft, Said
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.values.advice import advice
from mailbot.inbound.forms.plans.values.channels import handed
from mailbot.inbound.forms.plans.values.values import Speech, Values, is_open, squeeze
from mailbot.inbound.forms.plans.values.version import ProductAndVersion
from mailbot.inbound.forms.plans.values.words import channel_words, listing, quantity_words, valid_words
from mailbot.inbound.forms.things.amounts import read_share
from mailbot.inbound.forms.things.channels import find_channel, find_link, read_channel
from mailbot.inbound.forms.things.places import find_places
from mailbot.inbound.forms.things.quantities import read_quantity
from mailbot.inbound.forms.things.regions import (
    granted_by_region,
    in_its_script,
    joined_exceptions,
    read_regions,
    run_together,
)
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.rulebook.shapes import Kind, Role
from mailbot.value import replace

__all__ = ["read_values"]

_MANAGERS = (Role.TECH_MANAGER.value, Role.TEST_MANAGER.value, Role.DEV_MANAGER.value)
_COUNTED = late(
    r"(?<=..)[ \u3000]*(?:约|各|共|不超过)?\d[\d,]{0,9} ?(?:台套|台|套|个|家|户|点|servers?|units?|clients?"
    r"|sets?)$"
)  # 华东 300 台
_LEAST = late(r"下限|最[少低小]|至少|(?<![a-z])(?:min|least|lower)")
_BEGINS = late(r"开始|起始?(?:日期|时间)?$|自$|生效|(?<![a-z])(?:from|start)")
_ENDS = late(r"结束|截[至止]|失效|到期|[至止]$|(?<![a-z])(?:until|till|through|to|end|expir\w*)")
_ONE_DAY = late(r"(?:\d{2,4} ?[-/.年] ?)?\d{1,2} ?[-/.月] ?\d{1,2} ?[日号]?(?: ?\d{1,2}:\d\d(?::\d\d)?)?")
_LENGTH = late(
    rf"(?:为期?|共|for )?(?:(?:\d{{1,3}}|十?[一二两三四五六七八九]|[二三]?十|半) ?(?:年|个月|个?季度|周|个?星期|天|日)半?|{ENGLISH_NUMBER} (?:year|month|week|day)s?)(?:有效|内)?"
)  # 一年, 90天, for six months
_ONLY = late(
    r"^(?:(?:暂时?|先|再|然?后|其次|最后|仅|只|限)+(?:限于?|在|对|供|给|面向|开放)*|only (?:in |for )?"
    r"|(?:are|is) (?:only )?)(?=..)",
    re.IGNORECASE,
)  # 仅限华东
_OTHER_MATTER = late(
    r"[，；;。](?=(?:新?版本?|安装包|升级包|包|组件|参数|官网|数量|区域)[^，；;。]*(?:官网|发|拿|取|领|下载|提供"
    r"|台|套|家))"
)
_NO_NAME = late(r"(?<![a-z])(?:wherever|where|we|that's|that is|which|who)(?![a-z])", re.IGNORECASE)
_ALL = late(r"(?:全部|全量|所有|全网|全体)(?:门店|客户|服务器|客户端|终端|区域|用户|台|套)*")


def read_values(draft: Draft, readers: Readers, kind: Kind | None, campaign: Campaign | None) -> Values:
    """The values of all fields but restrictions and parameters, which have readers of their own."""
    values = Values()
    version = ProductAndVersion(draft, readers, kind, campaign, values)
    version.product()
    version.version()
    version.component()
    _Fields(draft, readers, kind, campaign, values).read()
    return values


class _Fields(Speech):
    def read(self) -> None:
        self._channel()
        self._quantity()
        self._regions()
        self._valid()
        self._texts()
        self._coverage()
        self._departments()
        self._people()

    # --- channel, quantity, regions, validity ------------------------------------------------------------------------

    def _channel(self) -> None:
        values, phrases = self.values, self.readers.rules.phrases
        said = self.one("channel", lambda s: read_channel(s.field.value, phrases) or squeeze(s.field.value))
        for one in [said, *self.said("version"), *self.said("link")]:
            if one is None:
                continue
            channel = read_channel(one.field.value, phrases) or (self._of_pm(one.field.value) if one is said else "")
            if not channel:
                continue
            values.channel = channel
            values.read("channel", channel_words(channel, self.language), one)
            break
        else:
            texts = [(line.text, line.place) for line, _ in self.draft.prose]
            fields = [said.field for said in self.draft.fields if said.field.key is None]  # 官网 | 已发布
            texts += [(f"{field.name}：{field.value}", field.place) for field in fields]
            # 背景：测试部已提交 comsvr V3.4.0，官网已发布 tells of this version, 8.1 已在官网发布 of another
            texts += [
                (line.text, line.place)
                for line, _ in self.draft.background
                if values.version and values.version in line.text
            ]
            texts += [
                (r.whole, r.place)
                for r in self.draft.rows
                if "obtain" in node_keys(r.title, self.readers.kinds).values()
            ]
            for text, place in texts if self.campaign is None else ():
                channel, words = find_channel(text, phrases)
                if not channel:
                    channel, words = next((("pm", said) for who, said in handed(text) if self._of_pm(who)), ("", ""))
                if channel:
                    values.channel = channel
                    values.read("channel", channel_words(channel, self.language), place=place, words=words, rule="text")
                    break
        if (
            said is not None
            and not values.channel
            and not find_link(said.field.value)
            and not is_open(said.field.value)
            and not self.readers.items(said.mailed).read(said.field.value).sure  # 版本获取：周航，12月3日 is a node
        ):
            values.remarks.append(
                Remark(reason="unknown-channel", place=said.field.place, words=said.field.value[:120])
            )
        for one in (*self.said("link"), *self.said("channel"), *self.said("version")):
            if link := find_link(one.field.value):
                values.link = link
                values.read("link", link, one)
                break

    def _of_pm(self, text: str) -> str:
        """`pm` where a channel names the product manager: 联系陈静获取, 找林涛."""
        people, directory = self.readers.people, self.readers.rules.directory
        pms = {people.sender, *(p.address for p in directory.with_role(Role.PM))}
        found = people.mentions.find(text)
        named = [p.address for m in found if m.kind in ("person", "address") for p in m.people]
        named += [people.sender for m in found if m.kind == "self"]
        if not named and any(m.kind == "role" and m.role is Role.PM for m in found):
            return "pm"  # 联系产品经理, contact PM
        own = directory.person(people.sender)
        if (
            not named
            and own is not None
            and any(
                m.department is not None and m.department is directory.department(own.department or "") for m in found
            )
        ):
            return "pm" if own.address in pms else ""  # 由产品部统一提供, said by its PM
        return "pm" if named and set(named) <= pms else ""

    def _quantity(self) -> None:
        values = self.values
        said = self._two_bounds() or self.one("quantity", lambda s: read_quantity(s.field.value).quantity)
        said = said or self._counted_regions()
        if said is None or is_open(said.field.value):
            return
        read = read_quantity(said.field.value)
        if read.reason and _ALL.fullmatch(plain(said.field.value).strip(" 。")):
            read = type(read)()
        if read.reason:
            words = said.field.value if said.field.name else said.field.words
            values.fault(read.reason, "quantity", said, words=words, nearest=[str(n) for n in read.candidates])
            return
        values.quantity = read.quantity
        values.read("quantity", quantity_words(read.quantity, self.language), said)
        if read.remark:
            facts = {"quantity": {"min": read.quantity.min, "max": read.quantity.max}}
            values.remarks.append(
                Remark(reason=read.remark, place=said.field.place, words=said.field.value[:120], facts=facts)
            )

    def _two_bounds(self) -> Said | None:
        """The quantity as one field where two say it: 数量下限：50 and 数量上限：400."""
        said = self.said("quantity")
        lows = [s for s in said if _LEAST.search(plain(s.field.name))]
        if len(said) != 2 or len(lows) != 1 or not all(map(str.isdigit, (s.field.value.strip()[:1] for s in said))):
            return None
        low, high = lows[0].field, next(s for s in said if s is not lows[0]).field
        field = replace(low, value=f"至少{low.value}，最多{high.value}", words=f"{low.words}；{high.words}")
        return replace(lows[0], field=field)

    def _counted_regions(self) -> Said | None:
        """The quantity that a field of regions gives for each of them: 下发范围：华东 300 家、海外 50 家，共 350 家."""
        directory = self.readers.rules.directory
        each = [
            (said, granted_by_region(f"授权：{said.field.value}", directory))
            for said in self.said("regions")
            if said.field.name
        ]
        return next(
            (
                replace(said, field=replace(said.field, key="quantity", value=found["quantity"]))
                for said, found in each
                if found
            ),
            None,
        )

    def _regions(self) -> None:
        values = self.values
        said = self.one("regions", lambda s: frozenset(read_regions(s.field.value)))
        if said is None or is_open(said.field.value):
            return
        named = (
            _COUNTED.sub("", bare) or bare
            for one in read_regions(said.field.value)
            for bare in [_ONLY.sub("", one) or one]
        )
        directory = self.readers.rules.directory
        if _NO_NAME.search(said.field.value):  # wherever we have 9.x, that's East and South China
            named = (place.name for place in find_places(joined_exceptions(said.field.value), directory))
        values.regions = tuple(
            dict.fromkeys(in_its_script(name, directory) for one in named for name in run_together(one, directory))
        )
        values.read(
            "regions", listing(values.regions, self.language) or quantity_words(Quantity(), self.language), said
        )

    def _valid(self) -> None:
        values = self.values
        if (said := self._two_ends()) is None:
            said = self.one("valid", lambda s: squeeze(s.field.value))
        if said is None and self.kind is not None and self.kind.node_of("restrict") is None:
            said = self.one("effective", lambda s: squeeze(s.field.value))  # 生效时间 of parameters
        if said is None or is_open(said.field.value):
            return
        text = said.field.value
        if re.search(r"[至到]$|until$", said.field.name.strip().lower()):
            text = f"至{text}"  # 有效期至：3月31日
        elif _BEGINS.search(plain(said.field.name)) and _ONE_DAY.fullmatch(plain(text).strip()):
            text = f"{text}起"  # 有效期起：12月1日, and no end
        period = self.readers.dates(said.mailed).read_range(text)
        if isinstance(period, DateDoubt) and (beside := _OTHER_MATTER.search(text)) is not None:
            period = self.readers.dates(said.mailed).read_range(text[: beside.start()])  # 12/1-3/31，版本上周五上了官网
        if isinstance(period, DateDoubt) and self.campaign is None and _LENGTH.fullmatch(plain(text).strip(" 。.")):
            period = self._counted(text, said)
        if isinstance(period, DateDoubt):
            values.faults.append(doubt_fault(period, "valid", said.field.place, said.field.value))
            return
        start = period[0]
        if start is None and period[1] is not None and self.campaign is not None:
            start = self.campaign.valid.from_  # 有效期延长到6月30日 leaves the beginning
        values.valid = Validity(from_=start, until=period[1])
        values.read("valid", valid_words(values.valid, self.language), said)

    def _counted(self, text: str, said: Said) -> tuple[date | None, date | None] | DateDoubt:
        """The period of a length alone (有效期：一年): from the day that the plan names for it, or T, else from the mail's own, as
        T+n counts; the receipt says so."""
        dates, t_day = self.readers.dates(said.mailed), self.readers.t_day
        begins = self._effective()
        since = begins[0].field.value if len(begins) == 1 else t_day.isoformat() if t_day else ""
        period = dates.read_range(f"{since}起，{text}" if since else f"即日起 {text}")
        if not since and not isinstance(period, DateDoubt):
            facts = {"day": period[0].isoformat() if period[0] else ""}
            self.values.remarks.append(
                Remark(reason="valid-from-mail", place=said.field.place, words=said.field.words[:120], facts=facts)
            )
        return period

    def _effective(self) -> list[Said]:
        """生效日期, where it is not that of a restriction."""
        limits = any(s.field.key in ("restrictions", "delayed") for s in self.draft.fields)
        return [] if limits else self.said("effective")

    def _two_ends(self) -> Said | None:
        """The validity as one field where two say it: 有效期开始：2026-12-01 and 有效期结束：2027-03-31."""
        said = self.said("valid")
        begins = [s for s in said if _BEGINS.search(plain(s.field.name))]
        ends = [s for s in said if _ENDS.search(plain(s.field.name))]
        begins = begins or self._effective()  # 生效日期 over 失效日期
        if len(begins) != 1 or len(ends) != 1 or len({id(s) for s in (*said, *begins)}) != 2:
            return None
        value = f"{begins[0].field.value}至{ends[0].field.value}"
        words = f"{begins[0].field.words}；{ends[0].field.words}"
        return replace(begins[0], field=replace(begins[0].field, key="valid", value=value, words=words))

    # --- texts, coverage, people -------------------------------------------------------------------------------------

    def _texts(self) -> None:
        values = self.values
        guidance = self.said("guidance")
        if guidance and not all(is_open(s.field.value) for s in guidance):
            values.guidance = "\n".join(dict.fromkeys(s.field.value for s in guidance))[:5000]
            values.read("guidance", values.guidance, guidance[0])
        elif not guidance and self.campaign is None and (told := advice(self._prose(), self.readers)):
            values.guidance = "\n".join(dict.fromkeys(words for words, _ in told))[:5000]
            values.read("guidance", values.guidance, place=told[0][1].place, words=told[0][1].text.strip(), rule="text")
        title = self.one("title", lambda s: s.field.value)
        if title is not None:
            values.title = title.field.value[:200]
            values.read("title", values.title, title)
        owner = self.said("owner")
        values.owner = owner[0] if len(owner) == 1 else None

    def _prose(self) -> list[Line]:
        """The running text, with what stands behind 备注：."""
        remarks = [replace(s.field.lines[0], text=s.field.value) for s in self.said("remark") if s.field.lines]
        return [*(line for line, _ in self.draft.prose), *remarks]

    def _coverage(self) -> None:
        values = self.values
        said = self.one("target_coverage", lambda s: read_share(s.field.value))
        if said is None or is_open(said.field.value):
            return
        share = read_share(said.field.value)
        if share is None:
            values.fault("not-a-number", "target_coverage", said)
            return
        values.target_coverage = share
        values.read("target_coverage", f"{share * 100:g}%", said)

    def _departments(self) -> None:
        values = self.values
        names: list[str] = []
        for said in self.said("departments"):
            found, faults = self.readers.people.departments(said.field.value, place=said.field.place)
            names += found
            values.faults += faults
            if found:
                values.read("departments", listing(found, self.language), said)
        values.departments = tuple(dict.fromkeys(names))

    def _people(self) -> None:
        values = self.values
        pms = self.one("pm", lambda s: squeeze(s.field.value))
        if pms is not None and not is_blank(pms.field.value):
            named = self.readers.people.read(pms.field.value, field="pm", place=pms.field.place)
            values.faults += named.faults
            if named.people and not named.faults:
                values.pms = named.people
                values.read("pm", listing(self._names(named.people), self.language), pms)
        managers: dict[str, str] = {}
        for role in _MANAGERS:
            said = self.one(role, lambda s: squeeze(s.field.value))
            if said is None or is_blank(said.field.value):
                continue
            named = self.readers.people.read(said.field.value, field=role, place=said.field.place)
            values.faults += named.faults
            if named.owner and not named.faults:
                managers[role] = named.owner
                values.read("managers", listing(self._names((named.owner,)), self.language), said)
        values.managers = tuple(managers.items())

    def _names(self, addresses: Iterable[str]) -> list[str]:
        directory = self.readers.rules.directory
        return [p.name if (p := directory.person(a)) else a for a in addresses]
