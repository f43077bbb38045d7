"""Settings as YAML has them set whole names; a plan's own fields below a name are none (SPEC 1 扩展参数)."""

import pytest

from tests.inbound.forms.plan_mails import brief, read

_SUBJECT = "【计划】门店助手扩展参数下发"
_NODE = "\n参数下发 孙丽 12月8日"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("parameters:\n  upload.interval: 30\n  upload.retry: 5", ["upload.interval=30", "upload.retry=5"]),
        ("upload:\n  interval: 30\n  retry: 5", ["upload.interval=30", "upload.retry=5"]),
        ("parameters:\n  upload:\n    interval: 30\n    retry: 5", ["upload.interval=30", "upload.retry=5"]),
        ("upload:\n  interval: 30\nlog:\n  level: warn\n  file:\n    max: 5", ["upload.interval=30", "log.level=warn", "log.file.max=5"]),
    ],
)
def test_a_setting_below_a_group_has_its_name(text: str, expected: list[str]) -> None:
    assert [f"{one['name']}={one['value']}" for one in read(_SUBJECT, text + _NODE).fields["parameters"]] == expected


def test_a_nodes_own_fields_below_its_name_are_no_settings() -> None:
    understood = read(_SUBJECT, "upload.interval=5\nrollout:\n  owner: Sun Li\n  due: Dec 8")
    assert brief(understood) == [("rollout", "sunli", (), "12-08 18:00")]


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("区域：华东\n华南", ["华东", "华南"]),
        ("区域：华东\n     华南\n     海外\n数量：500台", ["华东", "华南", "海外"]),
        ("区域：华东\n华南 周航 12月8日", ["华东"]),
        ("区域：华东\n\n华南", ["华东"]),
    ],
)
def test_regions_go_on_in_the_lines_right_below(text: str, regions: list[str]) -> None:
    assert read("【计划】星桥服务端 8.2.1 在线升级", f"{text}\n升级 孙丽 12月8日").fields["regions"] == regions
