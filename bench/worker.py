"""One process of a measurement: it makes its page in itself, as often as it is told, and says what it cost.

Usage: python -m bench.worker bench.page_bare DATABASE

Pages run through the same lines, whatever makes them: a WSGI application is called in the process, with the
cookies of a person who is signed in. Nothing but the standard library is used here, so that any environment
can run it.
"""

import io
import json
import sys
import time
from collections.abc import Callable, Iterable
from http.cookies import SimpleCookie
from importlib import import_module
from typing import Any

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Visitor:
    """A person who is signed in and asks for pages."""

    def __init__(self, application: Application, cookies: dict[str, str]) -> None:
        self.application = application
        self.cookies = cookies

    def page(self, address: str) -> str:
        """The page at an address; whatever is no page stops the measurement."""
        path, _, query = address.partition("?")
        answered: list[Any] = []
        environ = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost",
            "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        chunks = self.application(environ, lambda status, headers, _=None: answered.extend((status, headers)))
        body = b"".join(chunks)
        close = getattr(chunks, "close", None)
        if close is not None:
            close()
        status, headers = answered
        if not status.startswith("200"):
            raise SystemExit(f"{address} answered {status}:\n{body.decode()[:2000]}")
        for name, value in headers:
            if name.lower() == "set-cookie":
                self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(value).items()}
        return body.decode()


def serve(question: Callable[[str], object]) -> None:
    """Answer lines of {"ask", "times"} with the time that it took, until there are no more."""
    for line in sys.stdin:
        order = json.loads(line)
        began, began_cpu = time.perf_counter_ns(), time.process_time_ns()
        answer: object = None
        for _ in range(order["times"]):
            answer = question(order["ask"])
        used = {
            "cpu": (time.process_time_ns() - began_cpu) / order["times"] / 1e6,
            "wall": (time.perf_counter_ns() - began) / order["times"] / 1e6,
        }
        print(json.dumps({**used, "answer": answer if order["show"] else None}), flush=True)


if __name__ == "__main__":
    serve(import_module(sys.argv[1]).question(sys.argv[2]))
