"""A plan's product and its component: by their fields, else by its title, else as its sentences name them."""

import re
from collections.abc import Sequence

from mailbot.inbound.forms.plans.draft import Said
from mailbot.inbound.forms.plans.values.component import component_named
from mailbot.inbound.forms.plans.values.kind import without_code
from mailbot.inbound.forms.plans.values.namedproduct import named_product
from mailbot.inbound.forms.plans.values.owning import component_behind, product_of
from mailbot.inbound.forms.plans.values.sorts import is_plain_name
from mailbot.inbound.forms.plans.values.titleproduct import title_product
from mailbot.inbound.forms.plans.values.values import Speech, is_open, squeeze
from mailbot.inbound.forms.things.versions import find_versions
from mailbot.inbound.writing import Line
from mailbot.late import late
from mailbot.value import replace

_NOTED = late(
    r"\s*[(（](?=[^()（）]*(?:\d|适用|版本|官网|下载|获取|安装包|找))[^()（）]*[)）]\s*$"
)  # 星桥终端（8.1 以上版本适用）
_ASIDE = late(
    r"[，,；;。](?=[^，,；;。]{0,40}(?:\d|官网|下载|获取|仅|只|首批|数量|区域|有效|授权|找|发给))"
)  # comsvr，官网可下，首批 200 台
_ITSELF = late(r"[a-z][a-z\d_-]*")  # a campaign's product that is a component: comsvr
_QUOTED = late(r"^[【「『《“\"'\[]*(?P<own>[^【】「」『』《》“”\"'\[\]]+)[】」』》”\"'\]]*$")  # 【星桥服务端】
_BEHIND = late(r"\s*[(（].*$", re.DOTALL)  # StarBridge Client 5.9 (ask me for the installer)
_BY_ITSELF = late(r"(?:^|[】\]\s的])(?:计费|产品|独立|的)*\s*(?P<name>[A-Za-z][\w-]{2,20})\s*组件")
_LONGEST = 4000


class OfProduct(Speech):
    """Reads the product, and the component of it that is upgraded, into the values of its draft."""

    def product(self) -> None:
        values = self.values
        said = self.one("product", lambda s: squeeze(s.field.value))
        component = self.one("component", lambda s: squeeze(s.field.value))
        if said is not None and not is_open(said.field.value):
            values.product = self._of_component(_product_alone(said.field.value))
            values.read("product", values.product, said)
            if not values.version and (version := _version_within(said.field.value)):
                values.version = version
                values.read("version", version, said)
        elif component is not None and not is_open(component.field.value) and not self._product_beside(component):
            values.product = self._of_component(_product_alone(component.field.value))
            values.read("product", values.product, component)
        elif self.campaign is None and not values.product:
            self._product_of_title()
        if (
            component is not None
            and not values.version
            and not self.said("version")
            and (version := _version_within(component.field.value))
        ):
            values.version = version  # 产品：云打印 over 组件及版本：prnsvr 4.0.7
            values.read("version", version, component)

    def _product_of_title(self, but: str = "") -> bool:
        """Takes the product that a title names, unless it is `but`; whether one does."""
        values = self.values
        for title, place in self.titles():
            product = self._of_component(title_product(title, self.readers.rules))
            if product and squeeze(product) != squeeze(but):
                values.product = product
                values.read("product", product, place=place, words=title, rule="title")
                return True
        return False

    def _product_beside(self, component: Said) -> bool:
        """Whether the product of the component that a field names is known otherwise: by the campaign, or a title of the plan."""
        if self.campaign is None:
            return self._product_of_title(_product_alone(component.field.value))
        return bool(self.campaign.component) or not _ITSELF.fullmatch(self.campaign.product)

    def component(self) -> None:
        """The part of the product that is upgraded, once product and version are known: its field, else what stands before the version."""
        values, said = self.values, self.said("component")
        product = values.product or (self.campaign.product if self.campaign else "")
        if not product or not self._component_kind():
            return
        if said and not is_open(said[0].field.value):
            name = _product_alone(said[0].field.value)
            if squeeze(name) != squeeze(product):
                values.component = name
                values.read("component", name, said[0])
            return
        for one in self.said("product"):
            if name := component_behind(one.field.value, product):  # 产品：天衡计费的 comsvr
                values.component = name
                values.read("component", name, one)
                return
        told = [(s.field.value, s.field.place) for s in self.said("version")] + self.titles()
        told += [(line.text[:_LONGEST], line.place) for line, _ in self.draft.prose]
        for text, place in told:
            if name := component_named(text, values.version, product):
                values.component = name
                values.read(
                    "component", name, place=place, words=text.strip(), rule="title" if place == "subject" else "text"
                )
                return

    def _of_component(self, name: str) -> str:
        """Of a plan for a component the product that it is one of: 天衡计费的comsvr → 天衡计费."""
        return (product_of(name) if self._component_kind() else "") or name

    def _component_kind(self) -> bool:
        return self.kind is not None and "component" in self.kind.only

    def product_told(self) -> None:
        """Of a plan whose fields and title name no product, the one that its sentences do."""
        values = self.values
        own = any(is_open(s.field.value) for s in self.said("product"))  # 产品：待定
        for said in self.said("version") if not values.product and self.campaign is None else ():
            if said.field.value.strip() and (product := title_product(said.field.value, self.readers.rules)):
                values.product = product  # Product / version: Tiger Console 3.2.0
                values.read("product", product, said)
                break
        if self.campaign is not None or own or (values.product and not self._is_doubtful()):
            return
        lines = [line for line, _ in (*self.draft.prose, *self.draft.background)]
        lines += [
            replace(s.field.lines[0], text=s.field.value.split("\n")[0])
            for s in self.said("parameters")
            if s.field.lines
        ]
        lines += [replace(s.field.lines[0], text=s.field.name) for s in self.said("parameters") if s.field.lines]
        told = named_product(lines, values.version, self.readers, self._component_kind())
        part = self._component_kind() and _ITSELF.fullmatch(values.product) is not None  # taxsvr, of TelcoBill
        if values.product and (
            told is None or not (part or is_plain_name(told[0])) or self._is_said(values.product, lines)
        ):
            return
        values.readings = [one for one in values.readings if one.field != "product"]
        if told is not None:
            values.product = self._of_component(told[0])
            values.read("product", values.product, place=told[1].place, words=told[1].text.strip(), rule="text")
        elif not values.product and self._component_kind() and (alone := _BY_ITSELF.search(self.draft.title)):
            name = values.product = alone["name"]  # 计费产品comsvr组件3.4.2独立升级, and no product beside it
            values.read("product", name, place="subject", words=self.draft.title, rule="title")

    def _is_doubtful(self) -> bool:
        """Whether the product is a name that only the title gives, and that is not plainly a program's: 年终大促 8.2.1 升级."""
        product = self.values.product
        by_title = any(one.field == "product" and one.rule == "title" for one in self.values.readings)
        return (
            by_title
            and not is_plain_name(product)
            and not any(product in p.products for p in self.readers.rules.directory.people)
        )

    def _is_said(self, product: str, lines: Sequence[Line]) -> bool:
        """Whether running text names it, too; what the component of another is called is no product itself."""
        component = self._component_kind() and _ITSELF.fullmatch(product)
        return not component and any(product in line.text for line in lines)

    def titles(self) -> list[tuple[str, str]]:
        """The subject, and what stands above the tables: 星桥服务端 V8.5.0 在线升级计划 over a sheet."""
        return [(without_code(self.draft.title, self.readers.rules), "subject"), *self.draft.headings]


def _product_alone(text: str) -> str:
    """A product without its version: 星桥服务端 V8.2.1 → 星桥服务端."""
    text = _ASIDE.split(text, maxsplit=1)[0] if _ASIDE.search(text, 2) else text
    found = find_versions(text, loose=False) or find_versions(_BEHIND.sub("", text), loose=True)
    if found and found[0][1][0] > 1:
        text = text[: found[0][1][0]]
    text = _NOTED.sub("", text) or text
    bare = re.sub(r"(?<![A-Za-z])[vV]$", "", text.split("\n")[0].strip(" \t\u3000，,。;；、-—（(【"))
    bare = bare.strip(" \t\u3000，,。;；、-—（(【")
    return _QUOTED.sub(r"\g<own>", bare)[:120] or text[:120]


def _version_within(text: str) -> str:
    found = find_versions(text) or find_versions(_BEHIND.sub("", text), loose=True)
    return found[0][0] if len(found) == 1 else ""
