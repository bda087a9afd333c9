"""Whether somebody is who they say, how often they may try, and codes that count once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pyotp
import pytest
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from tests.study.made_people import PASSWORD, QUICK_HASHES, later, study_with_lead
from waymark.instruments.problems import CallProblem, InputProblem
from waymark.study.models import Event, Person, SignInAttempt
from waymark.study.people import accept_invitation, add_person, close_account, invite
from waymark.study.second_factor import (
    confirm_second_factor,
    offered,
    recovery_codes_left,
    remove_second_factor,
    start_second_factor,
)
from waymark.study.sign_in import HasToWait, person_signing_in, refused_attempts, takes_second_factor
from waymark.study.workspace import Workspace

STEP = timedelta(seconds=30)
HERE, ELSEWHERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture(autouse=True)
def quick_hashes(request: pytest.FixtureRequest) -> Iterator[None]:
    if "argon2" in request.node.name:
        yield
        return
    with override_settings(**QUICK_HASHES):
        yield


@pytest.fixture
def made(tmp_path: Path, shop_made_once: Path) -> tuple[Workspace, Person]:
    return study_with_lead(tmp_path, shop_made_once)


@pytest.fixture
def reader(made: tuple[Workspace, Person]) -> Person:
    return accept_invitation(invite(made[1], "reader").token, "m.reader", "", PASSWORD)


def fail(times: int, handle: str = "m.reader", address: str = HERE) -> None:
    for _ in range(times):
        assert person_signing_in(handle, "wrong", address) is None


def test_the_right_password_signs_in_in_any_case_of_the_handle(reader: Person) -> None:
    assert person_signing_in(" M.Reader ", PASSWORD, HERE) == reader


def test_wrong_unknown_closed_and_without_password_are_all_refused(
    made: tuple[Workspace, Person], reader: Person
) -> None:
    close_account(made[1], add_person(made[1], "c.closed", "reader"))
    close_account(made[1], reader)
    add_person(made[1], "n.none", "reader")
    for handle, password in (
        ("m.reader", PASSWORD),
        ("nobody", PASSWORD),
        ("c.closed", "!"),
        ("n.none", ""),
        ("n.none", "!"),
        ("", ""),
    ):
        assert person_signing_in(handle, password, HERE) is None


def test_an_unknown_handle_costs_the_same_argon2_as_a_known_one(
    reader: Person, made: tuple[Workspace, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted, not timed: one hash each, of those that are served."""
    from django.contrib.auth.hashers import Argon2PasswordHasher

    hashed: list[str] = []
    add_person(made[1], "n.none", "reader")

    def count(name: str) -> None:
        real = getattr(Argon2PasswordHasher, name)

        def counted(self: object, *args: object) -> object:
            hashed.append(name)
            return real(self, *args)

        monkeypatch.setattr(Argon2PasswordHasher, name, counted)

    count("encode")
    count("verify")
    for handle in ("m.reader", "nobody", "n.none"):
        hashed.clear()
        assert person_signing_in(handle, "wrong password", HERE) is None
        assert len(hashed) == 1, handle


def test_after_five_failures_the_wait_begins_and_grows(reader: Person) -> None:
    fail(5)
    with pytest.raises(HasToWait, match="Try again in 30 seconds"):
        person_signing_in("m.reader", PASSWORD, ELSEWHERE)
    with later(seconds=31):
        fail(1, address=ELSEWHERE)
        with pytest.raises(HasToWait, match="1 minute"):
            person_signing_in("m.reader", PASSWORD, HERE)
    with later(seconds=92):
        assert person_signing_in("m.reader", PASSWORD, HERE) == reader


def test_waiting_does_not_make_the_wait_longer(reader: Person) -> None:
    fail(5)
    for _ in range(10):
        with pytest.raises(HasToWait):
            person_signing_in("m.reader", PASSWORD, HERE)
    with later(seconds=31):
        assert person_signing_in("m.reader", PASSWORD, HERE) == reader


def test_nobody_waits_longer_than_a_quarter_of_an_hour(reader: Person) -> None:
    SignInAttempt.objects.all().delete()
    fail(1)
    attempt = SignInAttempt.objects.get()
    SignInAttempt.objects.bulk_create(
        SignInAttempt(typed=attempt.typed, address=HERE, succeeded=False) for _ in range(60)
    )
    with pytest.raises(HasToWait, match="15 minutes"):
        person_signing_in("m.reader", PASSWORD, ELSEWHERE)


def test_unknown_handles_wait_like_known_ones(reader: Person) -> None:
    fail(5, "nobody")
    with pytest.raises(HasToWait):
        person_signing_in("NOBODY", PASSWORD, ELSEWHERE)


def test_one_address_trying_many_handles_has_to_wait(reader: Person) -> None:
    for number in range(20):
        fail(1, f"guess{number}")
    with pytest.raises(HasToWait):
        person_signing_in("m.reader", PASSWORD, HERE)
    assert person_signing_in("m.reader", PASSWORD, ELSEWHERE) == reader


def test_a_success_wipes_away_the_failures_of_the_handle_not_of_the_address(reader: Person) -> None:
    fail(4)
    assert person_signing_in("m.reader", PASSWORD, HERE) == reader
    fail(4)
    assert person_signing_in("m.reader", PASSWORD, HERE) == reader
    assert refused_attempts(reader) == 8


def test_many_attempts_at_once_are_counted_like_many_in_turn(reader: Person) -> None:
    start = Barrier(12)
    outcomes: list[Person | str | None] = []

    def attempt() -> None:
        start.wait()
        try:
            outcomes.append(person_signing_in("m.reader", "wrong", HERE))
        except HasToWait:
            outcomes.append("waits")
        finally:
            connection.close()

    threads = [Thread(target=attempt) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count(None) == 5
    assert outcomes.count("waits") == 7


def test_what_was_typed_as_the_handle_is_not_kept(reader: Person) -> None:
    fail(1, "my secret password")
    assert "secret" not in str(list(SignInAttempt.objects.values()))


def with_factor(made: tuple[Workspace, Person], reader: Person) -> tuple[pyotp.TOTP, tuple[str, ...]]:
    totp = pyotp.TOTP(start_second_factor(reader, made[0]).secret)
    return totp, confirm_second_factor(reader, totp.at(timezone.now()))


def test_a_second_factor_counts_once_a_first_code_was_shown(
    made: tuple[Workspace, Person], reader: Person
) -> None:
    offer = start_second_factor(reader, made[0])
    assert offer == offered(reader, made[0])
    assert offer.address.startswith("otpauth://totp/Waymark%20shop:m.reader?secret=")
    assert not reader.has_second_factor
    right = pyotp.TOTP(offer.secret).at(timezone.now())
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    with pytest.raises(InputProblem, match="code is not right"):
        confirm_second_factor(reader, wrong)
    assert len(confirm_second_factor(reader, f"{right[:3]} {right[3:]}")) == 10
    reader.refresh_from_db()
    assert reader.has_second_factor


def test_a_code_is_taken_once_and_one_step_early_or_late(
    made: tuple[Workspace, Person], reader: Person
) -> None:
    totp, _ = with_factor(made, reader)
    assert not takes_second_factor(reader, totp.at(timezone.now()), HERE), "the code that confirmed it"
    for minutes, drift in ((10, -1), (20, 1), (30, 0)):
        with later(minutes=minutes):
            reader.refresh_from_db()
            code = totp.at(timezone.now() + drift * STEP)
            assert takes_second_factor(reader, code, HERE)
            reader.refresh_from_db()
            assert not takes_second_factor(reader, code, HERE)
    for minutes, drift in ((40, -2), (50, 2)):
        with later(minutes=minutes):
            reader.refresh_from_db()
            assert not takes_second_factor(reader, totp.at(timezone.now() + drift * STEP), HERE)


def test_two_at_once_with_the_same_code_do_not_both_get_in(
    made: tuple[Workspace, Person], reader: Person
) -> None:
    totp, _ = with_factor(made, reader)
    with later(minutes=5):
        one, other = Person.objects.get(pk=reader.pk), Person.objects.get(pk=reader.pk)
        code = totp.at(timezone.now())
        assert [takes_second_factor(person, code, HERE) for person in (one, other)] == [True, False]


def test_a_recovery_code_stands_in_once(made: tuple[Workspace, Person], reader: Person) -> None:
    _, codes = with_factor(made, reader)
    assert takes_second_factor(reader, codes[3].lower().replace("-", " "), HERE)
    assert not takes_second_factor(reader, codes[3], HERE)
    assert recovery_codes_left(reader) == 9
    assert Event.objects.get(action="use recovery code").detail == {"left": 9}
    assert codes[0] not in str(list(reader.recovery_codes.values()))


def test_guessing_codes_has_to_wait_too(made: tuple[Workspace, Person], reader: Person) -> None:
    totp, _ = with_factor(made, reader)
    for _ in range(5):
        assert not takes_second_factor(reader, "none", HERE)
    with later(seconds=10), pytest.raises(HasToWait):
        takes_second_factor(reader, totp.at(timezone.now()), ELSEWHERE)


def test_a_lead_takes_away_a_lost_second_factor_and_a_reader_does_not(
    made: tuple[Workspace, Person], reader: Person
) -> None:
    workspace, lead = made
    _, codes = with_factor(made, reader)
    other = add_person(lead, "p.reader", "reader")
    with pytest.raises(CallProblem, match="for the lead"):
        remove_second_factor(other, reader, workspace)
    remove_second_factor(lead, reader, workspace)
    reader.refresh_from_db()
    assert not reader.has_second_factor
    assert not takes_second_factor(reader, codes[0], HERE)


def test_a_required_second_factor_is_replaced_not_removed(tmp_path: Path, shop_made_once: Path) -> None:
    made = study_with_lead(tmp_path, shop_made_once, "required")
    with_factor(made, made[1])
    with pytest.raises(CallProblem, match="requires a second factor"):
        remove_second_factor(made[1], made[1], made[0])


@pytest.mark.parametrize("behind", ["\0", "\0x", "\N{ZERO WIDTH SPACE}", "%", "\u0130"])
def test_a_handle_with_more_behind_it_is_nobodys_and_gets_round_no_wait(reader: Person, behind: str) -> None:
    """The store compares text up to a NUL: such a handle would be found, and counted as another each time."""
    assert person_signing_in(f"m.reader{behind}", PASSWORD, HERE) is None
    assert SignInAttempt.objects.latest("id").person is None
