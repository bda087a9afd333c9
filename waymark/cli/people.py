"""People of a study from the command line: who they are, a new account, a link to come in by, an account closed.

Nobody types a password here: an account begins with a link by which its person chooses one.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from waymark.cli.options import Commands, add_command, add_format, add_study, print_list, study_of
from waymark.instruments.problems import CallProblem, did_you_mean

if TYPE_CHECKING:
    from waymark.study.models import Person
    from waymark.study.people import Invited

ROLES = ("lead", "reader", "viewer")


def add_commands(commands: Commands) -> None:
    people = commands.add_parser(
        "people", help="the people of a study and their accounts", description="The people of a study."
    ).add_subparsers(metavar="ACT", required=True)
    every = add_command(people, "list", run_list, "list the people of the study")
    add_study(every)
    add_format(every)
    add = add_command(people, "add", run_add, "add a person, and print the link by which they set a password")
    add.add_argument("handle", help="what they sign in with, such as m.reader")
    add.add_argument("--role", choices=ROLES, default="reader", help="default: reader")
    add.add_argument("--name", default="", help="as their colleagues call them")
    _add_shared(add)
    invite = add_command(
        people, "invite", run_invite, "print a link for somebody who chooses their own handle"
    )
    invite.add_argument("--role", choices=ROLES, default="reader", help="default: reader")
    invite.add_argument("--name", default="", help="whom it is for")
    _add_shared(invite)
    link = add_command(people, "link", run_link, "print a link by which a person sets a new password")
    link.add_argument("handle")
    _add_shared(link)
    close = add_command(people, "close", run_close, "close an account; what its person did stays")
    close.add_argument("handle")
    add_study(close)


def _add_shared(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--site",
        default="http://127.0.0.1:8000",
        metavar="ADDRESS",
        help="where the study is served (default: http://127.0.0.1:8000)",
    )
    add_study(parser)


def run_list(args: argparse.Namespace) -> int:
    from waymark.study.models import Person

    study_of(args)
    rows = [
        {
            "handle": person.handle,
            "name": person.name,
            "role": person.role,
            "password": "set" if person.has_usable_password() else "none",
            "second_factor": "set up" if person.has_second_factor else "none",
            "account": "open" if person.is_active else "closed",
            "last_signed_in": person.last_login.date().isoformat() if person.last_login else "never",
        }
        for person in Person.objects.order_by("handle")
    ]
    print_list(rows, args.format)
    return 0


def run_add(args: argparse.Namespace) -> int:
    from django.db import transaction

    from waymark.study.actions import person_at_machine
    from waymark.study.people import add_person, link_for

    study_of(args)
    lead = person_at_machine()
    with transaction.atomic():
        person = add_person(lead, args.handle, args.role, args.name)
        invited = link_for(lead, person)
    print(f"“{person}” is a {args.role} of the study.")
    _print_link(args, invited)
    return 0


def run_invite(args: argparse.Namespace) -> int:
    from waymark.study.actions import person_at_machine
    from waymark.study.people import invite

    study_of(args)
    _print_link(args, invite(person_at_machine(), args.role, args.name))
    return 0


def run_link(args: argparse.Namespace) -> int:
    from waymark.study.actions import person_at_machine
    from waymark.study.people import link_for

    study_of(args)
    _print_link(args, link_for(person_at_machine(), _named(args.handle)))
    return 0


def run_close(args: argparse.Namespace) -> int:
    from waymark.study.actions import person_at_machine
    from waymark.study.people import close_account

    study_of(args)
    person = _named(args.handle)
    close_account(person_at_machine(), person)
    print(f"The account of “{person}” is closed; their sessions have ended.")
    return 0


def _named(handle: str) -> Person:
    from waymark.study.models import Person

    found = Person.objects.filter(handle__iexact=handle).first()
    if found is None:
        handles = Person.objects.order_by("handle").values_list("handle", flat=True)
        raise CallProblem(f"there is no “{handle}” in this study.", right=did_you_mean(handle, handles))
    return found


def _print_link(args: argparse.Namespace, invited: Invited) -> None:
    """To hand over in a way that reaches nobody else; it is told once."""
    until = f"{invited.invitation.expires_at:%d %B %Y}"
    print(f"This link lets one person in, until {until}. It is shown only now:\n")
    print(f"  {args.site.rstrip('/')}{invited.path}\n")
