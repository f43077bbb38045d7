"""RowChanges: what one line or clause changes in a plan's rows: `2 负责人 周航`, `全量升级 改到 12月15日`, `2 删除` (SPEC 5)."""

import re
from collections.abc import Sequence

from mailbot.inbound.forms.clauses import is_question
from mailbot.inbound.forms.context import Context
from mailbot.inbound.forms.fields.lines import FieldNames, split_labels
from mailbot.inbound.forms.nodes.names import is_node_name, node_keys
from mailbot.inbound.forms.nodes.naming import node_mentions
from mailbot.inbound.forms.numerals import read_number
from mailbot.inbound.forms.plans.changes import change_words as words
from mailbot.inbound.forms.plans.changes.samerows import (
    of_old_day,
    of_owner,
    one_of,
    row_of_department,
    shared,
    taken_over,
)
from mailbot.inbound.forms.plans.changes.smoothed import of_department, smoothed
from mailbot.inbound.forms.plans.changes.spanned import PUT_OFF, put_off
from mailbot.inbound.forms.plans.draft import Row
from mailbot.inbound.forms.plans.places import without_place
from mailbot.inbound.forms.plans.readers import Readers
from mailbot.inbound.forms.plans.story.no_node import is_no_work
from mailbot.inbound.forms.plans.story.relative_days import with_month
from mailbot.inbound.forms.things.versionrules import find_version_rules
from mailbot.inbound.writing import Line
from mailbot.rulebook.folding import fold
from mailbot.value import replace

Changed = list[tuple[int | None, Row]]  # rows by the index of the row that they are about; None: a new one
_CELLS = ("owner", "due", "start", "department", "helpers")
_SHORTEST = 2  # characters of a title that name its row: 灰度 for 灰度升级


class RowChanges:
    """Reads the lines that change some of `rows`. `fields` are the names of the plan's own fields, which no row is named by;
    `asked` are the rows that a fault's numbered items are about (None: an item that is about none)."""

    def __init__(
        self,
        context: Context,
        readers: Readers,
        rows: Sequence[Row],
        fields: FieldNames,
        asked: Sequence[int | None] = (),
    ) -> None:
        self._context = context
        self._readers = readers
        self._rows = rows
        self._plain = [without_place(row, readers.rules.directory) for row in rows]
        self._fields = fields
        self._asked = asked
        self._items = readers.items(context.mailed)
        self._labels = readers.labels
        # 版本延迟限制 is a restriction where no kind but the campaign's own tells the two apart.
        own = context.rules.kinds.get(context.campaign.kind) if context.campaign else None
        self._kinds = (own,) if own else readers.kinds
        self._directory = readers.rules.directory

    def read(self, text: str, line: Line) -> Changed:
        """The rows that a text changes, named by number, owner or title; [] where it asks, or says something else."""
        if is_question(text):
            return []  # 版本限制12月20日前能不能弄完
        if words.OF_DELAY.search(text) and words.DELAYED_FOR.fullmatch(text):
            return self._delayed(text, line)
        return self._numbered(text, line) or self._named(text, line)

    def _named(self, text: str, line: Line) -> Changed:
        return (
            self._pointed(text, line)
            or self._from_old_day(None, text, line)
            or self._dropped(text, line)
            or self._delayed(text, line)
            or self._titled(text, line)
            or self._called_shortly(text, line)
        )

    def added(self, text: str, line: Line) -> Changed:
        """A row that a line adds: 增加节点：版本获取 孙丽 12月2日."""
        found = words.ADD.fullmatch(text)
        rest = (found["rest"] or found["en"]) if found else text
        item = self._items.read(rest, place=line.place)
        if not item.sure or (found is None and (not item.named or words.NO_ROW.search(text) or is_question(text))):
            return []
        if not (found and (found["node"] or found["step"])) and (
            item.row.text("remark") or is_no_work(text, text.lower(), self._readers, self._items)
        ):
            return []  # 补充：孙丽12月18日休假
        index = self._titled_row(item.row.title)
        if (
            index is None
            and found is None
            and any(fold(r.title) in fold(item.row.title) for r in self._rows if r.title)
        ):
            return []  # move 全量升级 is no new node
        if index is None and self._context.campaign and any(self._alike(item.row.title, r.title) for r in self._rows):
            return []  # 升级前先做演练，孙丽，3月20日
        return [(index, replace(item.row, add=index is None))]

    def begins_anew(self, clause: str) -> bool:
        """Whether a clause with a day or somebody speaks of another thing than the clause before it: 海外延迟到2月5日, but not
        负责人李想 or 12月15日完成."""
        if (label := words.LABELLED.match(clause)) is not None and self._labels.key(label["name"]) is None:
            return True  # 指导意见补充：升级前备份
        item = self._items.read(smoothed(words.ACCORDINGLY.sub("", clause), self._labels))
        person = any(one.kind == "person" for one in self._readers.people.mentions.find(clause))
        campaign = self._context.campaign
        if campaign and any(n.start == 0 for n in node_mentions(clause, campaign, self._readers.rules)):
            return item.dated or person  # 获取那个让李想来弄
        if not (item.dated or item.owned):
            return False
        return bool(item.row.title) or (item.dated and item.owned and not person)

    def is_numbered(self, text: str) -> bool:
        """Whether a clause changes a row by its number: 第2条改到12月8日."""
        found = words.NUMBERED.fullmatch(text)
        if found is None or words.NO_NUMBER.match(text) or not re.search(words.CHANGE, found["rest"]):
            return False
        return self._index(read_number(found["n"]) or 0) is not None

    # --- which row ---------------------------------------------------------------------------------------------------

    def _pointed(self, text: str, line: Line) -> Changed:
        """A row named by its owner, its department or who takes it over: 何婷那个节点…, 海外的升级…, 由李想接手华东升级."""
        campaign, people = self._context.campaign, self._readers.people
        zone = self._context.rules.zone
        if (own := words.OF_PLACE.fullmatch(text)) is not None:
            named = row_of_department(f"{own['place']} node", self._plain, campaign, self._directory, zone)
            return self._change(named[0], f"{own['what']}: {own['said']}", line) if named and not named[1] else []
        places = row_of_department(text, self._plain, campaign, self._directory, zone)
        for found in (of_owner(text, self._plain, campaign, people), places):
            if found and (changed := self._from_old_day(*found, line)):
                return changed
        taken = taken_over(text, self._rows, people)
        return self._change(taken[0], f"负责人：{taken[1]}", line) if taken else []

    def _from_old_day(self, index: int | None, text: str, line: Line) -> Changed:
        """12月15日 改成 12月16日, said of a row, or of the only one that was due on that day; 改成 12月16日."""
        those, rest = of_old_day(text, self._rows, self._context.campaign, self._context.rules.zone)
        if not rest:
            said = words.CHANGES.match(text)  # Sun Li is on leave from Monday: no day of hers
            return self._change(index, text, line) if index is not None and said and said[0].strip() != "is" else []
        meant = those[0] if index is None and len(those) == 1 else index
        return self._change(meant, rest, line) if meant in those and meant is not None else []

    def _numbered(self, text: str, line: Line) -> Changed:
        found = words.NUMBERED.fullmatch(text)
        if found is None or words.NO_NUMBER.match(text):
            return []
        number = read_number(found["n"]) or 0
        index = self._index(number)
        named = self._named(found["rest"], line) if found["mark"] else []
        if any(i != index for i, _ in named):
            return named  # 2）延迟限制推到2月1日 counts the changes
        if index is None:
            item = self._items.read(found["rest"], place=line.place, number=number)
            return [(self._titled_row(item.row.title), item.row)] if found["mark"] and item.sure else []
        if found["mark"] and any(
            row.title and found["rest"].startswith(row.title) for n, row in enumerate(self._rows) if n != index
        ):
            return self.read(found["rest"], line)  # 1、华南升级由…
        field = self._known_field(found["rest"]) or (
            found["mark"] and words.spoken_field(replace(line, text=found["rest"]), self._fields)
        )
        if field and not self._same_node(index, found["rest"], line):
            return []
        return self._change(index, found["rest"], line)

    def _titled(self, text: str, line: Line) -> Changed:
        text = words.ACCORDINGLY.sub("", text)
        smooth = fold(text)
        titles = sorted(range(len(self._rows)), key=lambda i: -len(self._rows[i].title))
        for index in titles:
            title = fold(self._rows[index].title)
            if title and smooth.startswith(title) and len(text) > len(self._rows[index].title):
                rest = words.THAT_ROW.sub("", text[len(self._rows[index].title) :], count=1).strip(" \t\u3000:：，,-—")
                same = [i for i in titles if fold(self._rows[i].title) == title]
                meant = one_of(same, self._rows, self._context.campaign)
                return self._change(meant, rest, line) if rest and meant is not None else []
        if changes := re.match(rf"([^\d，,；;：:]{{2,12}}?)(?:\s*{words.CHANGE}|{PUT_OFF})", text):  # 总结改到12月30日
            name = words.OF_CELL.sub("", changes[1])  # 总结的负责人换成许诺
            if len(same := [i for i, row in enumerate(self._rows) if self._alike(name, row.title)]) == 1:
                return self._change(same[0], text[len(name) :], line)
        item = self._items.read(text, place=line.place)
        if item.dated and find_version_rules(text):
            return []  # 限制：2.9 及以下，12月21日起 is what is restricted, and no due time of the node 版本限制
        same = [i for i, row in enumerate(self._rows) if self._alike(item.row.title, row.title)] if item.dated else []
        return self._change(same[0], text, line) if len(same) == 1 and not item.owned else []

    def _delayed(self, text: str, line: Line) -> Changed:
        """海外延迟到2月5日 of the one node that ends a delay, its department's or, where there is no other, anybody's."""
        found = words.DELAYED_FOR.fullmatch(text)
        own = (r.title for r in self._rows if r.title and not r.node.startswith(("delay", "restrict")))
        if found is None or any(found["scope"].startswith(t) or self._alike(found["scope"], t) for t in own):
            return []  # 版本获取延到12月10日
        keys = [node_keys(row.title, self._kinds).values() for row in self._rows]
        delays = [i for i, row in enumerate(self._rows) if "delay" in keys[i] or row.node.startswith("delay")]
        return self._change(delays[0], found["due"], line) if len(delays) == 1 else []

    def _called_shortly(self, text: str, line: Line) -> Changed:
        """灰度是华东的王伟, 全量就是12月11日: the beginning of one title, said to be something and nothing more."""
        text = words.ACCORDINGLY.sub("", text)  # 华南全量相应提前到 12月8日
        begun = [shared(fold(text), fold(row.title)) for row in self._rows]
        longest = max(begun, default=0)
        if longest < _SHORTEST or begun.count(longest) > 1 or self._fields.key(text[:longest]):
            return []
        rest = words.ROW_OF.sub(
            "", text[longest:].removeprefix("节点").removeprefix("升级"), count=1
        )  # 西南那行延到…, 西南的完成时间改到…
        rest = words.ITS_OWNER.sub("", rest)  # 灰度负责人改成孙丽
        said = words.IS.match(rest) or words.CHANGES.match(rest)
        if said is None:
            return []
        left = of_department(rest[said.end() :], self._directory)
        row = self._items.read(smoothed(left, self._labels), place=line.place).row
        for key in _CELLS:
            for part in re.split(r"[\s()（）]+", row.text(key)):
                left = left.replace(part, "") if part else left
        return (
            []
            if words.SAYS_MORE.search(words.KNOWN_WORDS.sub(" ", left))
            else self._change(begun.index(longest), rest[said.end() :], line)
        )

    def _alike(self, one: str, other: str) -> bool:
        """Whether two titles name one standard node: 总结 and 最终确定."""
        keys, others = node_keys(one, self._kinds), node_keys(other, self._kinds)
        return is_node_name(one, self._kinds) and any(others.get(kind) == key for kind, key in keys.items())

    def _index(self, number: int) -> int | None:
        """The row of a number: its own, or that which the fault's item of this number is about, None where these are two; else
        the n-th."""
        own = [i for i, row in enumerate(self._rows) if row.number == number]
        if 0 < number <= len(self._asked):
            asked = self._asked[number - 1]
            return asked if not own or own == [asked] else own[0] if own[0] not in self._asked else None
        if len(own) == 1:
            return own[0]
        return number - 1 if 0 < number <= len(self._rows) and not any(row.number for row in self._rows) else None

    def _titled_row(self, title: str) -> int | None:
        same = [i for i, row in enumerate(self._rows) if fold(row.title) == fold(title)]
        return same[0] if len(same) == 1 else None

    def _known_field(self, rest: str) -> bool:
        """`1. 产品：星桥` is a numbered field."""
        _, said = split_labels(rest, self._fields)
        return bool(said) and not self._labels.key(rest.split("：")[0].split(":")[0])

    def _same_node(self, index: int, rest: str, line: Line) -> bool:
        """Whether a numbered line words its row anew: 3. 版本限制 韩冰 12月18日 is no field 版本限制."""
        item = self._items.read(rest, place=line.place)
        return item.sure and fold(item.row.title) == fold(self._rows[index].title)

    def _change(self, index: int, rest: str, line: Line) -> Changed:
        """What a row's line changes in it; [] where it says something that is no change."""
        row = self._rows[index]
        if words.DROP.fullmatch(rest.strip()):
            return [(index, self.drop(line))]
        if renamed := words.TITLE_LABEL.fullmatch(rest.strip()):
            texts = {"title": renamed["title"].strip()}
        else:
            if (put := put_off(rest, row.node, self._context)) is None:
                return []
            rest = put or rest
            nodes = self._context.campaign.nodes if self._context.campaign else ()
            due = next((one.due for one in nodes if one.key == row.node), None)
            if due is not None and rest.isascii():  # until the 15th
                day, later = due.astimezone(self._context.rules.zone), words.LATER.search(rest)
                rest = with_month(rest, day.date(), self._readers.dates(day if later else self._context.mailed))
            item = self._items.read(smoothed(of_department(rest, self._directory), self._labels), place=line.place)
            texts = {k: v for k, v in item.row.texts.items() if v and k in _CELLS}
            said = item.row.title
            if item.row.text("state") or not texts:
                return []
            alike = self._alike(said, row.title)
            if said and not alike and fold(said) not in fold(row.title) and fold(row.title) not in fold(said):
                if not (item.sure and is_node_name(said, self._kinds)):
                    return []
                other = self._titled_row(said)
                texts["title"] = said
                index = other if other is not None else index
        places = dict.fromkeys(texts, line.place)
        changed = Row(texts=texts, places=places, node=self._rows[index].node, mailed=self._context.mailed)
        return [(index, replace(changed, place=line.place, whole=line.text.strip()))]

    def _dropped(self, text: str, line: Line) -> Changed:
        found = words.DROP_FIRST.fullmatch(text)
        if found is None:
            return []
        number = re.fullmatch(r"第?\s*(\d{1,3})\s*(?:行|项|号|条)?", found["title"].strip(" 。."))
        index = self._index(int(number[1])) if number else self._titled_row(found["title"].strip(" 。."))
        return [(index, self.drop(line))] if index is not None else []

    def drop(self, line: Line) -> Row:
        return Row(texts={}, mailed=self._context.mailed, place=line.place, whole=line.text, drop=True)
