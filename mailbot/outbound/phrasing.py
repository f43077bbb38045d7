"""Phrasing: facts (JSON values) in a person's words, in one language. The filters of the templates."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from mailbot.outbound.figures import Figures, each
from mailbot.rulebook.directory import Directory
from mailbot.rulebook.other_language import department_names
from mailbot.rulebook.shapes import Company, Kind

_INSTANT = re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:[+-]\d\d:\d\d|Z)")
_RESTRICTED = re.compile(
    r"(?:(?P<scope>[^\s≤<≥>\d(]+) )?(?P<versions>[^\s(][^(]*?)(?: (?P<effective>\d{4}-\d\d-\d\d\S*))?"
    r"(?: \((?:(?P<who>[^→()]+) )?→ (?P<delayed_until>\d{4}-\d\d-\d\d\S*)\))?"
)
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,190}")


class Phrasing(Figures):
    """`titles` are the words of `words.toml` by table (`field`, `stage` …). Every method takes what facts hold, and
    gives a text that cannot be empty where the value is not; what it does not know it shows as it is."""

    def __init__(
        self,
        language: Literal["zh", "en"],
        directory: Directory,
        company: Company,
        kinds: Mapping[str, Kind],
        titles: Mapping[str, Mapping[str, str]],
    ):
        super().__init__(language, ZoneInfo(company.timezone))
        self.directory = directory
        self.kinds = kinds
        self.titles = titles
        self._regions = department_names(directory, language)
        self._departments = self._regions if company.language != language else {}

    # --- people and things -------------------------------------------------------------------------------------

    def person(self, address: Any) -> str:
        """The name, of a shared mailbox the department's; the address where the directory has none; the department too
        where two share the name."""
        found = self.directory.person(str(address or ""))
        if found is None:
            shared = self.directory.mailbox(str(address or ""))
            return self.department(shared.name) if shared else str(address or "")
        if found.department and len(self.directory.named(found.name)) > 1:
            return f"{found.name}（{found.department}）" if self._zh else f"{found.name} ({found.department})"
        return found.name

    def people(self, addresses: Any) -> str:
        """陈静、孙丽."""
        return self.listing([self.person(a) for a in each(addresses)])

    def department(self, value: Any) -> str:
        """A department's full name in the reader's language, from its name, an alias, or a member's address."""
        text = str(value or "")
        member = self.directory.person(text)
        if member is not None:
            text = member.department or ""
        found = self.directory.department(text) if text else None
        return self._departments.get(found.name, found.name) if found else text

    def node(self, value: Any, campaign: Any = None) -> Mapping[str, Any]:
        """The node's own facts, from its key or from themselves; a bare title where the campaign has no such node."""
        if isinstance(value, Mapping):
            return value
        nodes = campaign.get("nodes", ()) if isinstance(campaign, Mapping) else ()
        return next(
            (n for n in nodes if n.get("key") == value), {"key": value, "title": self._standard(value, campaign)}
        )

    def node_title(self, value: Any, campaign: Any = None) -> str:
        return str(self.node(value, campaign).get("title") or value or "")

    def issue(self, value: Any, campaign: Any = None) -> Mapping[str, Any]:
        """The issue's own facts, from its number or from themselves."""
        if isinstance(value, Mapping):
            return value
        issues = campaign.get("issues", ()) if isinstance(campaign, Mapping) else ()
        return next((i for i in issues if i.get("number") == value), {"number": value, "title": ""})

    def beyond(self, text: Any, title: Any) -> str:
        """A text less its first line where that is the title that stands above it."""
        first, _, rest = str(text or "").strip().partition("\n")
        said, named = first.strip(" 。.：:"), str(title or "").strip()
        again = said == named or (said.startswith(named) and len(said) <= len(named) + 5 and not rest)  # 登录失败，严重
        return rest.strip() if named and again else str(text or "")

    def kind_name(self, key: Any) -> str:
        kind = self.kinds.get(str(key or ""))
        return kind.name.in_(self.language) if kind else str(key or "")

    def counts(self, key: Any) -> str:
        """What the last query of a kind counts."""
        kind = self.kinds.get(str(key or ""))
        return kind.counts.in_(self.language) if kind else ""

    def _standard(self, key: Any, campaign: Any) -> str:
        kinds = [self.kinds.get(str(campaign.get("kind")))] if isinstance(campaign, Mapping) else []
        for kind in [*kinds, *self.kinds.values()]:
            found = kind.node_of(str(key)) if kind else None
            if found:
                return found.title.in_(self.language)
        return str(key or "")

    def word(self, value: Any, table: str) -> str:
        """The word for a value of the export: `"tracking"|word("stage")` → 节点跟踪."""
        return self.titles.get(table, {}).get(str(value), str(value if value is not None else ""))

    def field(self, name: Any) -> str:
        """A field's title, from its export name (`nodes[2].due` → 完成时间)."""
        text = str(name or "")
        return self.word(text.rpartition(".")[2].partition("[")[0], "field")

    def humane(self, text: Any, now: datetime | None = None) -> str:
        """A text with the instants and addresses in it as people say them."""
        words = _INSTANT.sub(lambda found: self.moment(found[0], now), str(text or ""))
        return _ADDRESS.sub(lambda found: self.person(found[0]), words) if len(words) < 5000 else words

    def reading(self, value: Any, name: str, campaign: Any = None, now: datetime | None = None) -> str:
        """A value that was read, on one line: a node by its title, a text less the label that stands before it anyway."""
        if name == "node":
            return self.node_title(value, campaign)
        if name == "regions":
            return self._listed(str(value or ""), self._regions)
        if (
            (not self._zh or name == "restrictions")
            and isinstance(campaign, Mapping)
            and (told := self._told(name, campaign))
        ):
            return told
        if name == "severity":
            return self.word(value, "severity")
        text = " ".join(self.humane(value, now).split())
        label, colon, rest = text.replace("：", ":", 1).partition(":")
        return rest.strip() if colon and label.strip().casefold() == self.field(name).casefold() else text

    def _told(self, name: str, campaign: Mapping[str, Any]) -> str:
        """The campaign's own value of what was read: readings are worded in Chinese."""
        match name:
            case "kind":
                return self.kind_name(campaign.get("kind"))
            case "channel":
                return self.word(campaign.get("channel") or "", "channel")
            case "quantity":
                return self.quantity(campaign.get("quantity"))
            case "valid":
                return self.validity(campaign.get("valid"))
            case "restrictions":
                lines = self.restrictions(campaign.get("restrictions"))
                return lines[0] if len(lines) == 1 else ""
        return ""

    def difference(self, line: Any, side: str, now: datetime | None = None) -> str:
        """One side (`before`, `after`) of a line of a revision."""
        value = str(line.get(side) or "")
        match str(line.get("what")).rpartition(".")[2]:
            case "quantity":
                low, _, high = value.partition("–")
                return self.quantity(
                    {"min": int(low) if low.isdecimal() else None, "max": int(high) if high.isdecimal() else None}
                )
            case "valid":
                start, _, end = value.partition("–")
                return self.validity({"from": start, "until": end})
            case "channel":
                return self.word(value, "channel") if value else ""
            case "restrictions":
                return self._restricted(value) or self.humane(value, now)
            case "regions":
                return self._listed(value, self._regions)
            case "departments":
                return self._listed(value, self._departments)
        return self.humane(value, now)

    def _restricted(self, text: str) -> str:
        """What a line of a revision says of restrictions (≤8.0 2026-12-18 (海外 → 2027-01-15)), '' where it is of another shape."""
        found = [_RESTRICTED.fullmatch(one) for one in text.split("; ")] if text else []
        if not all(found):
            return ""
        scoped = [{**m.groupdict(), "scope": m["scope"] or m["who"]} for m in found if m]
        named = [{**one, "scope": self._regions.get(one["scope"] or "", one["scope"])} for one in scoped]
        return ("；" if self._zh else "; ").join(self.restrictions(named))

    def _listed(self, text: str, names: Mapping[str, str]) -> str:
        """A list that was put into words in the company's language."""
        return self.listing([names.get(one, one) for one in re.split("、|, ", text)])

    def options(self, values: Any) -> str:
        """The nearest valid words, or candidates for a date, as people say them: 2月28日（周日）、3月1日（周一）."""
        return self.listing([self._option(str(v)) for v in each(values)][:8])

    def _option(self, text: str) -> str:
        if self._date(text) is not None and len(text) >= 10 and text[4] == "-":
            return self.moment(text)
        return self.person(text) if _ADDRESS.fullmatch(text) else text

    def due_words(self, words: Any, due: Any) -> str:
        """The sender's words for a due time, '' where they say no more than the time itself."""
        said, found = " ".join(str(words or "").split()), self._instant(due)
        if found is None:
            return said
        clocks = [f"{found:%H:%M}", f"{found.hour}:{found:%M}"]
        if found.minute == 0:
            clocks += [f"{found.hour}点", f"{found.hour}时"]
        same = {due, f"{found:%Y-%m-%d}{clocks[0]}", *(f"{found.month}月{found.day}日{clock}" for clock in clocks)}
        return "" if "".join(said.split()) in same else said

    def place(self, value: Any) -> str:
        """`7` → 第 7 行; `subject` → 主题; a sheet's cell (`Sheet1!C7`) as it is."""
        text = str(value or "")
        if text == "subject":
            return "主题" if self._zh else "subject"
        if not text.isdecimal():
            return text
        return f"第 {text} 行" if self._zh else f"line {text}"
