"""What a mail says reaches a terminal as words: no escape sequence, no turned writing direction (SPEC 6)."""

import pytest
from working_folder import PLAN, Terminal, mail

EVIL = "\x1b[31m红\x1b]0;pwned\x07 <script>alert(1)</script> {{ 7*7 }} \u202egpj.exe\x9b2J"


@pytest.fixture
def attacked(terminal: Terminal) -> Terminal:
    """A plan, an issue and a faulty mail with hostile words in title, product, text and unknown names."""
    plan = PLAN.replace("产品：星桥服务端", f"产品：星桥{EVIL}").replace("灰度升级", f"灰度{EVIL}升级")
    terminal.file("plan.eml", mail(f"【计划】星桥服务端8.2.1在线升级 {EVIL[1:40]}", plan))
    terminal.file("issue.eml", mail(f"【问题】SU-2026-0001 {EVIL[1:60]}", f"现象：{EVIL}", id="2"))
    terminal.file("fault.eml", mail("【计划】星桥服务端8.3在线升级", PLAN.replace("孙丽", f"孙{EVIL}"), id="3"))
    terminal.file("stranger.eml", mail(f"hello {EVIL[1:30]}", EVIL, id="4", proven=False))
    for name in ("plan", "issue", "fault", "stranger"):
        terminal.run("ingest", terminal.folder / f"{name}.eml", "--now", "2026-11-30T10:00")
    return terminal


@pytest.mark.parametrize(
    "arguments",
    [
        ("status",), ("show", "SU-2026-0001"), ("outbox",), ("quarantine", "list"), ("quarantine", "show", "4"), ("explain", "plan.eml"),
        ("explain", "issue.eml"), ("explain", "fault.eml"), ("digest", "--preview", "--now", "2026-12-14T09:00"),
        ("rehearse", "SU-2026-0001", "--until", "2026-12-20", "--now", "2026-11-30T12:00"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_no_mail_writes_to_the_terminal_itself(attacked: Terminal, arguments: tuple[str, ...]) -> None:
    shown = attacked.run(*(attacked.folder / a if a.endswith(".eml") else a for a in arguments), ok=False).output
    assert [c for c in shown if c in "\x1b\x07\x9b\u202e" or (ord(c) < 32 and c not in "\n\t\r")] == []
