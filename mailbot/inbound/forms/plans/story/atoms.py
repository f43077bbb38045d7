"""Atoms: the words of a clause that say who, where, by when and what, in their order (SPEC 3 "Body")."""

import re

from mailbot.han import WIDE
from mailbot.inbound.forms.days.dates import Moment
from mailbot.inbound.forms.nodes.names import is_node_name, node_keys
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.people.mentions import Mention
from mailbot.inbound.forms.people.strangers import find_strangers
from mailbot.inbound.forms.plans.deeds import Deed, find_deeds
from mailbot.inbound.forms.plans.ditto import find_ditto
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.reasons import REASON
from mailbot.inbound.forms.plans.story.names import BLOT, Atom, Names
from mailbot.inbound.forms.plans.story.words import ATTRIBUTE, CONDITION, OWNING, RULED, WAITS
from mailbot.inbound.forms.things.restrictionwords import RESTRICTS
from mailbot.inbound.forms.things.versionrules import find_version_rules
from mailbot.late import late

__all__ = ["Atom", "Atoms", "smoothed"]

_LONGEST = 5000  # characters
# What versions of the mail begin with: 12.10 is one of them where the product is at 12.3.0.
_MAJOR = late(r"(?<![\d.])\d{1,3}(?=\.[\dx])")
_VERSIONED = late(r"(?<![\d.])\d{1,3}\.(?:\d{1,4}\.\d|x|\d{1,4}\s*(?:版|及?以[下前上]|的?客户端|的?服务端))")
# 总结我来12.18, 没事的话12.7前华南也升了: figures behind a word of no name and of no version may be a day (`_is_near`).
_STUCK = late(
    rf"{WIDE}(?<![已完成度级进到至了共])(?=(?:1[0-2]|[1-9])/(?:3[01]|[12]\d|[1-9])(?![\d./]))"
    rf"|{WIDE}(?<![到至为本号于级低高是和及与从早晚老旧大小过用装版把将限在])(?=(?:1[0-2]"
    r"|[1-9])\.(?:3[01]|[12]\d|[1-9])(?![\d.]))"
    r"|(?<=[放排改推拖定延等挪移缓约])[到在](?=(?:1[0-2]|[1-9])\.(?:3[01]|[12]\d|[1-9])(?![\d.]))",
)
_AIMED = late(r"(?<![放排改推拖定延等挪移缓约])[到至为]\s*v?$", re.IGNORECASE)  # comsvr 升到 2.9
_PUT = late(r"[放排改推拖定延等挪移缓约](?:迟|后)?[到在至]\s*$")
_SOON = 120  # days
_REPLACES = late(r"[替代顶]|接[手替]|换|改[由为成]|[交转让]给|移交")  # 刘洋替周航做: asked who that is
_CALENDAR = late(
    r"[^\d.\s以之前后]"
)  # 18:00 前, no later than 14 December are days, whatever the words beside them make of versions
_NO_DAY = late(r"\s*(?:(?:完成|做完|升完)后|万|元|%)")  # 3/5 完成后继续


class Atoms:
    """Finds the atoms of one mail's clauses. `addressed` is who is 你 in it."""

    def __init__(self, readers: Readers, addressed: Mention | None) -> None:
        self._addressed = addressed
        self.asks_one = True  # whether a request of this sentence is made to who is addressed: it names nobody else
        self._readers = readers
        self._items = readers.items(readers.context.mailed)
        context = readers.context
        self._majors = set(_MAJOR.findall(context.subject.bare)) | {
            one.partition(".")[0] for one in _VERSIONED.findall(context.text[:_LONGEST])
        }
        self._names = Names(readers, self._items)

    def find(self, text: str, *, label: str = "") -> list[Atom]:
        """The atoms of a clause in order; behind a `label` a name may be all. Linear in the text."""
        smooth = smoothed(text)
        spoken = [one for one in self._readers.people.mentions.find(label) if one.kind == "person"] if label else []
        you = spoken[0] if len(spoken) == 1 else self._addressed  # 孙丽：等周航做完你再来
        ditto = find_ditto(text, self._readers.people.mentions)
        if ditto is not None:  # 时间同华南
            smooth = smooth[: ditto[0][0]] + BLOT * (ditto[0][1] - ditto[0][0]) + smooth[ditto[0][1] :]
        reasons = [match.span() for pattern in (REASON, WAITS) for match in pattern.finditer(smooth)]
        for pattern in (WAITS, CONDITION, REASON, ATTRIBUTE):
            smooth = pattern.sub(lambda m: BLOT * len(m.group()), smooth)
        reasons += [ditto[0]] if ditto is not None else []
        asked = self._addressed if self.asks_one else None
        names = [
            one
            for one in self._names.find(text, smooth, you=you, asked=asked)
            if not any(a <= one.span[0] < b for a, b in reasons)
        ]
        rest = smooth
        for one in names:
            rest = rest[: one.span[0]] + BLOT * (one.span[1] - one.span[0]) + rest[one.span[1] :]
        plainer = rest  # 总结1/22: figures behind a word of no name are a day, too
        for done in find_deeds(rest):
            plainer = plainer[: done.span[0]] + BLOT * (done.span[1] - done.span[0]) + plainer[done.span[1] :]
        plainer = _STUCK.sub(BLOT, plainer)
        days = [
            Atom("day", d.span, text[slice(*d.span)], d) for d in self._items.days(plainer) if smooth[d.span[0]] != BLOT
        ]
        rules = [rule.span for rule in find_version_rules(text)]
        days = [
            one
            for one in days
            if _CALENDAR.search(one.words)
            or not any(a <= one.span[0] < b for a, b in rules)
            or self._is_near(one, text, label=label)
        ]
        days = [
            one
            for one in days
            if not (_NO_DAY.match(text, one.span[1]) or text[: one.span[0]].endswith(("￥", "¥", "$")))
        ]
        if not days and ditto is not None:
            days = [Atom("day", ditto[0], text[slice(*ditto[0])].strip())]
        for one in days:
            rest = rest[: one.span[0]] + "日" * (one.span[1] - one.span[0]) + rest[one.span[1] :]
        deeds = [Atom("deed", d.span, d.words, d) for d in find_deeds(rest)]
        if not deeds and (deed := self._by_rules(rest)):
            deeds = [deed]
        if (
            not deeds
            and (found := RESTRICTS.search(smooth))
            and (
                RULED.search(rest)
                or any(not rule.bare for rule in find_version_rules(text))
                or any(one.words.rstrip().endswith(("起", "开始")) for one in days)
            )
        ):
            deeds = [
                Atom("deed", found.span(), found.group(), Deed("restrict", found.group(), found.span(), bound=True))
            ]  # 4.2以及更老的不让登录了
        replaces = _REPLACES.search(smooth) is not None
        if replaces or not any(one.kind == "who" for one in names):
            taken = [
                *(one.span for one in self._readers.people.mentions.find(text)),
                *(one.span for one in (*names, *days, *deeds)),
            ]
            strangers = find_strangers(
                text, [*taken, *((at, at + 1) for at, char in enumerate(smooth) if char == BLOT)]
            )
            told = days or deeds or replaces or OWNING.search(smooth) or (label and strangers == [(0, len(text))])
            if strangers and told:
                names = [
                    *(one for one in names if one.kind != "who"),
                    Atom("who", strangers[0], text[slice(*strangers[0])]),
                ]
        return sorted([*names, *days, *deeds], key=lambda one: one.span)

    def _is_near(self, day: Atom, text: str, *, label: str) -> bool:
        """升级：周航 12.10: as good a version as a day; where somebody or a place is named and no version of the mail begins so, a day
        of the next months."""
        named = any(
            one.kind in ("person", "department", "self")
            for one in self._readers.people.mentions.find(f"{label} {text}")
        )
        deeds = find_deeds(smoothed(text))
        named = named or _PUT.search(text[: day.span[0]]) is not None  # 林涛那边忙，放到 1.8
        named = named or any(one.span[0] >= day.span[1] for one in deeds)  # 最晚12.10要升级完
        named = named or (
            bool(self._majors)
            and not _AIMED.search(text[: day.span[0]])
            and (bool(deeds) or day.span == (0, len(text)))
        )  # 升级12.8, of a product at 5.2
        return (
            named
            and day.words.strip().partition(".")[0] not in self._majors
            and isinstance(day.thing, Moment)
            and 0 <= (day.thing.day - self._readers.context.mailed.date()).days <= _SOON
        )

    def _by_rules(self, rest: str) -> Atom | None:
        """A node by a name that the rules know and no verb here says."""
        bare = re.sub(rf"[{BLOT}日]+|\(.*?\)|（.*?）", " ", rest).strip(" ，,。:：()（）")
        if not 2 <= len(bare) <= 40:
            return None
        keys = set(node_keys(bare, self._readers.kinds).values()) if is_node_name(bare, self._readers.kinds) else set()
        at = rest.find(bare[0])
        return Atom("deed", (at, at + 1), bare, Deed(next(iter(keys)), bare, (at, at + 1))) if len(keys) == 1 else None


def smoothed(text: str) -> str:
    """Folded, every character in its place."""
    smooth = plain(text)
    return smooth if len(smooth) == len(text) else text.lower()
