"""How a stage or its resources fail in a run: with one sentence where a person can do something about it, whoever started the run."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from inspect import isgeneratorfunction
from typing import Any

import dagster as dg

from assets.storage.home import Home
from assets.storage.machine import machine_fault
from assets.storage.refusal import RefusedError
from assets.store import Store

Stage = Callable[[dg.AssetExecutionContext, Store], Any]


@contextmanager
def told_in_a_sentence(home: Home) -> Iterator[None]:
    """dg.Failure with that sentence, in Indonesian, in the place of a refusal or a fault of the machine; what nobody foresaw stays as it is."""
    try:
        yield
    except RefusedError as refusal:
        raise dg.Failure(str(refusal), allow_retries=False) from refusal
    except Exception as error:
        if sentence := machine_fault(error, home.folder):
            raise dg.Failure(sentence, allow_retries=False) from error
        raise


def telling(stage: Stage) -> Stage:
    """The stage, whose failures are told so."""

    @wraps(stage)
    def told(context: dg.AssetExecutionContext, store: dg.ResourceParam[Store]) -> Any:
        with told_in_a_sentence(store.home):
            return stage(context, store)

    @wraps(stage)
    def told_of_each(context: dg.AssetExecutionContext, store: dg.ResourceParam[Store]) -> Any:
        with told_in_a_sentence(store.home):
            yield from stage(context, store)

    return told_of_each if isgeneratorfunction(stage) else told
