"""From the words on the command line to a verb, and from what went wrong to an exit code and one sentence."""

import importlib
import sys
import warnings
from argparse import ArgumentParser
from collections.abc import Sequence
from io import TextIOWrapper
from typing import NoReturn, cast

from spineplan import __version__
from spineplan.cli.verbs import VERBS, OpenWorkstation, Verb
from spineplan.errors import SpineplanError, UsageError

DONE, FAILED, BAD_USAGE = 0, 1, 2


class _Parser(ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message[:1].upper()}{message[1:]}. Try: {self.prog} --help")


def dispatch(words: Sequence[str]) -> int | OpenWorkstation:
    """Run the verb that the words name: its exit code, or its wish to open the window."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console without "°" shows "?" and stops nothing
    try:
        return _run(words)
    except UsageError as error:
        return _fail(str(error), BAD_USAGE)
    except SpineplanError as error:
        return _fail(str(error), FAILED)
    except KeyboardInterrupt:
        return _fail("Cancelled.", FAILED)
    except BrokenPipeError:
        sys.stderr.close()
        return FAILED
    except MemoryError:
        return _fail("There is not enough memory for this.", FAILED)
    except OSError as error:
        return _fail(f"{error.strerror or type(error).__name__}: {error.filename or 'unnamed file'}.", FAILED)
    except Exception as error:
        return _fail(f"An unexpected error stopped this: {type(error).__name__}: {error}".splitlines()[0], FAILED)


def _run(words: Sequence[str]) -> int | OpenWorkstation:
    parser = _Parser(prog="spineplan", description="Planning workstation for percutaneous treatment of spine "
                     "metastases. Without a verb it opens the window on PATH.")  # fmt: skip
    parser.add_argument("--version", action="version", version=f"spineplan {__version__}")
    subparsers = parser.add_subparsers(dest="verb", metavar="VERB | PATH")
    called = words[0] if words else ""
    for name, text in VERBS.items():
        subparser = subparsers.add_parser(name, help=text, description=f"{text[:1].upper()}{text[1:]}.")
        subparser.add_argument("--json", action="store_true", help="print one JSON document")
        if name == called:
            verb = cast(Verb, importlib.import_module(f"spineplan.cli.{name}"))
            verb.add_arguments(subparser)
    try:
        arguments = parser.parse_args(list(words))
    except SystemExit as exit_:
        return int(exit_.code or 0)
    if arguments.verb is None:
        raise UsageError("No verb was given. Try: spineplan --help")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return verb.run(arguments)


def _fail(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code
