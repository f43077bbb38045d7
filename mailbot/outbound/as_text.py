"""as_text: a mail's content as plain text, columns aligned by the width that letters have on a screen."""

import unicodedata
from typing import Literal

from mailbot.outbound.blocks import (
    Block,
    Button,
    Buttons,
    Copy,
    Inline,
    Items,
    Para,
    Quote,
    Rows,
    Span,
    Table,
)
from mailbot.outbound.spacing import tidy

MOST_ROWS = 2000
_WIDEST = 44  # columns beyond which a value no longer pushes the others to the right
_BAR = 10


def as_text(blocks: tuple[Block, ...], language: Literal["zh", "en"], label: str) -> str:
    """The text, lines separated by `\\n`, the confidentiality label last."""
    parts: list[str] = []
    heading = ""
    for block in blocks:
        text = _block(block, language)
        if isinstance(block, Para) and block.kind == "h":
            heading = text
        elif text:
            # A heading stands right above what it heads.
            parts.append(f"{heading}\n{text}" if heading else text)
            heading = ""
    return "\n\n".join([*parts, label]).strip("\n") + "\n"


def width(text: str) -> int:
    """Columns on a screen: Chinese letters take two."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def pad(text: str, columns: int) -> str:
    return text + " " * max(0, columns - width(text))


def _block(block: Block, language: Literal["zh", "en"]) -> str:
    if isinstance(block, Para):
        text = inline(block.spans)
        return f"{'!' if language == 'en' else '！'} {text}" if block.kind == "warn" else text
    if isinstance(block, Rows):
        return _rows(block)
    if isinstance(block, Items):
        return _items(block)
    if isinstance(block, Table):
        return _table(block, language)
    if isinstance(block, Quote):
        return "\n".join(f"> {line}".rstrip() for line in block.text.splitlines())
    if isinstance(block, Copy):
        # Nothing stands before the lines, so that they can be copied as they are.
        edge = "-" * 40
        return f"{edge}\n{block.text}\n{edge}"
    if isinstance(block, Buttons):
        return "\n".join(_button(b, language) for b in block.buttons if not b.optional)
    return ""


def inline(spans: Inline) -> str:
    """The spans as words; a break begins a new line, a link shows its address, a note an arrow."""
    return "".join(_span(s) for s in spans)


def _span(span: Span) -> str:
    if span.style == "break":
        return "\n"
    if span.style == "link" and span.href and span.href != span.text:
        return f"{span.text} {span.href}"
    if span.style == "note":
        return f"← {span.text.strip()}"
    if span.style == "pill":
        return f"[{span.text}]"
    return span.text


def _rows(block: Rows) -> str:
    names = max((width(name) for name, _ in block.rows), default=0)
    values = [_without_notes(spans) for _, spans in block.rows]
    columns = max((width(v) for v in values if width(v) <= _WIDEST), default=0)
    lines = []
    for (name, spans), value in zip(block.rows, values, strict=True):
        head = f"  {pad(name, names)}  " if names else "  "
        body = value.replace("\n", "\n" + " " * width(head))
        note = _notes(spans)
        lines.append(f"{head}{pad(body, columns)}    {note}" if note else f"{head}{body}".rstrip())
    return "\n".join(lines)


def _without_notes(spans: Inline) -> str:
    return inline(tuple(s for s in spans if s.style != "note")).strip()


def _notes(spans: Inline) -> str:
    words = "；".join(s.text.strip() for s in spans if s.style == "note")
    return f"← {words}" if words else ""


def _items(block: Items) -> str:
    numbers = max((width(i.n) for i in block.items), default=0)
    return "\n".join(_item(i.n if i.n else "·", inline(i.spans), max(numbers, 1)) for i in block.items)


def _item(n: str, text: str, columns: int) -> str:
    lines = text.split("\n")
    indent = " " * (columns + 3)
    return "\n".join([f"  {pad(n, columns)} {lines[0]}", *(f"{indent}{line}".rstrip() for line in lines[1:])])


def _table(block: Table, language: Literal["zh", "en"]) -> str:
    rows = block.rows[:MOST_ROWS]
    count = max(len(r) for r in rows)
    head = [inline(c.spans) for c in block.head] if any(c.spans for c in block.head) else []
    texts = [head] if head else []
    texts += [[_cell(c.spans, c.bar) for c in row] for row in rows]
    columns = [
        max((width(row[i]) for row in texts if i < len(row) and width(row[i]) <= _WIDEST), default=0)
        for i in range(count)
    ]
    rights = [any(i < len(row) and row[i].right for row in rows) for i in range(count)]
    lines = []
    for row in texts:
        cells = [
            " " * max(0, columns[i] - width(text)) + text if rights[i] else pad(text, columns[i])
            for i, text in enumerate(row)
        ]
        lines.append(("  " + "  ".join(cells)).rstrip())
    lines = _noted(lines, [""] * bool(head) + [_notes(tuple(s for c in row for s in c.spans)) for row in rows])
    if len(block.rows) > len(rows):
        lines.append(more(len(block.rows) - len(rows), language))
    return "\n".join(lines)


def _noted(lines: list[str], notes: list[str]) -> list[str]:
    """The lines with their notes in a column of their own."""
    columns = max((width(line) for line in lines if width(line) <= 2 * _WIDEST), default=0)
    return [f"{pad(line, columns)}    {note}" if note else line for line, note in zip(lines, notes, strict=True)]


def _cell(spans: Inline, bar: float | None) -> str:
    kept = tuple(Span(" ") if s.style == "break" else s for s in spans if s.style != "note")
    text = inline(tidy(kept))
    if bar is None:
        return text
    full = round(bar * _BAR)
    return f"{'█' * full}{'░' * (_BAR - full)} {text}".rstrip()


def _button(button: Button, language: Literal["zh", "en"]) -> str:
    label, reply = button.label, button.reply
    if button.subject or "\n" in reply:
        return f"[{label}]\n" + "\n".join(f"    {line}".rstrip() for line in whole(button, language).splitlines())
    return f"  [{label}]  回复“{reply}”" if language == "zh" else f'  [{label}]  reply "{reply}"'


def whole(button: Button, language: Literal["zh", "en"]) -> str:
    """What a button writes, to be copied: its subject too, where it begins a new mail."""
    head = ("主题：" if language == "zh" else "Subject: ") + button.subject + "\n" if button.subject else ""
    return head + button.reply


def more(count: int, language: Literal["zh", "en"]) -> str:
    """What stands in place of the rows that are left out."""
    return f"  …… 另有 {count} 行" if language == "zh" else f"  … {count} more rows"
