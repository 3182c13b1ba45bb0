"""The screens in a browser on the same computer: one process per visitor, each let in by a token of their own.

The address of a visitor holds a token that is good for one visit; the page then keeps a cookie in its place.
The server listens on the loopback alone, answers to no other host name, and its page asks no other host for anything.
"""

from __future__ import annotations

import secrets
import shlex
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import web
from textual_serve.server import Server

_OWN = Path(__file__).with_name("web")
_COOKIE = "themecode"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self' {socket}; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
)
_PAGE = {
    "sv": {"opening": "Öppnar studien …", "ended": "Avslutat. Allt är sparat. Du kan stänga fliken."},
    "en": {"opening": "Opening the study …", "ended": "Finished. Everything is saved. You may close this tab."},
}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class StudyServer(Server):
    """Serves one study to a few visitors on this computer."""

    def __init__(self, study: Path, *, port: int, visitors: int, title: str, language: str, ui_language: str | None):
        """Make ready to serve; `addresses` are what the visitors type."""
        arguments = [sys.executable, "-m", "themecode.tui.served", str(study.resolve()), ui_language or ""]
        command = subprocess.list2cmdline(arguments) if sys.platform == "win32" else shlex.join(arguments)
        super().__init__(command, host="127.0.0.1", port=port, title=title, templates_path=_OWN)
        self.language = language
        self._tokens = {secrets.token_urlsafe(24) for _ in range(visitors)}
        self._let_in: set[str] = set()
        self.addresses = [f"http://127.0.0.1:{port}/?token={token}" for token in sorted(self._tokens)]

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.router.add_static("/own", _OWN)
        app.middlewares.append(self._guard)
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing: the command has said what there is to say."""

    def initialize_logging(self) -> None:
        """Log nothing: what is typed must not stand in a terminal's history."""

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let in who has a token or the cookie it was changed for, from this very page."""
        own = f"127.0.0.1:{self.port}"
        if request.headers.get("Host") != own or request.headers.get("Origin", f"http://{own}") != f"http://{own}":
            raise web.HTTPForbidden(text="this server answers to its own page alone")
        if request.path.startswith(("/static/", "/own/")) or request.cookies.get(_COOKIE) in self._let_in:
            response = await handler(request)
        elif request.path == "/" and (token := request.query.get("token", "")) in self._tokens:
            self._tokens.discard(token)
            response = web.HTTPSeeOther("/")  # so that the token is not left in the address
            cookie = secrets.token_urlsafe(24)
            self._let_in.add(cookie)
            response.set_cookie(_COOKIE, cookie, httponly=True, samesite="Strict", path="/")
        else:
            raise web.HTTPForbidden(text="this address has been used, or was not given out: type themecode serve again")
        if not response.prepared:
            response.headers["Content-Security-Policy"] = _POLICY.format(socket=f"ws://{own}")
            response.headers["Cache-Control"] = "no-store"
        return response

    async def handle_index(self, request: web.Request) -> web.Response:
        """Give the page around the screens."""
        import jinja2

        words: dict[str, Any] = _PAGE["sv" if self.language == "sv" else "en"]
        size = request.query.get("fontsize", "16")
        page = jinja2.Environment(autoescape=True).from_string((_OWN / "page.html").read_text(encoding="utf-8"))
        text = page.render(
            **words,
            language=self.language,
            title=self.title,
            socket=f"ws://127.0.0.1:{self.port}/ws",
            font_size=size if size.isdigit() else "16",
        )
        return web.Response(text=text, content_type="text/html")


def serve(study: Path, *, port: int, visitors: int, ui_language: str | None, say: Callable[[list[str]], None]) -> None:
    """Serve a study until interrupted; ``say`` is given the visitors' addresses first.

    Raises StudyFileError where the study cannot be opened, and OSError where the port is taken.
    """
    from themecode.usecases.study import Study

    with Study.open(study) as opened:
        title, language = opened.title, ui_language or opened.language
    server = StudyServer(study, port=port, visitors=visitors, title=title, language=language, ui_language=ui_language)
    say(server.addresses)
    server.serve()
