"""What a short command does not load: `mailbot explain` of one mail has half a second of CPU for everything."""

import subprocess
import sys
from pathlib import Path

from working_folder import PLAN, Terminal, mail

# Each takes 5 ms and more to import, and has nothing to do with the reading of a mail without files.
HEAVY = {
    *("apscheduler", "imapclient", "smtplib", "ssl"),  # the service and its servers
    *("css_inline", "jinja2", "matplotlib", "openpyxl"),  # what goes out
    *("playhouse", "psycopg"),  # migrations, PostgreSQL
    *("pydantic", "rich", "zipfile"),  # rules have a reader of their own; tables on a terminal; sheets
}
_SCRIPT = """
import sys
from mailbot.cli import cli
cli(sys.argv[1:], standalone_mode=False)
print("loaded:", *sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_to_explain_a_plan_nothing_is_loaded_that_it_does_not_need(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "plan.eml"
    path.write_bytes(mail("[PLAN] 星桥服务端 8.2.1 在线升级", PLAN))
    said = ("--folder", str(terminal.folder), "explain", str(path), "--json")
    done = subprocess.run([sys.executable, "-c", _SCRIPT, *said], check=True, capture_output=True, text=True)
    explained, _, loaded = done.stdout.partition("loaded:")
    assert '"verdict": "accepted"' in explained
    assert HEAVY & set(loaded.split()) == set()
