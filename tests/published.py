"""The working calendar as it is published: what `rules/calendar.toml` says, nine to six, without a break at noon."""

import tomllib
from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from mailbot.campaign.workdays import Workdays


def published() -> Workdays:
    rules = tomllib.loads((Path(__file__).parents[1] / "rules" / "calendar.toml").read_text("utf-8"))
    off, worked = {}, {}
    for year in rules["year"]:
        for holiday in year["holiday"]:
            for n in range((holiday["until"] - holiday["from"]).days + 1):
                off[holiday["from"] + timedelta(n)] = holiday["name"]
            worked |= dict.fromkeys(holiday.get("make_up", ()), holiday["name"])
    years = frozenset(year["year"] for year in rules["year"])
    hours = (time(9), time(18))
    return Workdays(ZoneInfo("Asia/Shanghai"), hours, days_off=off, make_up=worked, known_years=years)
