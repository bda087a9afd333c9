"""Opening a study in the browser: for one person at this machine, for an office behind TLS."""

from __future__ import annotations

import argparse
import ipaddress
import signal
from types import FrameType

from waymark.cli.options import Commands, add_command, add_study
from waymark.instruments.problems import CallProblem
from waymark.study.workspace import Workspace, open_workspace

MORE = """

Alone:  waymark serve --single
Office: waymark serve --behind-https --host study.example.org   (a proxy on this machine speaks TLS)

See docs/serving.md."""


def add_commands(commands: Commands) -> None:
    serve = add_command(commands, "serve", run_serve, "open the study in the browser", MORE)
    add_study(serve)
    serve.add_argument("--port", type=int, default=8000, help="default: 8000")
    serve.add_argument(
        "--bind", default="127.0.0.1", metavar="ADDRESS", help="of this machine (default: 127.0.0.1)"
    )
    serve.add_argument(
        "--single",
        action="store_true",
        help="for one person at this machine: prints a link that signs in once",
    )
    serve.add_argument(
        "--behind-https", action="store_true", help="a proxy speaks TLS before this; cookies are for TLS only"
    )
    serve.add_argument(
        "--host",
        action="append",
        default=[],
        metavar="NAME",
        help="the name that people type, behind a proxy",
    )
    serve.add_argument(
        "--proxy",
        default="127.0.0.1",
        metavar="ADDRESS",
        help="from which the proxy calls (default: 127.0.0.1)",
    )


def run_serve(args: argparse.Namespace) -> int:
    from waymark.study.actions import person_at_machine
    from waymark.web.people.alone import PRINTED_LINK
    from waymark.web.serving import LOCAL_NAMES, Behind, is_built, prepare_site, server_of

    workspace = open_workspace(args.study)
    _check(args)
    behind = Behind(args.proxy) if args.behind_https else None
    prepare_site(workspace, [*args.host, *LOCAL_NAMES], behind=behind, one_person=args.single)
    if args.single:
        person_at_machine()
    server = server_of(args.bind, args.port, behind)
    if not is_built():
        print(
            "The front end has not been built, so pages come without style and scripts. "
            "Run “make assets” to build it.",
            flush=True,
        )
    address = f"http://{args.bind}:{_port_of(server, args.port)}"
    _say(workspace, args, f"{address}/alone/{PRINTED_LINK.offer()}" if args.single else address)
    signal.signal(signal.SIGTERM, _as_interrupt)
    server.run()
    print("\nStopped. What was saved is kept.")
    return 0


def _check(args: argparse.Namespace) -> None:
    """Pages about children do not cross a network in the clear."""
    if not 0 <= args.port <= 65535:
        raise CallProblem(f"{args.port} is not a port.", right="Choose one from 1024 to 65535.")
    local = _is_local(args.bind)
    if args.single and (not local or args.behind_https or args.host):
        raise CallProblem(
            "--single is for one person at this machine and cannot be reached from elsewhere.",
            right="Leave out --bind, --behind-https and --host, or leave out --single.",
        )
    if not local and not args.behind_https:
        raise CallProblem(
            f"{args.bind} can be reached by other machines, and this server does not speak TLS: what is read "
            "and typed would cross the network in the clear.",
            right="Put a proxy that speaks TLS before it and add --behind-https; see docs/serving.md.",
        )
    if args.behind_https and not args.host:
        raise CallProblem(
            "--behind-https needs the name that people type.", right="Add it, as in --host study.example.org."
        )


def _is_local(bind: str) -> bool:
    try:
        return bind == "localhost" or ipaddress.ip_address(bind).is_loopback
    except ValueError:
        raise CallProblem(f"“{bind}” is not an address.", right="Give one such as 127.0.0.1.") from None


def _say(workspace: Workspace, args: argparse.Namespace, where: str) -> None:
    print(f"“{workspace.study.title}” is open.", flush=True)
    if args.single:
        print(f"Follow this link, which lets in once:\n\n  {where}\n")
    elif args.behind_https:
        print(f"Asked for as https://{args.host[0]} through the proxy at {args.proxy}; listening at {where}.")
    else:
        print(f"Sign in at {where}. “waymark people link HANDLE” lets a person set their password.")
    print("End with Ctrl-C.", flush=True)


def _port_of(server: object, asked: int) -> int:
    """With --port 0 the system chooses one."""
    return int(getattr(server, "effective_port", asked))


def _as_interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
