"""The web server of a command: waitress, until somebody presses Ctrl-C."""

import socket

from flask import Flask
from waitress.server import create_server

from app.cli.arguments import WrongInput

PORTS_TRIED = 50


def free_port(host: str, port: int) -> int:
    """The port, or the next one that nobody listens on."""
    for tried in range(port, min(port + PORTS_TRIED, 65536)):
        if not _is_taken(host, tried):
            return tried
    raise WrongInput("port_taken", port=port)


def _is_taken(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


class Serving:
    """A listening server: from here on the port is ours; `run` answers until it is stopped."""

    def __init__(self, app: Flask, *, host: str, port: int, threads: int) -> None:
        try:
            self._server = create_server(
                app,
                host=host,
                port=port,
                threads=threads,
                ident="bevilling",
                clear_untrusted_proxy_headers=False,
            )
        except OSError as error:
            raise WrongInput("port_taken", port=port) from error

    def run(self) -> None:
        """Answer requests until Ctrl-C or a signal to end."""
        try:
            self._server.run()
        finally:
            self._server.close()
