"""too_late: what would have been an order in a campaign that is over."""

from mailbot.campaign import commands as c
from mailbot.inbound.forms.context import Understanding
from mailbot.inbound.forms.hearing import Hearing


def too_late(heard: Hearing) -> Understanding | None:
    """It is answered so, and a 谢谢 is not (SPEC 9 "Stages"): None."""
    for meanings, command in _LATE:
        if heard.says(*meanings):
            return Understanding(kind=command.kind, commands=(command,))
    return None


_LATE: tuple[tuple[tuple[str, ...], c.Command], ...] = (
    (("postpone",), c.AskPostponement()),
    (("promise",), c.PromiseNode()),
    (("done", "all_done", "failed", "not_done"), c.ReportNode()),
    (("start",), c.StartCampaign()),
    (("pause",), c.PauseCampaign()),
    (("resume",), c.ResumeCampaign()),
    (("object",), c.ObjectToPlan()),
)
