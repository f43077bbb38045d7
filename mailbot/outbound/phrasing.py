"""Phrasing: facts (JSON values) in a person's words, in one language. The filters of the templates."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from mailbot.outbound.times import Times
from mailbot.rulebook.directory import Directory
from mailbot.rulebook.shapes import Company, Kind

_INSTANT = re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:[+-]\d\d:\d\d|Z)")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,190}")


class Phrasing(Times):
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

    # --- people and things -------------------------------------------------------------------------------------

    def person(self, address: Any) -> str:
        """The name; the address where the directory has none; the department too where two share the name."""
        found = self.directory.person(str(address or ""))
        if found is None:
            return str(address or "")
        if found.department and len(self.directory.named(found.name)) > 1:
            return f"{found.name}（{found.department}）" if self._zh else f"{found.name} ({found.department})"
        return found.name

    def people(self, addresses: Any) -> str:
        """陈静、孙丽."""
        return self.listing([self.person(a) for a in _each(addresses)])

    def department(self, value: Any) -> str:
        """A department's full name, from its name, an alias, or a member's address."""
        text = str(value or "")
        member = self.directory.person(text)
        if member is not None:
            text = member.department or ""
        found = self.directory.department(text) if text else None
        return found.name if found else text

    def listing(self, values: Any) -> str:
        """华东、华南."""
        words = [str(v) for v in _each(values) if v not in (None, "")]
        return ("、" if self._zh else ", ").join(words)

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
        if not self._zh and isinstance(campaign, Mapping) and (told := self._told(name, campaign)):
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
        return self.humane(value, now)

    def options(self, values: Any) -> str:
        """The nearest valid words, or candidates for a date, as people say them: 2月28日（周日）、3月1日（周一）."""
        return self.listing([self._option(str(v)) for v in _each(values)][:8])

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

    # --- values ------------------------------------------------------------------------------------------------

    def versions(self, value: Any) -> str:
        """`≤8.0` → 8.0 及以下; several are separated by commas."""
        parts = [p.strip() for p in str(value or "").replace("，", ",").replace("、", ",").split(",")]
        return self.listing([self._version(p) for p in parts if p])

    def _version(self, text: str) -> str:
        signs = {
            "<=": ("{} 及以下", "{} and below"),
            "≤": ("{} 及以下", "{} and below"),
            ">=": ("{} 及以上", "{} and above"),
            "≥": ("{} 及以上", "{} and above"),
            "<": ("低于 {}", "below {}"),
            ">": ("高于 {}", "above {}"),
        }
        for sign, (zh, en) in signs.items():
            if text.startswith(sign):
                return (zh if self._zh else en).format(text[len(sign) :].strip())
        return text

    def quantity(self, value: Any) -> str:
        """不超过 500; '' where neither end is given."""
        if not isinstance(value, Mapping):
            return self.number(value) if value is not None else ""
        low, high = value.get("min"), value.get("max")
        if low is not None and high is not None:
            if low == high:
                return self.number(low)
            return (
                f"{self.number(low)} 至 {self.number(high)}"
                if self._zh
                else f"{self.number(low)} to {self.number(high)}"
            )
        if high is not None:
            return f"不超过 {self.number(high)}" if self._zh else f"at most {self.number(high)}"
        if low is not None:
            return f"不少于 {self.number(low)}" if self._zh else f"at least {self.number(low)}"
        return ""

    def validity(self, value: Any) -> str:
        """2026-12-01 至 2027-03-31; '' where neither end is given."""
        if not isinstance(value, Mapping):
            return ""
        start, end = value.get("from"), value.get("until")
        if start and end:
            return f"{self.iso(start)} {'至' if self._zh else 'to'} {self.iso(end)}"
        if end:
            return f"至 {self.iso(end)}" if self._zh else f"until {self.iso(end)}"
        if start:
            return f"{self.iso(start)} 起" if self._zh else f"from {self.iso(start)}"
        return ""

    def restrictions(self, values: Any) -> list[str]:
        """One line for those with the same versions and start: 8.0 及以下，2026-12-18 00:00 起；海外延迟到 2027-01-15."""
        zh = self._zh
        lines: dict[str, list[str]] = {}
        for value in _each(values):
            if not isinstance(value, Mapping):
                continue
            versions, start = self.versions(value.get("versions")), value.get("effective")
            head = (
                versions
                if not start
                else f"{versions}，{self.iso(start)} 起"
                if zh
                else f"{versions}, from {self.iso(start)}"
            )
            scope, delay = str(value.get("scope") or ""), value.get("delayed_until")
            tail = scope
            if delay:
                tail = f"{scope}延迟到 {self.iso(delay)}" if zh else f"{scope}{': ' if scope else ''}delayed until {self.iso(delay)}"
            lines.setdefault(head, []).append(tail)
        end, between = ("；", "，") if zh else ("; ", ", ")
        return [
            end.join([head, between.join(t for t in tails if t)]).removesuffix(end) for head, tails in lines.items()
        ]

    def progress(self, value: Any) -> str:
        """320/500（64%）; 500/500 says it all."""
        if not isinstance(value, Mapping):
            return ""
        done, total = value.get("done"), value.get("total")
        if not isinstance(done, int) or not isinstance(total, int) or total <= 0:
            return self.number(done)
        if done == total:
            return f"{done}/{total}"
        share = f"{self.percent(done / total)}"
        return f"{done}/{total}（{share}）" if self._zh else f"{done}/{total} ({share})"

    def percent(self, share: Any) -> str:
        """0.974 → 97.4%."""
        if not isinstance(share, int | float) or isinstance(share, bool):
            return str(share if share is not None else "")
        return f"{self._short(share * 100)}%"

    def number(self, value: Any) -> str:
        """5.0 → 5, 5.25 → 5.3, 12500 → 12,500."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            return str(value if value is not None else "")
        return f"{value:,}" if isinstance(value, int) and abs(value) >= 10000 else self._short(value)

    def count(self, value: Any, noun: str) -> str:
        """English only: 1 day, 2 days."""
        return f"{self.number(value)} {noun}{'' if value == 1 else 's'}"

    @staticmethod
    def _short(value: float) -> str:
        return f"{value:.1f}".removesuffix(".0")


def _each(values: Any) -> Iterable[Any]:
    if not values:
        return ()
    return tuple(values) if isinstance(values, Iterable) and not isinstance(values, str | Mapping) else (values,)
