"""The smallest rules that are right: an invented company of four people, short enough to count lines in.

`minimal()` gives a fresh copy, name → text, to be spoilt by a test.
"""

from mailbot.rulebook.checks.words import COLUMN_KEYS, FIELD_KEYS
from mailbot.rulebook.shapes import ACTS, Phrases

COMPANY = """\
[company]
name = "示例软件"
domains = ["corp.example"]
timezone = "Asia/Shanghai"
hours = ["09:00", "18:00"]
lunch = ["12:00", "13:00"]
label = "商密"
bot = "strategy@corp.example"
language = "zh"
lists = ["pm-all@corp.example"]

[identity]
policy = "authentication-results"
authserv_ids = ["mx.corp.example"]
internal = []
"""

PEOPLE = """\
[[person]]
name = "陈静"
addresses = ["chenjing@corp.example", "jing.chen@corp.example"]
department = "产品部"
roles = ["pm"]
manager = "zhaolei@corp.example"
language = "zh"

[[person]]
name = "赵磊"
addresses = ["zhaolei@corp.example"]
department = "产品部"
roles = ["lead", "admin"]

[[person]]
name = "孙丽"
addresses = ["sunli@corp.example"]
department = "华东"
roles = ["business"]
assistants = ["lixiang@corp.example"]

[[person]]
name = "李想"
addresses = ["lixiang@corp.example"]
department = "华东业务部"
away = [{from = 2026-12-21, until = 2026-12-25, deputy = "sunli@corp.example"}]

[[department]]
name = "华东业务部"
aliases = ["华东"]
contacts = ["sunli@corp.example"]
mailboxes = ["east@corp.example"]
"""

TAGS = """\
reply_prefixes = ["Re", "回复"]
forward_prefixes = ["Fwd", "转发"]
dry_run = ["?", "预检"]

[[tag]]
key = "PLAN"
synonyms = ["计划", "方案"]

[[tag]]
key = "ISSUE"
synonyms = ["问题"]
special = {"缺陷" = "defect"}

[[tag]]
key = "RESULT"
synonyms = ["结果"]

[[tag]]
key = "QUERY"
synonyms = ["查询"]

[[tag]]
key = "HELP"
synonyms = ["帮助"]

[[tag]]
key = "UNDO"
synonyms = ["撤销"]
"""

SEVERITIES = """\
default = "一般"

[[severity]]
name = "严重"
title = {zh = "严重", en = "Severe"}
names = ["致命"]
respond = "4h"
resolve = "1d"
at_once = true

[[severity]]
name = "一般"
title = {zh = "一般", en = "Normal"}
respond = "1d"
resolve = "3d"
"""

REMINDERS = """\
[[step]]
item = "node"
name = "today"
days = 0
to = ["owner"]

[[step]]
item = "node"
name = "overdue_1"
days = 1
to = ["owner", "contact"]
"""

CALENDAR = """\
[[year]]
year = 2026

[[year.holiday]]
name = "国庆节"
from = 2026-10-01
until = 2026-10-07
make_up = [2026-09-20, 2026-10-10]

[[override]]
day = 2026-12-31
off = true
name = "年会"
department = "华东业务部"
"""

KIND = """\
key = "server_upgrade"
code = "SU"
name = {zh = "服务端升级", en = "Server upgrade"}
synonyms = ["服务器升级"]
counts = {zh = "服务端版本", en = "server versions"}
required = ["version", "nodes"]
wanted = ["product"]
only = ["restrict"]

[[node]]
key = "test"
title = {zh = "产品测试", en = "Test"}
department = "测试部"
manager = "test_manager"
evidence = "tests"
tests = [["遍历测试"], ["完整测试", "full test"]]

[[node]]
key = "rollout"
title = {zh = "升级", en = "Rollout"}
names = ["灰度升级"]
evidence = "counts"

[[node]]
key = "restrict"
title = {zh = "版本限制", en = "Restriction"}
evidence = "restriction"

[[node]]
key = "finalize"
title = {zh = "最终确定", en = "Final summary"}
evidence = "summary"
"""

OTHER_KIND = """\
key = "parameter_rollout"
code = "PR"
name = {zh = "参数下发", en = "Parameter rollout"}
counts = {zh = "参数", en = "parameters"}
required = ["parameters", "nodes"]
only = ["parameters"]

[[node]]
key = "finalize"
title = {zh = "最终确定", en = "Final summary"}
evidence = "summary"
"""


def _fields() -> str:
    """Three lines and a blank one for each field, in the order of FIELD_KEYS, then the columns."""
    blocks = [
        f'[[{table}]]\nkey = "{key}"\ntitle = {{zh = "{table}-{key}-zh", en = "{table}-{key}-en"}}\n'
        for table, keys in (("field", FIELD_KEYS), ("column", COLUMN_KEYS))
        for key in keys
    ]
    return "\n".join(blocks)


def _words() -> str:
    return "".join(f'{key} = ["{key} it"]\n' for key in Phrases.__struct_fields__)


def _rights() -> str:
    return "\n".join(f'[[right]]\nact = "{act}"\nmay = ["pm"]\n' for act in ACTS)


def minimal() -> dict[str, str]:
    return {
        "company.toml": COMPANY,
        "people.toml": PEOPLE,
        "tags.toml": TAGS,
        "fields.toml": _fields(),
        "words.toml": _words(),
        "severities.toml": SEVERITIES,
        "process.toml": "finalize_after = 5\ninvitations = true\n",
        "rights.toml": _rights(),
        "limits.toml": "answers_an_hour = 10\n",
        "digest.toml": 'at = "09:00"\n',
        "reminders.toml": REMINDERS,
        "calendar.toml": CALENDAR,
        "kinds/server_upgrade.toml": KIND,
        "kinds/parameter_rollout.toml": OTHER_KIND,
    }


def octets(texts: dict[str, str]) -> dict[str, bytes]:
    return {name: text.encode() for name, text in texts.items()}
