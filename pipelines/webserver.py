"""Dagster's webserver, answering only its own pages: `python -m pipelines.webserver`, with the arguments of dagster-webserver.

Dagster has no log-in, takes mutations sent by GET, and looks at neither Host nor Origin: a picture on any page that was open beside it could
start a run. On one machine the browser's own rules are enough, if they are asked for.
"""

from collections.abc import Mapping
from urllib.parse import parse_qs

import dagster_webserver.app
from dagster_webserver.cli import main
from dagster_webserver.webserver import DagsterWebserver
from graphql import GraphQLError, OperationDefinitionNode, OperationType, parse
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

HOSTS = ("127.0.0.1", "localhost")


class OwnPagesOnly:
    """Refuses what another page sends (403), and mutations that are asked for by GET (405).

    A browser names the page that sends in Origin, but for a picture or a link: these are GET. Host is looked at since a foreign name may lead
    to this machine.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer that it is refused."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
        elif not _is_ours({name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}):
            await _refuse(scope, receive, send, 403, "Hanya halaman Dagster sendiri yang dilayani di sini.")
        elif scope["type"] == "http" and scope["method"] == "GET" and _changes_something(scope["query_string"].decode("latin-1")):
            await _refuse(scope, receive, send, 405, "Perubahan tidak diterima melalui GET.")
        else:
            await self._app(scope, receive, send)


def _is_ours(headers: Mapping[str, str]) -> bool:
    """True when the request is to this machine by a name of its own, and comes from a page of the same server or from no page."""
    host = headers.get("host", "")
    origin = headers.get("origin")
    return host.rpartition(":")[0] in HOSTS and (origin is None or origin == f"http://{host}")


def _changes_something(query: str) -> bool:
    """True when a query string holds a mutation, or several documents, of which Dagster takes one."""
    documents = parse_qs(query, keep_blank_values=True).get("query", [])
    return len(documents) > 1 or any(map(_is_mutation, documents))


def _is_mutation(text: str) -> bool:
    """True when a GraphQL document holds a mutation; what cannot be parsed is Dagster's to refuse."""
    try:
        definitions = parse(text).definitions
    except GraphQLError:
        return False
    return any(isinstance(each, OperationDefinitionNode) and each.operation is OperationType.MUTATION for each in definitions)


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, words: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": words})
    else:
        await PlainTextResponse(words, status)(scope, receive, send)


class OfficeWebserver(DagsterWebserver):  # type: ignore[type-arg]
    """Dagster's webserver with OwnPagesOnly before everything else."""

    def build_middleware(self) -> list[Middleware]:
        """The middleware, the outermost first."""
        return [Middleware(OwnPagesOnly), *super().build_middleware()]


if __name__ == "__main__":
    # Dagster's own command has no place for another class; it takes the one that this module of its names.
    vars(dagster_webserver.app)["DagsterWebserver"] = OfficeWebserver
    main()  # type: ignore[no-untyped-call]
