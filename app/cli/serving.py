"""The web server of a command: waitress, until somebody presses Ctrl-C."""

import signal
import socket
from types import FrameType

from flask import Flask
from waitress.server import create_server

from app.cli.arguments import WrongInput

PORTS_TRIED = 50
HIGHEST_PORT = 65535


class Serving:
    """A server that listens already: its port is ours; `run` answers until it is stopped."""

    def __init__(
        self, app: Flask, *, host: str, port: int, threads: int, next_if_taken: bool = False
    ) -> None:
        """Listen on the port, or on the next free one. Raises `WrongInput` when none can be had."""
        self._listening = _listening(host, port, PORTS_TRIED if next_if_taken else 0)
        self.port: int = self._listening.getsockname()[1]
        self._server = create_server(
            app, sockets=[self._listening], threads=threads, clear_untrusted_proxy_headers=False
        )

    def run(self) -> None:
        """Answer requests until Ctrl-C or a signal to end."""
        before = signal.signal(signal.SIGTERM, _stop)
        try:
            self._server.run()
        except KeyboardInterrupt:
            pass
        finally:
            signal.signal(signal.SIGTERM, before)
            self.close()

    def close(self) -> None:
        """Give the port back."""
        self._server.close()
        self._listening.close()


def _listening(host: str, first: int, more: int) -> socket.socket:
    for port in range(first, min(first + more, HIGHEST_PORT) + 1):
        bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((host, port))
            bound.listen()
        except OSError:
            bound.close()
            continue
        return bound
    raise WrongInput("port_taken", port=first)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
