"""The times between tries, as a table."""

import pytest

from mailbot.inbound.poller import backoff


@pytest.mark.parametrize(
    ("failures", "jitter", "login", "seconds"),
    [
        (1, 0.5, False, 1),
        (2, 0.5, False, 2),
        (3, 0.5, False, 4),
        (9, 0.5, False, 256),
        (10, 0.5, False, 300),
        (10_000, 0.5, False, 300),
        (1, 0.0, False, 0.75),
        (1, 1.0, False, 1.25),
        (10_000, 1.0, False, 375),
        (1, 0.5, True, 60),
        (4, 0.5, True, 480),
        (7, 0.5, True, 3600),
        (10_000, 1.0, True, 4500),
    ],
)
def test_backoff_doubles_up_to_a_bound(failures: int, jitter: float, login: bool, seconds: float) -> None:
    assert backoff(failures, jitter, login=login) == seconds
