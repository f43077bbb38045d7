"""with_limit_nodes: whose node the beginning of a restriction and the end of its delay are, where the sentence that tells the day names somebody
(SPEC 1 版本限制、版本延迟限制)."""

from collections.abc import Collection, Sequence
from datetime import date

from mailbot.campaign.planned import Restriction
from mailbot.inbound.forms.days.dates import Moment
from mailbot.inbound.forms.numerals import plain
from mailbot.inbound.forms.people.mentions import Mention
from mailbot.inbound.forms.plans.draft import Draft, Row
from mailbot.inbound.forms.plans.meant import meant_node
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.atoms import Atoms
from mailbot.inbound.forms.plans.story.pronouns import addressed_by
from mailbot.inbound.forms.plans.values.values import Values
from mailbot.inbound.forms.split_sentences import split_sentences
from mailbot.inbound.forms.things.places import find_places
from mailbot.inbound.forms.things.restrictionwords import DELAYS, RESTRICTS
from mailbot.inbound.forms.things.versionrules import find_version_rules
from mailbot.late import late
from mailbot.rulebook.shapes import Kind
from mailbot.value import replace

_CLAUSES = late(r"[，,]")
_TALKED = late(r"沟通|商量|协商|反馈|反映|提出|申请|(?<![a-z])(?:told|said|agreed|reported|requested)(?![a-z])")
_HOUR = late(r"\d[:：]\d\d|[\d一二三四五六七八九十零]\s*点|凌晨|(?<![a-z])midnight(?![a-z])")
_AGREED = late(r"[跟和与]([^，,。；;]{2,8}?)(?:那边|这边)?(?:都|也|已经?)?[说讲谈约定](?:好|定|妥)了?")
_SAYS = {"restrict": RESTRICTS, "delay": DELAYS}


def with_limit_nodes(draft: Draft, readers: Readers, kind: Kind | None, values: Values) -> Draft:
    """The draft of a plan that restricts, with the nodes for the beginning of that and for the end of its delay. Whatever the sentence calls
    what somebody does on the delay's last day (1月20日再限, 到时候孙丽收口, 届时收尾), it is the delay's node; and where there is none, whom the
    sentence with the day names, or the next one by itself, does it. What these sentences say is no more asked about."""
    if kind is None or draft.partial:
        return draft
    begin = {one.effective.at.date() for one in values.restrictions if one.effective is not None}
    end = {one.delayed_until.at.date() for one in values.restrictions if one.delayed_until is not None}
    for key, days in (("delay", end), ("restrict", begin)):
        if kind.node_of("restrict") is not None and len(days) == 1:
            draft = _Sentences(draft, readers, kind, key, next(iter(days)), values).settled(begin, values.restrictions)
    return draft


class _Sentences:
    """The sentences that tell from when versions are restricted, or until when that is put off."""

    def __init__(self, draft: Draft, readers: Readers, kind: Kind, key: str, day: date, values: Values) -> None:
        self._draft, self._readers, self._kind, self._key, self._on = draft, readers, kind, key, day
        self._dates = readers.dates(readers.context.mailed)
        self._atoms = Atoms(readers, addressed_by(readers.context.writing.lines, readers))
        places = {one.place for one in values.readings if one.field == "restrictions"}
        lines = {row.place: row.whole for row in draft.rows if row.place.isdecimal()}
        lines |= {line.place: line.text for line, _ in draft.prose}
        lines |= {
            line.place: line.text for said in draft.fields for line in said.field.lines
        }  # …from Dec 14. Owner: Sun Li.
        self._told = [
            (place, part, behind)
            for place, text in lines.items()
            for part, behind in _with_next(split_sentences(text))
            if self._words(part) and (_SAYS[key].search(plain(part)) or (key == "delay" and place in places))
        ]

    def settled(self, begin: Collection[date], limits: Sequence[Restriction]) -> Draft:
        """The draft with the nodes of the day; `begin` holds from when versions are restricted."""
        rows = [*self._draft.rows]
        if self._key == "delay":
            begins = [read for row in rows if self._means(row) == "restrict" and (read := self._day(row))]
            rows = [self._meant(row, min([*begins, *begin], default=self._on)) for row in rows]
        elif any(one.effective is not None and one.effective.timed for one in limits):
            rows = [self._timed(row) for row in rows]
        if self._kind.node_of(self._key) is None:
            return replace(self._draft, rows=tuple(rows))
        if not any(self._means(row) == self._key for row in rows):
            rows += self._missing(rows)
        taken = any(self._means(row) == self._key for row in rows)
        loose = tuple(one for one in self._draft.loose if not (taken and self._is_told(one.words)))
        return replace(self._draft, rows=tuple(rows), loose=loose)

    def _timed(self, row: Row) -> Row:
        """A restriction's row without its day where its sentence tells the hour of the restriction alone: 12月24日限制掉，时间定在当天22:00."""
        read = self._dates.read_date(row.text("due")) if self._means(row) == "restrict" else None
        alone = isinstance(read, Moment) and read.day == self._on and not read.timed
        alone &= any(
            place == row.place and _stands_in(row.whole, said) and _HOUR.search(said) for place, said, _ in self._told
        )
        return replace(row, texts={**row.texts, "due": ""}) if alone else row

    def _meant(self, row: Row, begin: date) -> Row:
        """A row as the delay's node where it is done on its last day, or says no day beside it, and is called a restriction or a summary."""
        means, day = self._means(row), self._day(row)
        own = self._dates.find_dates(row.whole)
        said = next((s for _, s, b in self._told if _stands_in(row.whole, f"{s}，{b}")), "")
        words = self._words(said)
        if means == "restrict" and not find_version_rules(row.title):
            if day == self._on and begin < self._on and self._kind.node_of("delay") is not None:
                return self._called(row, row.text("due"))
            if day == self._on and begin < self._on and (due := self._words(said, begin)):
                return self._called(
                    row, due, "restrict"
                )  # of servers: 8.0以下12月21日起限制，海外延到1月21日，韩冰执行
            if words and not own:
                return self._called(row, words)  # In Europe the delay ends on 20 January, please check it on that day
        if means == "finalize" and (day == self._on or not row.text("due")) and words and self._is_business(row):
            return self._called(row, row.text("due") or words)
        return row

    def _missing(self, rows: Sequence[Row]) -> list[Row]:
        """The nodes of those whom the sentence names, or the sentence behind it that tells no day and no versions; of a delay one's."""
        for place, sentence, behind in self._told:
            here = [row for row in rows if row.place == place and _stands_in(row.whole, sentence)]
            taken = [row.text("owner") for row in here if self._means(row) != "delay"]
            named = [name for name in self._named(sentence) if name not in taken]
            if not (taken or named) and not (self._dates.find_dates(behind) or find_version_rules(behind)):
                named = self._named(behind)
            if len(named) == 1 or (named and self._key == "restrict"):
                row = Row(texts={}, mailed=self._draft.mailed, place=place, whole=sentence[:300])
                due = self._words(sentence)
                return [self._called(replace(row, texts={"owner": name}), due) for name in named]
        return []

    def _is_told(self, words: str) -> bool:
        """Whether words that nothing took say what these sentences do, and no day of their own."""
        own = any(_stands_in(words, said) for _, said, _ in self._told)
        return own and bool(self._words(words) or not self._dates.find_dates(words))

    def _means(self, row: Row) -> str:
        return meant_node(row.title, self._kind, self._readers)

    def _day(self, row: Row) -> date | None:
        read = self._readers.dates(row.mailed).read_date(row.text("due")) if row.text("due") else None
        return read.day if isinstance(read, Moment) else None

    def _words(self, text: str, day: date | None = None) -> str:
        """The day, or another one, as a text says it."""
        found = self._dates.find_dates(text)
        return next((one.words for one in found if isinstance(one, Moment) and one.day == (day or self._on)), "")

    def _named(self, text: str) -> list[str]:
        """The people who stand in a text as those who do something, but for those with whom it was talked about."""
        found: dict[str, str] = {}
        text = _AGREED.sub(r"\1，", text)  # 跟林涛说好了延到2月1日: it is his
        for clause in _CLAUSES.split(text) if not _TALKED.search(text) else ():
            for atom in self._atoms.find(clause):
                people = atom.thing.people if isinstance(atom.thing, Mention) else ()
                if atom.kind == "who" and len(people) == 1:
                    found.setdefault(people[0].name, atom.words)
        return [*found.values()]

    def _is_business(self, row: Row) -> bool:
        people = [p for one in self._readers.people.mentions.find(row.text("owner")) for p in one.people]
        return bool(people) and all(self._readers.rules.directory.is_business(p.department or "") for p in people)

    def _called(self, row: Row, due: str, key: str = "") -> Row:
        node = self._kind.node_of(key or self._key)
        assert node is not None
        english = self._readers.english
        places = dict.fromkeys(one.name for one in find_places(row.title, self._readers.rules.directory))
        title = node.title.in_("en" if english else "zh")
        called = f"{'、'.join(places)}{' ' if english and places else ''}{title}"
        return replace(row, texts={**row.texts, "title": called, "due": due})


def _with_next(sentences: Sequence[str]) -> list[tuple[str, str]]:
    return list(zip(sentences, [*sentences[1:], ""], strict=False))


def _stands_in(words: str, text: str) -> bool:
    """Whether a clause of the words stands in a text; those of one node may be joined from several."""
    return any(part.strip() and part.strip() in text for part in _CLAUSES.split(words))
