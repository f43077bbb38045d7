"""The fields of a plan's draft → values: product, version, quantity, regions, validity, people … with readings and faults."""

import re
from collections.abc import Iterable

from mailbot.campaign.commands import Remark
from mailbot.campaign.model import Campaign
from mailbot.campaign.planned import Quantity
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.people.people import is_blank
from mailbot.inbound.forms.plans.draft import Draft, Said
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.values.advice import advice
from mailbot.inbound.forms.plans.values.channels import OfChannel
from mailbot.inbound.forms.plans.values.validity import OfValidity
from mailbot.inbound.forms.plans.values.values import Values, is_open, squeeze
from mailbot.inbound.forms.plans.values.version import ProductAndVersion
from mailbot.inbound.forms.plans.values.words import listing, quantity_words
from mailbot.inbound.forms.things.amounts import evened, read_share
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

_MANAGERS = (Role.TECH_MANAGER.value, Role.TEST_MANAGER.value, Role.DEV_MANAGER.value)
_COUNTED = late(
    r"(?<=..)[ \u3000]*(?:约|各|共|不超过)?\d[\d,]{0,9} ?(?:台套|台|套|个|家|户|点|servers?|units?|clients?"
    r"|sets?)$"
)  # 华东 300 台
_LEAST = late(r"下限|最[少低小]|至少|(?<![a-z])(?:min|least|lower)")
_ONLY = late(
    r"^(?:(?:暂时?|先|再|然?后|其次|最后|仅|只|限)+(?:限于?|在|对|供|给|面向|开放)*|only (?:in |for )?"
    r"|(?:are|is) (?:only )?)(?=..)",
    re.IGNORECASE,
)  # 仅限华东
_NO_NAME = late(r"(?<![a-z])(?:wherever|where|we|that's|that is|which|who)(?![a-z])", re.IGNORECASE)
_PIECES = late(r"[，,。；;！!\n]")
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


class _Fields(OfChannel, OfValidity):
    _each: Said | None = None  # how many each may have

    def read(self) -> None:
        self.channel()
        self._quantity()
        self._regions()
        self.valid()
        self._texts()
        self._coverage()
        self._departments()
        self._people()

    def _quantity(self) -> None:
        values = self.values
        said = self._two_bounds() or self.one("quantity", lambda s: read_quantity(s.field.value).quantity)
        said = said or self._counted_regions()
        if said is None or is_open(said.field.value):
            return
        read = read_quantity(said.field.value)
        if read.reason and _ALL.fullmatch(plain(said.field.value).strip(" 。")):
            read = type(read)()
        if read.reason == "quantity-each" and not said.field.name and self.campaign is None:
            self._of_each(said)
            return
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

    def _of_each(self, said: Said) -> None:
        """每个区最多200家 in running text: guidance, as nobody said how many all may have."""
        each = said.field.value.removeprefix("不超过")
        words = next((one for one in _PIECES.split(said.field.words) if each[-4:] in evened(one)), said.field.words)
        self._each = replace(said, field=replace(said.field, value=words.strip(), words=words.strip()))
        self.values.remarks.append(
            Remark(reason="each-as-guidance", place=said.field.place, words=words.strip(), facts={"name": "quantity"})
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

    def _texts(self) -> None:
        values = self.values
        given = self.said("guidance")
        told = [] if all(is_open(s.field.value) for s in given) else [s.field for s in given]
        told += [self._each.field] if self._each else []
        if not given and self.campaign is None:
            told += advice(self._prose(), self.readers)
        if told:
            pieces = [*dict.fromkeys(one.value for one in told)]
            values.guidance = "\n".join(pieces)[:5000]
            shown = ("；" if self.language == "zh" else "; ").join(pieces)
            values.read(
                "guidance", shown[:5000], place=told[0].place, words=told[0].words, rule="" if given else "text"
            )
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
