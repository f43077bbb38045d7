"""What the default rules promise (SPEC 1, 3, 9): the tables of the specification, read off the files."""

import pytest

from mailbot.rulebook.folding import fold
from mailbot.rulebook.load import default_folder, load_rules
from mailbot.rulebook.rules import Rules
from mailbot.rulebook.shapes import MANAGERS, Role


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules([default_folder()])


@pytest.mark.parametrize(
    ("kind", "code", "nodes"),
    [
        ("server_upgrade", "SU", "build fix test report release obtain rollout restrict finalize"),
        ("client_restriction", "CR", "build fix test report release obtain restrict delay finalize"),
        ("component_upgrade", "CU", "build fix test report release obtain rollout finalize"),
        ("parameter_rollout", "PR", "build fix test report release rollout finalize"),
    ],
)
def test_a_kind_has_the_nodes_of_the_table(rules: Rules, kind: str, code: str, nodes: str) -> None:
    found = rules.kinds[kind]
    assert (found.code, " ".join(node.key for node in found.node)) == (code, nodes)


@pytest.mark.parametrize(
    ("kind", "node", "department", "evidence", "optional"),
    [
        ("server_upgrade", "build", "研发部", "version", True),
        ("server_upgrade", "fix", "研发部", "defects", True),
        ("server_upgrade", "test", "测试部", "tests", True),
        ("server_upgrade", "report", "测试部", "attachments", True),
        ("server_upgrade", "release", "测试部", "version", True),
        ("server_upgrade", "obtain", None, "none", True),
        ("server_upgrade", "rollout", None, "counts", False),
        ("server_upgrade", "restrict", "技术部", "restriction", False),
        ("server_upgrade", "finalize", "产品部", "summary", False),
        ("client_restriction", "restrict", None, "restriction", False),
        ("client_restriction", "delay", None, "delay", True),
        ("component_upgrade", "rollout", None, "counts", False),
        ("parameter_rollout", "rollout", None, "counts", False),
    ],
)
def test_a_node_is_of_its_department_and_closed_by_its_evidence(
    rules: Rules, kind: str, node: str, department: str | None, evidence: str, optional: bool
) -> None:
    found = rules.kinds[kind].node_of(node)
    assert found is not None
    assert (found.department, found.evidence, found.optional) == (department, evidence, optional)


def test_only_a_build_is_gated_by_defects(rules: Rules) -> None:
    gated = {(kind.key, node.key) for kind in rules.kinds.values() for node in kind.node if node.gate == "defects"}
    assert gated == {(kind, "build") for kind in rules.kinds}


def test_a_second_node_of_one_key_is_the_same_standard_node(rules: Rules) -> None:
    kind = rules.kinds["server_upgrade"]
    assert kind.node_of("rollout-2") is kind.node_of("rollout")


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("PLAN", "计划 方案 策略"),
        ("ISSUE", "问题 缺陷 BUG"),
        ("RESULT", "结果 处理结果 完成 进度 总结"),
        ("QUERY", "查询"),
        ("HELP", "帮助 模板"),
        ("UNDO", "撤销"),
    ],
)
def test_a_tag_has_the_synonyms_of_the_specification(rules: Rules, tag: str, words: str) -> None:
    found = next(t for t in rules.tags.tag if t.key == tag)
    assert set(words.split()) <= set(found.synonyms)


@pytest.mark.parametrize(
    ("word", "meaning"),
    [("缺陷", "defect"), ("BUG", "defect"), ("处理结果", "handling_result"), ("进度", "progress"), ("总结", "summary")],
)
def test_a_special_word_says_more_than_its_tag(rules: Rules, word: str, meaning: str) -> None:
    assert [tag.special[word] for tag in rules.tags.tag if word in tag.special] == [meaning]


@pytest.mark.parametrize("prefix", ["Re", "Fwd", "回复", "答复", "转发", "回覆", "轉寄"])
def test_the_prefixes_of_the_specification_are_looked_through(rules: Rules, prefix: str) -> None:
    known = {fold(word) for word in (*rules.tags.reply_prefixes, *rules.tags.forward_prefixes)}
    assert fold(prefix) in known


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("quantity", "数量范围 数量"),
        ("regions", "区域范围 区域"),
        ("valid", "有效时间 有效期"),
        ("guidance", "指导意见"),
        ("restrictions", "版本限制"),
        ("delayed", "延迟限制 版本延迟限制"),
        ("kind", "策略类型 类型"),
        ("pm", "产品经理"),
        ("tech_manager", "技术经理"),
        ("test_manager", "测试经理"),
        ("dev_manager", "研发经理"),
        ("status", "状态"),
        ("waiver", "放行"),
        ("hand_over", "移交"),
        ("until", "延期至 延期到"),
        ("t_day", "T日 T"),
        ("progress", "进度"),
        ("result", "处理结果"),
        ("symptom", "现象"),
        ("version", "版本"),
        ("target_coverage", "目标覆盖率"),
    ],
)
def test_a_field_is_called_by_the_users_own_words(rules: Rules, key: str, words: str) -> None:
    found = next(field for field in rules.fields.field if field.key == key)
    assert {fold(word) for word in words.split()} <= {fold(name) for name in found.names}


@pytest.mark.parametrize(
    ("severity", "respond", "resolve"), [("严重", "4h", "1d"), ("一般", "1d", "3d"), ("轻微", "2d", "5d")]
)
def test_the_times_of_a_severity(rules: Rules, severity: str, respond: str, resolve: str) -> None:
    found = rules.severity(severity)
    assert (found.respond, found.resolve, found.at_once) == (respond, resolve, severity == "严重")


def test_the_ladder_of_a_node(rules: Rules) -> None:
    ladder = [(s.days, " ".join(s.to)) for s in rules.reminders.step if s.item == "node"]
    assert ladder == [(-1, "owner"), (0, "owner"), (1, "owner contact"), (3, "pm"), (5, "manager"), (8, "lead")]


def test_a_summary_is_reminded_of_by_the_ladder_of_a_node(rules: Rules) -> None:
    steps = {item: [(s.days, s.to) for s in rules.reminders.step if s.item == item] for item in ("node", "summary")}
    assert steps["summary"] == steps["node"]


@pytest.mark.parametrize("item", ["confirmation", "postponement"])
def test_what_waits_for_an_answer_is_reminded_of_from_the_next_working_day(rules: Rules, item: str) -> None:
    assert min(s.days for s in rules.reminders.step if s.item == item) == 1


@pytest.mark.parametrize(
    ("act", "who"),
    [
        ("issue", "anyone"),
        ("decision", "pm"),
        ("waiver", "pm"),
        ("handover", "lead admin"),
        ("handling_result", "manager"),
        ("reopening", "raiser pm other_pm"),
        ("node_result", "owner node_department pm other_pm"),
        ("revision", "pm other_pm"),
        ("query", "part"),
    ],
)
def test_a_right_is_whose_the_specification_says(rules: Rules, act: str, who: str) -> None:
    assert " ".join(rules.rights.may(act)) == who


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("confirm", "同意 确认 没问题 无异议 OK"),
        ("object", "反对 不同意 有异议"),
        ("done", "已完成 完成了 做完了 搞定 done"),
        ("not_done", "未完成 还没完成 没做完 尚未"),
        ("failed", "测试不通过 失败"),
        ("all_done", "全部完成"),
        ("acknowledge", "收到 我来处理 在看"),
        ("ask_raiser", "请补充"),
        ("reopen", "未解决 没解决 又出现了"),
        ("close", "验证通过 确认解决 已验证"),
        ("handled", "处理结果 已修复 已解决"),
        ("start", "启动"),
        ("waive", "放行"),
        ("cancel", "取消"),
        ("pause", "暂停"),
        ("resume", "恢复"),
        ("publish", "发布"),
        ("thanks", "谢谢"),
        ("rest", "其余"),
        ("neutral", "请确认 无法启动"),
    ],
)
def test_a_reply_is_understood_in_the_users_own_words(rules: Rules, said: str, words: str) -> None:
    assert {fold(word) for word in words.split()} <= {fold(word) for word in getattr(rules.phrases, said)}


def test_every_role_that_the_process_needs_is_held_by_somebody_invented(rules: Rules) -> None:
    for role in (Role.PM, Role.LEAD, Role.ADMIN, Role.BUSINESS, *MANAGERS):
        assert rules.directory.with_role(role), role
    assert {address.rpartition("@")[2] for p in rules.directory.people for address in p.addresses} == {"corp.example"}


@pytest.mark.parametrize("name", ["华东业务部", "华南业务部", "海外业务部"])
def test_business_departments_are_known_by_their_contacts(rules: Rules, name: str) -> None:
    assert rules.directory.is_business(name)


def test_people_are_named_in_people_toml_alone(rules: Rules) -> None:
    names = {p.name for p in rules.directory.people}
    for path in default_folder().rglob("*.toml"):
        if path.name != "people.toml":
            text = path.read_text(encoding="utf-8")
            assert [name for name in names if name in text] == [], path.name
