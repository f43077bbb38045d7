"""One node in free words → its row: `5月20日前 完成灰度升级（张三）`, `灰度升级：孙丽，12月3日`, `负责人 孙丽` (SPEC 3 "Body")."""

import re
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property

from mailbot.inbound.forms.days.dates import DateDoubt, Moment, Reader
from mailbot.inbound.forms.days.figuredates import find_figure_dates
from mailbot.inbound.forms.fields.lines import FieldNames, split_labels
from mailbot.inbound.forms.nodes.names import node_keys
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.people.people import PeopleReader
from mailbot.inbound.forms.plans.ditto import find_ditto
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.hours import lone_hour
from mailbot.inbound.forms.plans.itemowners import OwnersInWords, Spans
from mailbot.inbound.forms.plans.itemtitles import TitleInWords
from mailbot.inbound.forms.plans.reasons import REASON
from mailbot.inbound.forms.things.versionrules import find_version_rules
from mailbot.late import late
from mailbot.rulebook.shapes import Kind
from mailbot.value import Value, replace

_BLOT = "\u2588"  # in place of a name
_LONGEST = 1200
_LABELS = ("title", "owner", "helpers", "department", "start", "due", "done_at", "state", "progress", "remark")
_STARTS = late(r"^ ?(?:起|开始|启动|开工|始)")
_DUE_WORDS = late(r"^(?:之前|以前|前|截止|为止)")
_AROUND = late(
    r"(?:截止(?:时间|日期)?|完成时间|预计完成|计划完成|预计|计划|要求|务必|争取|最晚|最迟|于|在|到|至|从|自"
    r"|(?<![A-Za-z])(?:by|before|until|due(?: by| on)?|on|at|from))\s*[:：]?\s*$"
)
# 3/15 18:00 done, done by Dec 4: what is to be by a day to come.
_BY_THEN = late(
    r"(?<![a-z])(?:done|completed|finished)(?: (?:by|before|on|at|until))? ?\u2588|\u2588 ?(?:done|completed|finished)(?![a-z])",
    re.IGNORECASE,
)
_UNTIL = late(
    r"(?<![\w./<>≤≥])(?P<day>\d{1,2}[./](?P<figure>\d{1,2}))\s*(?:[及和与或]"
    r"|[(（]含[)）])\s*[之以]?前(?!\s*(?:的|版|旧|老))",
)
_RESTRICTS = late(r"限制|禁用|停用|封禁|restrict", re.IGNORECASE)
_BEFORE_DAY = late(r"(?:\s{2,}|\t)(?=\d)")  # 负责人：小刘   12月2日
_SOON, _MINOR = 120, 12  # days; no version has a second figure beyond
_RESTRICTS_FROM = late(r"延迟|延期|delay|起|生效|开始|from|as of|effective|不再")


class Item(Value):
    """A text that may be a node. `dated`, `owned`, `named` say what of it was found; `sure` that they make a node of it."""

    row: Row
    dated: bool
    owned: bool
    named: bool
    vague: bool = False
    restricting: bool = False
    past: bool = False
    several: bool = False  # dates of several clauses: the text tells of more than one node

    @property
    def sure(self) -> bool:
        return self.dated and self.owned and bool(self.row.title)

    @property
    def likely(self) -> bool:
        """Enough for a node where its neighbours are nodes."""
        if self.restricting and not self.owned:
            return False
        return bool(self.row.title) and self.named and (self.dated or self.owned)


class ItemReader(Value, dict=True):
    """Reads items of one mail. `labels` are the names of a row's own fields (负责人, 完成时间 …)."""

    kinds: Sequence[Kind]
    people: PeopleReader
    dates: Reader
    labels: FieldNames
    mailed: datetime

    @cached_property
    def _known(self) -> dict[str, Item]:
        """What texts word: a line is looked at as a listed node, as one of a section, below a day and among sentences."""
        return {}

    def read(self, text: str, *, place: str = "", number: int | None = None) -> Item:
        """The row that a text words, as far as it does; never raises, linear in the text."""
        text = text[:_LONGEST]
        if text not in self._known:
            self._known[text] = self._read(text)
        item = self._known[text]
        return replace(item, row=replace(item.row, place=place, number=number))

    def _read(self, text: str) -> Item:
        lead, said = split_labels(text, self.labels)
        texts: dict[str, str] = {}
        for key, value in said:
            if key in _LABELS:
                texts[key] = f"{texts[key]}\n{value}" if key in texts and value else value
        self._parted(lead, texts)
        spans = Spans(lead)
        until = [one.span for one in self._until(lead)]
        dated, vague = self._dates(spans, texts)
        owned = OwnersInWords(self.people, self.kinds).read(spans, texts)
        if (ahead := self._ahead(lead, texts.get("due", ""))) is not None:
            spans.take(ahead)
        title, rest = TitleInWords(self.people.rules.directory, self.kinds).read(spans, texts)
        texts["title"] = title
        if rest:
            texts["remark"] = "；".join(filter(None, [texts.get("remark", ""), rest]))
        named = bool(title) and bool(node_keys(title, self.kinds))
        ruled = [
            rule
            for rule in find_version_rules(lead)
            if not any(rule.span[0] < b and a < rule.span[1] for a, b in until)
        ]
        restricting = bool(ruled) and _RESTRICTS_FROM.search(plain(lead)) is not None
        row = Row(texts=texts, mailed=self.mailed, whole=text.strip())
        doubt = self._doubt(texts.get("due", ""))
        past = doubt in ("past", "within-30-days-past")
        several = doubt == "alternatives" and re.search(r"[，,；;。]|\.\s", texts["due"]) is not None
        return Item(row, dated, owned, named, vague, restricting, past=past, several=several)

    def days(self, text: str) -> list[Moment | DateDoubt]:
        """The days that a text names, in order, no name being read as one: Sun Li is no Sunday. Linear in the text."""
        return self._found(self._nameless(text[:_LONGEST]))

    def _parted(self, lead: str, texts: dict[str, str]) -> None:
        """全量升级，负责人：周航，12月7日: what follows the name is the day, where no other is given."""
        who = next((key for key in ("owner", "department") if texts.get(key)), None)
        if who is None or texts.get("due"):
            return
        head, comma, tail = _BEFORE_DAY.sub("，", texts[who].replace(",", "，"), count=1).partition("，")
        if (
            comma
            and isinstance(self.dates.read_date(tail.strip("。.；; ")), Moment)
            and not self._found(self._nameless(lead))
        ):
            texts[who], texts["due"] = head, tail.strip("。.；; ")

    def _doubt(self, due: str) -> str:
        one = self.dates.read_date(due) if due else None
        return one.reason if isinstance(one, DateDoubt) else ""

    def _ahead(self, lead: str, due: str) -> tuple[int, int] | None:
        """The span of a word that says of a day to come what is done by then, and not that it is."""
        at = lead.find(due) if due else -1
        said = _BY_THEN.search(lead[:at] + _BLOT * len(due) + lead[at + len(due) :]) if at >= 0 else None
        day = self.dates.read_date(due) if said else None
        return said.span() if said and isinstance(day, Moment) and day.at > self.mailed else None

    # --- dates -------------------------------------------------------------------------------------------------------

    def _dates(self, spans: Spans, texts: dict[str, str]) -> tuple[bool, bool]:
        """Takes the dates out of the text: the last is due, one that says 起 the start. (definite, vague) found."""
        text = self._nameless(spans.text)
        if texts.get("due"):
            for one in self._found(text):
                if isinstance(one, Moment) and "start" not in texts:
                    texts["start"] = one.words
                    spans.take(_widened(spans.text, one.span))
            return True, False
        found = self._found(text)
        clear = [one for one in found if not _vague(one)]
        if not clear and (ditto := find_ditto(spans.text, self.people.mentions)) is not None:
            texts["due"] = spans.text[slice(*ditto[0])].strip()
            spans.take(ditto[0])
            return True, False
        if not clear:
            if found:
                texts["due"] = found[0].words
                spans.take(_widened(spans.text, found[0].span))
            return False, bool(found)
        starts = [
            one for one in clear if _STARTS.match(spans.text[one.span[1] :]) or one.words.endswith(("起", "开始"))
        ]
        dues = [one for one in clear if one not in starts] or starts
        starts = [one for one in starts if one not in dues]
        first, last = dues[0], dues[-1]
        texts["due"] = " ".join(text[first.span[0] : last.span[1]].replace(_BLOT, " ").split())
        for one in dues:
            spans.take(_widened(spans.text, one.span))
        if len(dues) == 1 and not isinstance(last, DateDoubt) and not last.timed:
            self._with_hour(spans, text, last.span[1], texts)
        if starts and "start" not in texts:
            texts["start"] = starts[0].words
        for one in starts:
            spans.take(_widened(spans.text, one.span))
        return True, False

    def _with_hour(self, spans: Spans, text: str, end: int, texts: dict[str, str]) -> None:
        """12月8日 版本限制，韩冰，20:00: the hour that stands by itself behind the day is the day's."""
        hour = lone_hour(text, end)
        timed = self.dates.read_date(f"{texts['due']} {hour[0]}") if hour else None
        if hour and isinstance(timed, Moment) and timed.timed:
            texts["due"] = timed.words
            spans.take(hour[1])

    def _nameless(self, text: str) -> str:
        """The text with people blotted out, since Sun Li is no Sunday and May Chen no month, and with what says why."""
        for mention in self.people.mentions.find(text):
            if mention.kind in ("person", "address"):
                start, end = mention.span
                text = text[:start] + _BLOT * (end - start) + text[end:]
        return REASON.sub(lambda match: _BLOT * len(match.group()), text)

    def _found(self, text: str) -> list[Moment | DateDoubt]:
        found = [
            one for one in self.dates.find_dates(text) if not (isinstance(one, DateDoubt) and one.reason == "blank")
        ]
        # 12.22晚上10点: a time beside figures is that day's, not today's.
        timed = find_figure_dates(text, self.dates, strict=True)
        found = [o for o in found if not any(a < o.span[1] and o.span[0] < b for a, b in (t.span for t in timed))]
        found = sorted([*found, *timed], key=lambda one: one.span)
        if any(not _vague(one) for one in found):
            return found
        figures = [*find_figure_dates(text, self.dates), *self._until(text)]
        taken = [one.span for one in figures]
        return [*figures, *(o for o in found if not any(a < o.span[1] and o.span[0] < b for a, b in taken))]

    def _until(self, text: str) -> list[Moment]:
        """12.4及以前: as good a version as a day; a day of the next months where the line restricts nothing."""
        found: list[Moment] = []
        for match in _UNTIL.finditer(text):
            one = self.dates.read_date(match["day"])
            near = isinstance(one, Moment) and 0 <= (one.day - self.mailed.date()).days <= _SOON
            if isinstance(one, Moment) and near and (int(match["figure"]) > _MINOR or not _RESTRICTS.search(text)):
                found.append(replace(one, span=match.span()))
        return found


def _vague(one: Moment | DateDoubt) -> bool:
    return isinstance(one, DateDoubt) and one.reason == "vague" and not any(char.isdigit() for char in one.words)


def _widened(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """A date's span with the small words around it: 于…, 截止…, …前."""
    start, end = span
    before = _AROUND.search(text[:start])
    if before:
        start = before.start()
    after = _DUE_WORDS.match(text[end:])
    starts = _STARTS.match(text[end:])
    if after or starts:
        end += (after or starts).end()  # type: ignore[union-attr]
    return start, end
