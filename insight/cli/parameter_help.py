"""The help of a command about analyses: after the name of one, what can be set in it."""

import argparse
from collections.abc import Iterator
from typing import Any

from insight.analysis import ANALYSES
from insight.cli.output import print_lines
from insight.fields import fields_of


class ParameterHelp(argparse.Action):
    """The help of a command; after the name of an analysis, what can be set in it."""

    def __call__(self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, *_given: Any) -> None:
        name = str(getattr(namespace, "name", ""))
        if name in ANALYSES:
            print_lines(_parameters_in_words(name))
        else:
            parser.print_help()
        parser.exit()


def _parameters_in_words(name: str) -> Iterator[str]:
    yield f"{ANALYSES[name].question.render('en')}  -p KEY=VALUE sets:"
    for key, field in fields_of(ANALYSES[name].params).items():
        usual = "" if field.default in (None, "", ()) else f"; usually {field.default}"
        yield f"  {key:18} {field.label.render('en')}: {field.expected.render('en')}{usual}"
