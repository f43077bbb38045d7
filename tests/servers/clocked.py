"""`python clocked.py FILE run …`: `mailbot run …` as its user types it, on a machine whose clock stands as FILE says (ISO 8601).

Nothing of mailbot is replaced: the process's own clock (`datetime.now`, `time.time`) runs from that instant on, and is put
forward whenever FILE is written anew. What counts seconds (time-outs, the IDLE of the poller) is not touched.
"""

import runpy
import sys
import threading
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import time_machine


def main() -> None:
    file = Path(sys.argv[1])
    sys.argv = ["mailbot", *sys.argv[2:]]
    del sys.path[0]  # this folder, which Python puts first for a script
    said = file.read_text(encoding="utf-8")
    with time_machine.travel(datetime.fromisoformat(said), tick=True) as clock:
        threading.Thread(target=_follow, args=(file, said, clock), daemon=True).start()
        runpy.run_module("mailbot", run_name="__main__", alter_sys=True)


def _follow(file: Path, said: str, clock: Any) -> None:
    while True:
        time.sleep(0.05)
        text = file.read_text(encoding="utf-8")
        if text and text != said:
            said = text
            clock.move_to(datetime.fromisoformat(said), tick=True)


if __name__ == "__main__":
    main()
