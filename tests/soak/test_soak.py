"""The soak in short: swaps in every run of the tests, the rest in `make test-full`; `make soak` runs it in full.

Hostile requests of every class are asked of the application itself in `tests/web/test_fuzz.py`, of the server in
`tests/test_server_worker.py`, in every run.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.soak.confined import confined
from tests.soak.hostile import hostile
from tests.soak.losses import killed_replica, killed_worker
from tests.soak.outcome import Outcome
from tests.soak.swaps import swaps

pytestmark = pytest.mark.matrix


def assert_holds(outcome: Outcome) -> None:
    if outcome.skipped:
        pytest.skip(outcome.skipped)
    assert outcome.wrong == [], "\n".join(outcome.lines())


def test_a_few_swaps_under_clients_fail_and_mix_nothing(tmp_path: Path) -> None:
    assert_holds(swaps(tmp_path, count=2, clients=3, still=0.2))


@pytest.mark.full
def test_hostile_requests_over_sockets_get_a_clear_answer(tmp_path: Path) -> None:
    assert_holds(hostile(tmp_path, count=300))


@pytest.mark.full
def test_a_killed_process_costs_the_requests_in_flight_alone(tmp_path: Path) -> None:
    assert_holds(killed_worker(tmp_path, kills=1, clients=3))


@pytest.mark.full
def test_a_killed_replica_and_a_rolling_restart_behind_nginx_lose_nothing(tmp_path: Path) -> None:
    assert_holds(killed_replica(tmp_path, rounds=1, clients=3))


@pytest.mark.full
def test_it_runs_with_a_read_only_file_system_as_an_ordinary_user_without_network() -> None:
    assert_holds(confined())
