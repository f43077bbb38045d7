"""A plan's validity: by its fields, one of a period or two of its ends, or of a length alone (SPEC 1 有效期)."""

import re
from datetime import date

from mailbot.campaign.commands import Remark
from mailbot.campaign.planned import Validity
from mailbot.inbound.forms.days.dates import DateDoubt
from mailbot.inbound.forms.numerals import ENGLISH_NUMBER, plain
from mailbot.inbound.forms.plans.doubts import doubt_fault
from mailbot.inbound.forms.plans.draft import Said
from mailbot.inbound.forms.plans.values.values import Speech, is_open, squeeze
from mailbot.inbound.forms.plans.values.words import valid_words
from mailbot.late import late
from mailbot.value import replace

_BEGINS = late(r"开始|起始?(?:日期|时间)?$|自$|生效|(?<![a-z])(?:from|start)")
_ENDS = late(r"结束|截[至止]|失效|到期|[至止]$|(?<![a-z])(?:until|till|through|to|end|expir\w*)")
_ONE_DAY = late(r"(?:\d{2,4} ?[-/.年] ?)?\d{1,2} ?[-/.月] ?\d{1,2} ?[日号]?(?: ?\d{1,2}:\d\d(?::\d\d)?)?")
_LENGTH = late(
    rf"(?:为期?|共|for )?(?:(?:\d{{1,3}}|十?[一二两三四五六七八九]|[二三]?十|半) ?(?:年|个月|个?季度|周|个?星期|天|日)半?|{ENGLISH_NUMBER} (?:year|month|week|day)s?)(?:有效|内)?"
)  # 一年, 90天, for six months
_OTHER_MATTER = late(
    r"[，；;。](?=(?:新?版本?|安装包|升级包|包|组件|参数|官网|数量|区域)[^，；;。]*(?:官网|发|拿|取|领|下载|提供"
    r"|台|套|家))"
)


class OfValidity(Speech):
    """Reads the period that a plan is valid into the values of its draft."""

    def valid(self) -> None:
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
