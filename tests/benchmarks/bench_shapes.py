"""Reading what nobody writes by hand: a megabyte of one piece over and over, as a plan, as text and as HTML, and as a reply, an
issue and a result of its campaign; CPU of the whole explanation, the slowest of all pieces by kind (wanted: about a second), and what each costs above half of it.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

from bench_commands import MAIL
from bench_reading import seconds
from click.testing import CliRunner

from mailbot.app import open_house
from mailbot.cli import cli
from mailbot.considering.explanation import explanation
from mailbot.house import House

NOW = datetime(2026, 12, 2, 2, tzinfo=UTC)
SIZE = 1_000_000
PIECES = (
    *(" ", "\u3000", "\n", " \n", "7", "十", "a", "升", "😀", "a ", "a\n"),
    *("(", "（", "()", "【】", "，", "、", "；", "：", ".", "。", "-", "*", ">", '"', "“”", "|", "/", "_", "<a>"),
    *("> a\n", "|a|b|\n", "a\tb\n", "-----\n", "-- \n", "# 背景\n", "一、背景\n", "On Mon, Sun Li wrote:\n", "发件人: 陈静\n"),
    *("12月3日 ", "12月3日-", "下周五 ", "T+1 ", "320/500 ", "8.2.1 ", "8.0及以下、"),
    *("孙丽、", "孙丽\n", "华东、", "区域：华东、华南\n", "备注：好\n", "a.b = 1\n", "http://a.example/b "),
    *("灰度升级 孙丽 12月3日\n", "1. 灰度升级 孙丽 12月3日\n", "孙丽12月3日前完成灰度升级。", "今天大家都认为要慢慢来。\n", "the customer said so. "),
    *("1 完成，", "1 完成\n", "除了1，"),
)
KINDS: dict[str, tuple[str, str, str]] = {  # kind → subject, what stands before the pieces, what behind
    "plan": ("【计划】星桥服务端8.2.1在线升级及版本限制", "产品：星桥服务端\n版本：8.2.1\n", "\n全量升级 孙丽 12月11日\n"),
    "page": ("【计划】星桥服务端8.2.1在线升级及版本限制", "产品：星桥服务端\n版本：8.2.1\n", "\n全量升级 孙丽 12月11日\n"),
    "reply": ("Re: 星桥服务端 [SU-2026-0001]", "1 完成，", "其余延期到12月20日"),
    "issue": ("【问题】SU-2026-0001 白屏", "现象：登录白屏\n", "严重"),
    "result": ("【结果】SU-2026-0001 全量升级", "全量升级", "已完成"),
}


def mail(kind: str, piece: str) -> bytes:
    subject, before, behind = KINDS[kind]
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "chenjing@corp.example", "strategy@corp.example", subject
    made["Date"], made["Message-ID"] = "Wed, 02 Dec 2026 10:00:00 +0800", "<1@mail.corp.example>"
    text = before + piece * (SIZE // len(piece.encode())) + behind
    if kind == "page":
        made.set_content(f"<html><body><p>{text.replace(chr(10), '<br>')}</p></body></html>", subtype="html", cte="base64")
    else:
        made.set_content(text, cte="base64")
    return made.as_bytes()


def house_with_a_plan(folder: Path) -> House:
    CliRunner().invoke(cli, ["init", str(folder)], catch_exceptions=False)
    company = folder / "rules" / "company.toml"
    company.write_text(company.read_text(encoding="utf-8").replace('policy = "authentication-results"', 'policy = "none"'), encoding="utf-8")
    (folder / "plan.eml").write_text(MAIL, encoding="utf-8")
    CliRunner().invoke(cli, ["--folder", str(folder), "ingest", str(folder / "plan.eml"), "--now", "2026-12-02T10:00"], catch_exceptions=False)
    return open_house(folder, read_only=True)


def test_shapes(tmp_path: Path, tell: Callable[[str], None]) -> None:
    house = house_with_a_plan(tmp_path / "bot")
    for kind in KINDS:
        explanation(mail(kind, "好\n"), house, NOW)  # what is compiled and imported at its first use
        took = {piece: seconds(lambda: explanation(octets, house, NOW), runs=1) for piece in PIECES if (octets := mail(kind, piece))}
        slow = sorted(took, key=lambda piece: -took[piece])
        named = ", ".join(f"{piece!r} {took[piece]:.2f}" for piece in slow[:5])
        tell(f"1 MB of one piece, as {kind:7}: the slowest of {len(took)} {took[slow[0]]:.2f} s ({named})")
