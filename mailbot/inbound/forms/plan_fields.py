"""The fields of a plan's draft → values: product, version, quantity, regions, validity, people … with readings and faults."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from mailbot.campaign.commands import Reading, Remark
from mailbot.campaign.model import Campaign, Parameter, Quantity, Restriction, Validity
from mailbot.campaign.outcome import Fault
from mailbot.inbound.forms.dates import DateDoubt
from mailbot.inbound.forms.nodenames import node_keys
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.people import is_blank
from mailbot.inbound.forms.plan_doubts import doubt_fault
from mailbot.inbound.forms.plan_draft import Draft, Said
from mailbot.inbound.forms.plan_kind import without_code
from mailbot.inbound.forms.plan_readers import Readers
from mailbot.inbound.forms.plan_spoken import spoken_fields
from mailbot.inbound.forms.plan_titles import title_product, title_versions
from mailbot.inbound.forms.plan_words import channel_words, listing, quantity_words, valid_words
from mailbot.inbound.forms.restrictions import find_restrictions
from mailbot.inbound.forms.things import (
    find_channel,
    find_link,
    find_versions,
    read_channel,
    read_quantity,
    read_regions,
    read_share,
    read_version,
    read_version_rules,
)
from mailbot.inbound.forms.versions import find_version_rules
from mailbot.rulebook.shapes import Kind, Role

__all__ = ["Values", "read_values"]

_MANAGERS = (Role.TECH_MANAGER.value, Role.TEST_MANAGER.value, Role.DEV_MANAGER.value)
_OPEN = re.compile(r"待定|未定|待确认|另定|另行通知|暂无|无|见附件|详见附件|见下表|见附表|如下|同上|tb[dac]|n/?a|none|see attach\w*", re.IGNORECASE)
_ALL = re.compile(r"(?:全部|全量|所有|全网|全体)(?:门店|客户|服务器|客户端|终端|区域|用户|台|套)*")


@dataclass
class Values:
    """What the fields say, as it is read: the values of a FilePlan by name, and what is said about the reading."""

    product: str = ""
    version: str = ""
    channel: str = ""
    link: str = ""
    quantity: Quantity = field(default_factory=Quantity)
    regions: tuple[str, ...] = ()
    valid: Validity = field(default_factory=Validity)
    guidance: str = ""
    target_coverage: float | None = None
    restrictions: tuple[Restriction, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    departments: tuple[str, ...] = ()
    pms: tuple[str, ...] = ()
    managers: tuple[tuple[str, str], ...] = ()
    title: str = ""
    owner: Said | None = None  # 负责人 said of the whole plan
    limit_words: str = ""  # versions that a version field restricts (客户端 5.4 及以下)
    given: set[str] = field(default_factory=set)
    readings: list[Reading] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def read(self, name: str, value: str, said: Said | None = None, *, rule: str = "", **at: str) -> None:
        """Notes what a value was read from."""
        self.given.add(name)
        place = at.get("place") or (said.field.place if said else "")
        words = at.get("words") or (said.field.words if said else "")
        self.readings.append(Reading(field=name, value=value, place=place, words=words[:300], rule=rule or "field"))

    def fault(self, reason: str, name: str, said: Said, *, words: str = "", nearest: Iterable[str] = (), **facts: Any) -> None:
        self.faults.append(
            Fault(
                reason=reason,
                field=name,
                place=said.field.place,
                words=(words or said.field.value)[:200],
                nearest=tuple(nearest),
                facts=facts,
            )
        )


def read_values(draft: Draft, readers: Readers, kind: Kind | None, campaign: Campaign | None) -> Values:
    """The values of all fields but restrictions and parameters, which have readers of their own."""
    values = Values()
    reading = _Fields(draft, readers, kind, campaign, values)
    reading.read()
    return values


class _Fields:
    def __init__(
        self, draft: Draft, readers: Readers, kind: Kind | None, campaign: Campaign | None, values: Values
    ) -> None:
        self._draft = draft
        self._readers = readers
        self._kind = kind
        self._campaign = campaign
        self._values = values
        self._language = readers.rules.company.language
        self._spoken = spoken_fields(draft, readers)

    def read(self) -> None:
        self._product()
        self._version()
        self._channel()
        self._quantity()
        self._regions()
        self._valid()
        self._texts()
        self._coverage()
        self._departments()
        self._people()

    def _said(self, key: str) -> list[Said]:
        """The fields of a key that say something; where none does, what running text says of it."""
        said = [s for s in self._draft.fields if s.field.key == key and s.field.value.strip()]
        return said or [s for s in self._spoken if s.field.key == key]

    def _one(self, key: str, value_of: Any) -> Said | None:
        """The field of a key, where several say the same; a fault, and the first, where they differ."""
        said = self._said(key)
        values = {value_of(s): s for s in reversed(said)}
        if len(values) > 1:
            options = tuple(dict.fromkeys(s.field.value for s in said))
            self._values.fault("field-conflict", key, said[-1], nearest=options, field=key)
        return said[0] if said else None

    # --- product and version -----------------------------------------------------------------------------------------

    def _product(self) -> None:
        values = self._values
        said = self._one("product", lambda s: _squeeze(s.field.value))
        component = self._one("component", lambda s: _squeeze(s.field.value))
        if said is not None and not _is_open(said.field.value):
            values.product = _product_alone(said.field.value)
            values.read("product", values.product, said)
            if not values.version and (version := _version_within(said.field.value)):
                values.version = version
                values.read("version", version, said)
        elif component is not None and not _is_open(component.field.value):
            values.product = _product_alone(component.field.value)
            values.read("product", values.product, component)
        elif self._campaign is None and (product := title_product(without_code(self._draft.title, self._readers.rules), self._readers.rules)):
            values.product = product
            values.read("product", product, place="subject", words=self._draft.title, rule="title")

    def _version(self) -> None:
        values = self._values
        said = self._one("version", lambda s: read_version(s.field.value).version or _squeeze(s.field.value))
        if said is not None and not is_blank(said.field.value):
            self._version_field(said)
        elif not values.version and self._campaign is None:
            self._version_elsewhere()
        self._title_agrees(said)

    def _version_field(self, said: Said) -> None:
        values, text = self._values, said.field.value
        rules = [rule for rule in find_version_rules(text) if not rule.bare]
        if rules and not read_version_outside(text, rules):
            values.limit_words = text
            if restricts_only(self._kind):
                values.version = read_version_rules(text)
                values.read("version", values.version, said)
            return
        read = read_version(text)
        if read.version:
            values.version = read.version
            values.read("version", read.version, said)
        elif read.others:
            values.fault("field-conflict", "version", said, nearest=read.others, field="version")
        else:
            values.fault("unknown-version", "version", said)

    def _version_elsewhere(self) -> None:
        """Without a field: the one version of the title, else the one that the running text names."""
        values = self._values
        found = title_versions(self._draft.title)
        if len(found) == 1:
            values.version = found[0]
            values.read("version", found[0], place="subject", words=self._draft.title, rule="title")
            return
        told: dict[str, tuple[str, str]] = {}
        for line, mailed in self._draft.prose:
            limits = find_restrictions(line.text, self._readers.dates(mailed, done=True))
            barred = [rule.span for rule in find_version_rules(line.text) if not rule.bare]
            for version, span in () if limits else find_versions(line.text):
                if not any(a < span[1] and span[0] < b for a, b in barred):
                    told.setdefault(version, (line.place, line.text.strip()))
        if len(told) == 1 and not found:
            version, (place, words) = next(iter(told.items()))
            values.version = version
            values.read("version", version, place=place, words=words, rule="text")

    def _title_agrees(self, said: Said | None) -> None:
        """A plan whose title and field name two versions is asked about: which is to be rolled out?"""
        values = self._values
        if said is None or not values.version or self._campaign is not None or restricts_only(self._kind):
            return
        found = title_versions(self._draft.title)
        if len(found) == 1 and not (_within(found[0], values.version) or _within(values.version, found[0])):
            values.fault("field-conflict", "version", said, nearest=(values.version, found[0]), field="version")

    # --- channel, quantity, regions, validity ------------------------------------------------------------------------

    def _channel(self) -> None:
        values, phrases = self._values, self._readers.rules.phrases
        said = self._one("channel", lambda s: read_channel(s.field.value, phrases) or _squeeze(s.field.value))
        for one in [said, *self._said("version"), *self._said("link")]:
            if one is None or (channel := read_channel(one.field.value, phrases)) == "":
                continue
            values.channel = channel
            values.read("channel", channel_words(channel, self._language), one)
            break
        else:
            texts = [(line.text, line.place) for line, _ in self._draft.prose]
            texts += [(r.whole, r.place) for r in self._draft.rows if "obtain" in node_keys(r.title, self._readers.kinds).values()]
            for text, place in texts if self._campaign is None else ():
                channel, words = find_channel(text, phrases)
                if channel:
                    values.channel = channel
                    values.read("channel", channel_words(channel, self._language), place=place, words=words, rule="text")
                    break
        if said is not None and not values.channel and not find_link(said.field.value) and not _is_open(said.field.value):
            values.remarks.append(Remark(reason="unknown-channel", place=said.field.place, words=said.field.value[:120]))
        for one in (*self._said("link"), *self._said("channel"), *self._said("version")):
            if link := find_link(one.field.value):
                values.link = link
                values.read("link", link, one)
                break

    def _quantity(self) -> None:
        values = self._values
        said = self._one("quantity", lambda s: read_quantity(s.field.value).quantity)
        if said is None or _is_open(said.field.value):
            return
        read = read_quantity(said.field.value)
        if read.reason and _ALL.fullmatch(plain(said.field.value).strip(" 。")):
            read = type(read)()
        if read.reason:
            values.fault(read.reason, "quantity", said, nearest=[str(n) for n in read.candidates])
            return
        values.quantity = read.quantity
        values.read("quantity", quantity_words(read.quantity, self._language), said)
        if read.remark:
            facts = {"quantity": {"min": read.quantity.min, "max": read.quantity.max}}
            values.remarks.append(
                Remark(reason=read.remark, place=said.field.place, words=said.field.value[:120], facts=facts)
            )

    def _regions(self) -> None:
        values = self._values
        said = self._one("regions", lambda s: frozenset(read_regions(s.field.value)))
        if said is None or _is_open(said.field.value):
            return
        values.regions = read_regions(said.field.value)
        values.read("regions", listing(values.regions, self._language), said)

    def _valid(self) -> None:
        values = self._values
        said = self._one("valid", lambda s: _squeeze(s.field.value))
        if said is None or _is_open(said.field.value):
            return
        text = said.field.value
        if re.search(r"[至到]$|until$", said.field.name.strip().lower()):
            text = f"至{text}"  # 有效期至：3月31日
        period = self._readers.dates(said.mailed).read_range(text)
        if isinstance(period, DateDoubt):
            values.faults.append(doubt_fault(period, "valid", said.field.place, said.field.value))
            return
        start = period[0]
        if start is None and period[1] is not None and self._campaign is not None:
            start = self._campaign.valid.from_  # 有效期延长到6月30日 leaves the beginning
        values.valid = Validity(from_=start, until=period[1])
        values.read("valid", valid_words(values.valid, self._language), said)

    # --- texts, coverage, people -------------------------------------------------------------------------------------

    def _texts(self) -> None:
        values = self._values
        guidance = self._said("guidance")
        if guidance and not all(_is_open(s.field.value) for s in guidance):
            values.guidance = "\n".join(dict.fromkeys(s.field.value for s in guidance))[:5000]
            values.read("guidance", values.guidance, guidance[0])
        title = self._one("title", lambda s: s.field.value)
        if title is not None:
            values.title = title.field.value[:200]
            values.read("title", values.title, title)
        owner = self._said("owner")
        values.owner = owner[0] if len(owner) == 1 else None

    def _coverage(self) -> None:
        values = self._values
        said = self._one("target_coverage", lambda s: read_share(s.field.value))
        if said is None or _is_open(said.field.value):
            return
        share = read_share(said.field.value)
        if share is None:
            values.fault("not-a-number", "target_coverage", said)
            return
        values.target_coverage = share
        values.read("target_coverage", f"{share * 100:g}%", said)

    def _departments(self) -> None:
        values = self._values
        names: list[str] = []
        for said in self._said("departments"):
            found, faults = self._readers.people.departments(said.field.value, place=said.field.place)
            names += found
            values.faults += faults
            if found:
                values.read("departments", listing(found, self._language), said)
        values.departments = tuple(dict.fromkeys(names))

    def _people(self) -> None:
        values = self._values
        pms = self._one("pm", lambda s: _squeeze(s.field.value))
        if pms is not None and not is_blank(pms.field.value):
            named = self._readers.people.read(pms.field.value, field="pm", place=pms.field.place)
            values.faults += named.faults
            if named.people and not named.faults:
                values.pms = named.people
                values.read("pm", listing(self._names(named.people), self._language), pms)
        managers: dict[str, str] = {}
        for role in _MANAGERS:
            said = self._one(role, lambda s: _squeeze(s.field.value))
            if said is None or is_blank(said.field.value):
                continue
            named = self._readers.people.read(said.field.value, field=role, place=said.field.place)
            values.faults += named.faults
            if named.owner and not named.faults:
                managers[role] = named.owner
                values.read("managers", listing(self._names((named.owner,)), self._language), said)
        values.managers = tuple(managers.items())

    def _names(self, addresses: Iterable[str]) -> list[str]:
        directory = self._readers.rules.directory
        return [p.name if (p := directory.person(a)) else a for a in addresses]


def restricts_only(kind: Kind | None) -> bool:
    """Whether a kind restricts versions and rolls none out: its version may be a rule (客户端 5.4 及以下)."""
    keys = {node.key for node in kind.node} if kind else set()
    return "restrict" in keys and "rollout" not in keys


def read_version_outside(text: str, rules: list[Any]) -> bool:
    """Whether a version stands beside the rules: 8.2.1（限制 8.0 及以下）."""
    spans = [rule.span for rule in rules]
    return any(
        rule.bare and not any(a < rule.span[1] and rule.span[0] < b for a, b in spans) for rule in find_version_rules(text)
    )


def _product_alone(text: str) -> str:
    """A product without its version: 星桥服务端 V8.2.1 → 星桥服务端."""
    found = find_versions(text, loose=False)
    if found and found[0][1][0] > 1:
        text = text[: found[0][1][0]]
    return text.split("\n")[0].strip(" \t\u3000，,。;；、-—vV（(【")[:120] or text[:120]


def _version_within(text: str) -> str:
    found = find_versions(text)
    return found[0][0] if len(found) == 1 else ""


def _is_open(text: str) -> bool:
    return is_blank(text) or _OPEN.fullmatch(plain(text).strip(" 。.")) is not None


def _squeeze(text: str) -> str:
    return re.sub(r"[\W_]+", "", plain(text))


def _within(part: str, whole: str) -> bool:
    """8.2 is 8.2.1 said shorter; 8.2.1 is 8.2.1 build 3051."""
    return whole == part or (whole.startswith(part) and not whole[len(part)].isdigit())
