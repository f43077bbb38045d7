"""The invented company that the mails of these tests are about."""

from mailbot.rulebook.directory import Directory
from mailbot.rulebook.shapes import Company, Department, Person, Role

COMPANY = Company(
    name="示例软件", domains=("corp.example",), label="商密 · 内部资料 请勿外传", bot="strategy@corp.example"
)

_PEOPLE = [
    ("陈静", "chenjing", "产品部", ("pm",)),
    ("孙丽", "sunli", "华东业务部", ("business",)),
    ("周航", "zhouhang", "华南业务部", ("business",)),
    ("韩冰", "hanbing", "技术部", ("tech_manager",)),
    ("吴敏", "wumin", "测试部", ("test_manager",)),
    ("郑凯", "zhengkai", "研发部", ("dev_manager",)),
    ("李想", "lixiang", "华东业务部", ()),
    ("赵磊", "zhaolei", "产品部", ("lead",)),
    ("王芳", "wangfang", "信息部", ("admin",)),
]
DIRECTORY = Directory(
    people=tuple(
        Person(name=name, addresses=(f"{user}@corp.example",), department=department, roles=tuple(map(Role, roles)))
        for name, user, department, roles in _PEOPLE
    ),
    departments=tuple(
        Department(name=name, aliases=(name[:2],), contacts=(f"{contact}@corp.example",))
        for name, contact in (
            ("华东业务部", "sunli"),
            ("华南业务部", "zhouhang"),
            ("技术部", "hanbing"),
            ("产品部", "chenjing"),
        )
    ),
)
