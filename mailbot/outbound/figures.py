"""Figures: versions, quantities, periods, restrictions and counts in a person's words, in one language."""

from collections.abc import Iterable, Mapping
from typing import Any

from mailbot.outbound.times import Times


class Figures(Times):
    """Every method takes what facts hold; what it does not know it shows as it is."""

    def listing(self, values: Any) -> str:
        """华东、华南."""
        words = [str(v) for v in each(values) if v not in (None, "")]
        return ("、" if self._zh else ", ").join(words)

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
        for value in each(values):
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
                tail = (
                    f"{scope}延迟到 {self.iso(delay)}"
                    if zh
                    else f"{scope}{': ' if scope else ''}delayed until {self.iso(delay)}"
                )
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
        """5.0 → 5, 5.25 → 5.3, 12500 → 12,500; in English 1,250 too, where Chinese writes 1250."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            return str(value if value is not None else "")
        return (
            f"{value:,}"
            if isinstance(value, int) and abs(value) >= (10_000 if self._zh else 1_000)
            else self._short(value)
        )

    def count(self, value: Any, noun: str) -> str:
        """English only: 1 day, 2 days."""
        return f"{self.number(value)} {noun}{'' if value == 1 else 's'}"

    @staticmethod
    def _short(value: float) -> str:
        return f"{value:.1f}".removesuffix(".0")


def each(values: Any) -> Iterable[Any]:
    """Its items, one by one: of one value itself, of nothing none."""
    if not values:
        return ()
    return tuple(values) if isinstance(values, Iterable) and not isinstance(values, str | Mapping) else (values,)
