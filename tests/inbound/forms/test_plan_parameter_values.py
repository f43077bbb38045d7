"""Where a parameter's value ends: what the line says behind it is the sentence's (SPEC 1 扩展参数)."""

import pytest

from tests.inbound.forms.plan_mails import read

_SUBJECT = "【计划】扩展参数下发"
_NODE = "\n参数下发 孙丽 12月7日"


def parameters(text: str) -> list[tuple[str, str]]:
    return [(one["name"], one["value"]) for one in read(_SUBJECT, text).fields.get("parameters", [])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("upload.retry = 4. Roll-out: Sun Li by Dec 7.", [("upload.retry", "4")]),
        ("upload.retry = 4. Sun Li will roll it out by Dec 7.", [("upload.retry", "4")]),
        ("upload.retry = 4 and upload.timeout = 45. Sun Li will roll them out by Dec 7.", [("upload.retry", "4"), ("upload.timeout", "45")]),
        ("We set upload.retry = 4 and upload.timeout = 45.\nSun Li will roll them out by Dec 7.", [("upload.retry", "4"), ("upload.timeout", "45")]),
        ("upload.retry=4, Sun Li rolls it out by Dec 7", [("upload.retry", "4")]),
        ("upload.mode = fast. Sun Li will roll it out by Dec 7.", [("upload.mode", "fast")]),
        ("upload.mode=fast by Dec 7, Sun Li" + _NODE, [("upload.mode", "fast")]),
        ("参数 upload.retry = 3 用于星桥服务端。孙丽12月7日下发。", [("upload.retry", "3")]),
        ("upload.retry=4，孙丽12月7日前完成下发", [("upload.retry", "4")]),
        ("upload.retry=4 孙丽12月7日前完成下发", [("upload.retry", "4")]),
        ("upload.mode=fast 孙丽12月7日前完成下发", [("upload.mode", "fast")]),
        ("a.b=3 和 c.d=4 给华东的门店，孙丽12月7日前下发。", [("a.b", "3"), ("c.d", "4")]),
        ("把 a.b 改成 3，c.d 从 5 调到 4，孙丽12月7日前下发。", [("a.b", "3"), ("c.d", "4")]),
        ("研发建议把日志级别log_level改成3，并把log_keep_days设为14。" + _NODE, [("log_level", "3"), ("log_keep_days", "14")]),
        ("建议把sync.interval从15调到45，retry.limit也从3放到6。" + _NODE, [("sync.interval", "45"), ("retry.limit", "6")]),
        ("heartbeat.interval 麻烦帮忙改成60，华东全部门店。" + _NODE, [("heartbeat.interval", "60")]),
        ("upload.batch 这次统一改为 200（原来是 50，太碎了）。" + _NODE, [("upload.batch", "200")]),
        ("heartbeat.interval 也许改成60，下周再定。" + _NODE, []),
        # a value of several words is one
        ("cron = 0 0 * * *" + _NODE, [("cron", "0 0 * * *")]),
        ("hosts = a.example, b.example" + _NODE, [("hosts", "a.example, b.example")]),
        ("retry.delays = 1, 2, 5" + _NODE, [("retry.delays", "1, 2, 5")]),
        ("window = 02:00 - 04:00" + _NODE, [("window", "02:00 - 04:00")]),
        ("sync.at = 2026-12-01 08:00" + _NODE, [("sync.at", "2026-12-01 08:00")]),
        ("greeting = Hello, World" + _NODE, [("greeting", "Hello, World")]),
        ("banner = 欢迎使用 新版本" + _NODE, [("banner", "欢迎使用 新版本")]),
        ("label = A 区" + _NODE, [("label", "A 区")]),
        ("rate.limit = 10 per second" + _NODE, [("rate.limit", "10 per second")]),
        ("cache.max = 5 MB" + _NODE, [("cache.max", "5 MB")]),
        ("heartbeat.interval = 30 秒" + _NODE, [("heartbeat.interval", "30 秒")]),
        ("server = https://up.corp.example/v2" + _NODE, [("server", "https://up.corp.example/v2")]),
        ("log.keep 改成 30 的话，要先扩容。" + _NODE, []),
    ],
)
def test_a_parameters_value_ends_before_what_the_line_says_besides(text: str, expected: list[tuple[str, str]]) -> None:
    assert parameters(text) == expected


def test_parameters_say_the_kind_wherever_a_line_sets_them() -> None:
    assert read("[PLAN] Parameters for StarBridge Server", "upload.retry = 4. Roll-out: Sun Li by Dec 7.").fields["kind"] == "parameter_rollout"
