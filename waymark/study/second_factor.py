"""The second factor: codes of an authenticator that change every 30 seconds (TOTP, RFC 6238), and recovery codes.

A code is taken one step early or late, for clocks that differ, and once only. Recovery codes stand in for a lost
authenticator, each once; they have 120 bits, so that their plain hash keeps them (OWASP ASVS 4.0.3, 2.6 and 2.8).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

import pyotp
from django.db import transaction
from django.utils import timezone

from waymark.instruments.problems import CallProblem, InputProblem, Place
from waymark.study.actions import record, require_lead
from waymark.study.models import Person, RecoveryCode
from waymark.study.workspace import Workspace

STEP_SECONDS = 30
RECOVERY_CODES = 10


@dataclass(frozen=True)
class Offered:
    """What an authenticator has to be told: the secret to type, or the address that its picture holds."""

    secret: str
    address: str


@transaction.atomic
def start_second_factor(actor: Person, workspace: Workspace) -> Offered:
    """Offer a new secret; the factor in use stays until a code of the new one is confirmed."""
    actor.second_factor_offered = pyotp.random_base32(32)
    actor.save(update_fields=["second_factor_offered"])
    return offered(actor, workspace)


def offered(person: Person, workspace: Workspace) -> Offered:
    if not person.second_factor_offered:
        raise CallProblem("no second factor is being set up.", right="Start it from your account.")
    secret = person.second_factor_offered
    address = pyotp.TOTP(secret).provisioning_uri(
        name=person.handle, issuer_name=f"Waymark {workspace.study.name}"
    )
    return Offered(secret, address)


@transaction.atomic
def confirm_second_factor(actor: Person, code: str) -> tuple[str, ...]:
    """Take the offered factor into use once it has shown a right code; returns new recovery codes."""
    step = _step_of(code, actor.second_factor_offered, after=0)
    if step is None:
        right = "Type the six digits that the authenticator shows now."
        raise InputProblem("The code is not right.", right=right, place=Place(part="code"))
    replaced = actor.has_second_factor
    actor.second_factor, actor.second_factor_offered = actor.second_factor_offered, ""
    actor.second_factor_last_step = step
    actor.save(update_fields=["second_factor", "second_factor_offered", "second_factor_last_step"])
    record(actor, "replace second factor" if replaced else "set up second factor", actor.handle)
    return make_recovery_codes(actor)


@transaction.atomic
def remove_second_factor(actor: Person, person: Person, workspace: Workspace) -> None:
    """A person's own where the study leaves it to them; a lead takes away anybody's, say when it is lost.

    Where the study requires one, whoever has lost theirs sets up another when they next sign in.
    """
    if actor.pk != person.pk:
        require_lead(actor, "Taking away another’s second factor")
    elif workspace.sign_in.second_factor == "required":
        raise CallProblem("this study requires a second factor.", right="Set up another in its place.")
    person.second_factor = person.second_factor_offered = ""
    person.save(update_fields=["second_factor", "second_factor_offered"])
    person.recovery_codes.all().delete()
    record(actor, "remove second factor", person.handle)


@transaction.atomic
def make_recovery_codes(actor: Person) -> tuple[str, ...]:
    """New codes in place of all before, told here and never again."""
    codes = tuple(_random_code() for _ in range(RECOVERY_CODES))
    actor.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(person=actor, sha256=_digest(code)) for code in codes)
    record(actor, "make recovery codes", actor.handle)
    return codes


@transaction.atomic
def takes_code(person: Person, code: str) -> bool:
    """Whether the code of the authenticator, or a recovery code, is right; it is used up by that."""
    step = _step_of(code, person.second_factor, after=person.second_factor_last_step)
    if step is not None:
        current = Person.objects.filter(pk=person.pk, second_factor_last_step__lt=step)
        return bool(current.update(second_factor_last_step=step))
    unused = RecoveryCode.objects.filter(person=person, sha256=_digest(code), used_at=None)
    if not unused.update(used_at=timezone.now()):
        return False
    record(person, "use recovery code", person.handle, left=recovery_codes_left(person))
    return True


def recovery_codes_left(person: Person) -> int:
    return person.recovery_codes.filter(used_at=None).count()


def _step_of(code: str, secret: str, *, after: int, now: datetime | None = None) -> int | None:
    """The 30-second step, one around now and later than `after`, to which the code belongs."""
    digits = "".join(code.split())
    if not secret or len(digits) != 6:
        return None
    moment = int((now or timezone.now()).timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret)
    for step in (moment, moment - 1, moment + 1):
        if step > after and hmac.compare_digest(totp.generate_otp(step).encode(), digits.encode()):
            return step
    return None


def _random_code() -> str:
    letters = base64.b32encode(secrets.token_bytes(15)).decode()
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def _digest(code: str) -> str:
    plain = "".join(code.split()).replace("-", "").upper()
    return hashlib.sha256(plain.encode()).hexdigest()
