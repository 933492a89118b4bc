"""/signin and /signout: the two addresses of ours around the framework's own sign-in.

/signin?next=/map?area=29     to the provider (or to a choice of them), and afterwards to that page
/signin?problem=refused       what the matter was, in a sentence, when the way back from the provider ended badly
/signout                      asks; what it asks for is done by POST only, and only from a page of this site
"""

from collections.abc import Callable, Mapping
from html import escape
from urllib.parse import urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import Message, Receive, Scope, Send
from streamlit.logger import get_logger
from streamlit.user_info import generate_login_redirect_url

from ccare_metrics.store.engine import StoreError
from serving.coming_back import HOME, PARAMETER, on_this_site, remember
from serving.languages import language_of
from serving.plain_page import plain_page
from serving.providers import Provider, SignIn
from serving.signing_out import asked_from_this_site, end_everywhere
from serving.site import Site
from ui.words import words_for

LOG = get_logger(__name__)
NO_STORE = {"Cache-Control": "no-store"}
SIGN_IN, SIGN_OUT = "/signin", "/signout"
THEIR_SIGN_OUT = "/auth/logout"
PROBLEM, PROVIDER, MOVED = "problem", "provider", "moved"
PROBLEMS = {"unreachable": 503, "refused": 403, "failed": 400}  # and how each is answered
SEE_OTHER, FORBIDDEN, UNAVAILABLE = 303, 403, 503

Named = Callable[[str], Site]


def sign_in_routes(sign_in: SignIn, site: Named) -> list[BaseRoute]:
    return [
        Route(SIGN_IN, _SignInPage(sign_in, site).answer),
        Route(SIGN_OUT, _SignOut(site), methods=["GET", "POST"]),
    ]


def problem_address(problem: str, wanted: str = HOME) -> str:
    return f"{SIGN_IN}?{urlencode({PROBLEM: problem, **_kept(wanted)})}"


def _kept(wanted: str) -> dict[str, str]:
    return {} if wanted == HOME else {PARAMETER: wanted}


class _SignInPage:
    def __init__(self, sign_in: SignIn, site: Named) -> None:
        self.sign_in, self.site = sign_in, site

    async def answer(self, request: Request) -> Response:
        asked = request.query_params
        wanted = on_this_site(asked.get(PARAMETER))
        if asked.get(PROBLEM) in PROBLEMS:
            return await run_in_threadpool(self._problem, request, asked[PROBLEM], wanted)
        if self._came_by_another_name(request):
            # What the visit begins with must end at the same name: cookies belong to one.
            return RedirectResponse(f"{self.sign_in.origin}{SIGN_IN}?{urlencode({**asked, MOVED: '1'})}", 302, NO_STORE)
        providers = self.sign_in.providers
        chosen = [each for each in providers if each.code == asked.get(PROVIDER)] or providers
        if len(chosen) > 1:
            return await run_in_threadpool(self._choice, request, wanted)
        response = RedirectResponse(generate_login_redirect_url(chosen[0].code), 302, NO_STORE)
        remember(response, wanted)
        return response

    def _came_by_another_name(self, request: Request) -> bool:
        """Once only: a proxy may call the server by a name of its own."""
        return MOVED not in request.query_params and request.headers.get("host") != urlsplit(self.sign_in.origin).netloc

    def _choice(self, request: Request, wanted: str) -> Response:
        words = words_for(language_of(request))
        links = "".join(f"<li>{_link(_by(each, wanted), each.title)}</li>" for each in self.sign_in.providers)
        content = f"<p>{escape(words('signin.choose.text'))}</p><ul>{links}</ul>"
        return _page(request, self.site, words("signin.choose.title"), content, kept=_kept(wanted))

    def _problem(self, request: Request, problem: str, wanted: str) -> Response:
        words = words_for(language_of(request))
        again = f"{SIGN_IN}?{urlencode(_kept(wanted))}" if wanted != HOME else SIGN_IN
        content = (
            f"<p>{escape(words(f'signin.problem.{problem}'))}</p>"
            f"<ul><li>{_link(again, words('signin.try_again'))}</li><li>{_link(wanted, words('signin.back'))}</li></ul>"
        )
        kept = {PROBLEM: problem, **_kept(wanted)}
        return _page(request, self.site, words("signin.problem.title"), content, status=PROBLEMS[problem], kept=kept)


def _by(provider: Provider, wanted: str) -> str:
    return f"{SIGN_IN}?{urlencode({PROVIDER: provider.code, **_kept(wanted)})}"


class _SignOut:
    """As an application of its own, because the framework's sign-out answers for it once the store knows."""

    def __init__(self, site: Named) -> None:
        self.site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        if request.method != "POST":
            await (await run_in_threadpool(self._ask, request))(scope, receive, send)
        elif not asked_from_this_site(request.headers):
            await (await run_in_threadpool(self._ask, request, FORBIDDEN))(scope, receive, send)
        else:
            await self._sign_out(request, send)

    async def _sign_out(self, request: Request, send: Send) -> None:
        """First in the store, which ends the rights of every window; then the framework's own, which forgets the cookies and tells
        the provider."""
        try:
            await run_in_threadpool(end_everywhere, request.cookies)
        except StoreError as error:
            LOG.error("Signing out could not be recorded: %s", error)
            answer = await run_in_threadpool(self._not_recorded, request, error)
            await answer(request.scope, request.receive, send)
            return
        theirs = _Answer()
        asked = {**request.scope, "method": "GET", "path": THEIR_SIGN_OUT, "raw_path": THEIR_SIGN_OUT.encode()}
        await request.scope["router"](asked, request.receive, theirs)
        answer = await run_in_threadpool(self._gone, request, theirs.headers)
        await answer(request.scope, request.receive, send)

    def _gone(self, request: Request, theirs: Headers) -> Response:
        """A page that leads on by itself, to the provider. A redirect would not do: browsers let a form lead to this site only, wherever
        the form's answer sends them."""
        words, onward = words_for(language_of(request)), theirs.get("location", HOME)
        content = f"<p>{escape(words('signout.gone.text'))}</p><p>{_link(onward, words('signout.gone.link'))}</p>"
        response = _page(request, self.site, words("signout.gone.title"), content)
        response.headers["Refresh"] = f"0; url={onward}"
        for cookie in theirs.getlist("set-cookie"):
            response.headers.append("set-cookie", cookie)
        return response

    def _ask(self, request: Request, status: int = 200) -> Response:
        words = words_for(language_of(request))
        content = f"<p>{escape(words('signout.text'))}</p>{_button(words('signout.button'))}"
        return _page(request, self.site, words("signout.title"), content, status=status)

    def _not_recorded(self, request: Request, error: StoreError) -> Response:
        words = words_for(language_of(request))
        said = escape(f"{words('signout.not_recorded')} {words.name(error.message)}")
        content = f"<p>{said}</p>{_button(words('signout.button'))}"
        return _page(request, self.site, words("signout.title"), content, status=UNAVAILABLE)


class _Answer:
    """Takes an application's answer in the place of `send`, and keeps its headers."""

    headers = Headers()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.headers = Headers(raw=message["headers"])


def _button(label: str) -> str:
    return f'<form method="post" action="{SIGN_OUT}"><button type="submit">{escape(label)}</button></form>'


def _link(address: str, label: str) -> str:
    return f'<a href="{escape(address, quote=True)}">{escape(label)}</a>'


def _page(
    request: Request, site: Named, title: str, content: str, *, status: int = 200, kept: Mapping[str, str] | None = None
) -> Response:
    language = language_of(request)
    html = plain_page(site(language), language, title=title, content=content, kept=kept or {})
    return HTMLResponse(html, status, {**NO_STORE, "Content-Language": language})
