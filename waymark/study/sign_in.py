"""Signing in: whether a handle and a password belong together, how often somebody may try, what the trail keeps.

Every attempt is noted before the password is looked at, so that many at once are counted like many in turn. After
a few that failed, the next has to wait, longer each time, for the handle and for the address; the wait is told. An
unknown handle, a wrong password and a closed account get the same answer after the same work (OWASP ASVS 4.0.3,
2.2.1). What was typed as the handle is kept as a keyed hash only, since people type passwords there.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from waymark.instruments.problems import CallProblem
from waymark.study.actions import record
from waymark.study.models import Person, SignInAttempt
from waymark.study.people import HANDLE, LONGEST_PASSWORD
from waymark.study.second_factor import takes_code

FREE_BY_HANDLE = 5
FREE_BY_ADDRESS = 20
COUNTED_FOR = timedelta(hours=24)
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
ATTEMPTS_KEPT_FOR = timedelta(days=90)


class HasToWait(CallProblem):
    """Too many attempts failed; the next may be made after `seconds`."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        minutes = -(-seconds // 60)
        wait = f"{seconds} seconds" if seconds < 60 else "1 minute" if minutes == 1 else f"{minutes} minutes"
        super().__init__("There have been too many attempts to sign in.", right=f"Try again in {wait}.")


def person_signing_in(handle: str, password: str, address: str) -> Person | None:
    """Whose handle and password these are. Raises `HasToWait`.

    Only what can be a handle is looked for: the store compares text up to a NUL, so that a handle with more behind one
    would be found and still be counted as another.
    """
    handle = handle.strip()
    person = Person.objects.filter(handle__iexact=handle).first() if HANDLE.fullmatch(handle) else None
    attempt = _begin_attempt(f"handle {handle.casefold()}", address, person)
    if len(password) > LONGEST_PASSWORD:
        password = ""  # hashing a book would keep the machine busy
    if person is None or not person.has_usable_password():
        make_password(password)
        return None
    if not person.check_password(password) or not person.is_active:
        return None
    _succeeded(attempt)
    return person


def confirms_password(person: Person, password: str, address: str) -> bool:
    """Whether somebody who is signed in knows the password still. Raises `HasToWait`."""
    return person_signing_in(person.handle, password, address) == person


def takes_second_factor(person: Person, code: str, address: str) -> bool:
    """Whether the second factor was shown. Raises `HasToWait`."""
    attempt = _begin_attempt(f"second factor {person.pk}", address, person)
    if not takes_code(person, code[:60]):
        return False
    _succeeded(attempt)
    return True


@transaction.atomic
def note_signed_in(person: Person, address: str, how: str) -> None:
    SignInAttempt.objects.filter(at__lt=timezone.now() - ATTEMPTS_KEPT_FOR).delete()
    record(person, "sign in", person.handle, address=address, how=how)


def note_signed_out(person: Person) -> None:
    record(person, "sign out", person.handle)


def refused_attempts(person: Person) -> int:
    """How many attempts in the person's name failed in the last day."""
    since = timezone.now() - COUNTED_FOR
    return person.sign_in_attempts.filter(succeeded=False, at__gt=since).count()


@transaction.atomic
def _begin_attempt(typed: str, address: str, person: Person | None) -> SignInAttempt:
    now = timezone.now()
    digest = salted_hmac("waymark.sign_in", typed, algorithm="sha256").hexdigest()
    wait = max(_wait_by_handle(digest, now), _wait_by_address(address, now))
    if wait > timedelta():
        raise HasToWait(max(1, round(wait.total_seconds())))
    return SignInAttempt.objects.create(typed=digest, address=address, succeeded=False, person=person)


def _succeeded(attempt: SignInAttempt) -> None:
    attempt.succeeded = True
    attempt.save(update_fields=["succeeded"])


def _wait_by_handle(digest: str, now: datetime) -> timedelta:
    """Failures are counted since the last success; nobody succeeds without the password."""
    attempts = SignInAttempt.objects.filter(typed=digest, at__gt=now - COUNTED_FOR)
    success = attempts.filter(succeeded=True).order_by("-id").first()
    failed = attempts.filter(succeeded=False, id__gt=success.pk if success else 0)
    return _wait(list(failed.order_by("-id").values_list("at", flat=True)), FREE_BY_HANDLE, now)


def _wait_by_address(address: str, now: datetime) -> timedelta:
    """A success does not wipe these away: whoever has an account could try other people's between."""
    failed = SignInAttempt.objects.filter(address=address, succeeded=False, at__gt=now - timedelta(hours=1))
    return _wait(list(failed.order_by("-id").values_list("at", flat=True)), FREE_BY_ADDRESS, now)


def _wait(failed: list[datetime], free: int, now: datetime) -> timedelta:
    """What is left of the wait after the last failure, `failed` being the latest first."""
    over = len(failed) - free
    if over < 0:
        return timedelta()
    whole: timedelta = min(FIRST_WAIT * (1 << min(over, 10)), LONGEST_WAIT)
    return whole - (now - failed[0])
