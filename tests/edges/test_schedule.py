"""The jobs of the service end when it stops, also one that is about to wake another."""

import threading

from mailbot.schedule import Schedule


def test_a_job_that_wakes_another_while_the_schedule_stops_holds_nothing_up() -> None:
    schedule, begun, stopping = Schedule(), threading.Event(), threading.Event()

    def job() -> None:
        begun.set()
        stopping.wait(10)
        for _ in range(1000):
            schedule.soon("other")

    schedule.every(60, "job", job)
    schedule.every(60, "other", lambda: None)
    schedule.start()
    assert begun.wait(10)
    ended = threading.Thread(target=lambda: (stopping.set(), schedule.stop()), daemon=True)
    ended.start()
    ended.join(10)
    assert not ended.is_alive()
