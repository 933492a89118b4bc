"""The provider and the dashboard beside it, until Ctrl-C: `make demo-signin`, or python -m demo_signin [FOLDER].

With a store and releases of their own below data/store/demo-signin/, so that nothing tried here is in the way elsewhere. What people
sign in as is bound to the provider's address, and so is that folder: another SIGN_IN_PORT begins anew.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

from ccare_metrics.framework import Programme
from demo_signin.cast import cast, invite, programme_here
from demo_signin.node import NodeError
from demo_signin.provider import running, write_secrets

ROOT = Path(__file__).resolve().parents[1]
STORES = ROOT / "data" / "store" / "demo-signin"
PATIENCE = 15  # seconds that the dashboard has to end by itself


def main() -> int:
    port, sign_in_port = os.environ.get("PORT", "8501"), os.environ.get("SIGN_IN_PORT", "8502")
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else STORES / sign_in_port
    settings = {
        **os.environ,
        "CCARE_DATABASE_URL": f"sqlite:///{folder / 'store.sqlite'}",
        "CCARE_RELEASES": str(folder / "releases"),
        "STREAMLIT_SECRETS_FILES": str(folder / "secrets.toml"),
        "STREAMLIT_SERVER_PORT": port,
        "STREAMLIT_SERVER_ADDRESS": "127.0.0.1",
    }
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # asked to end, it ends both, as with Ctrl-C
    folder.mkdir(parents=True, exist_ok=True)
    programme = programme_here()
    try:
        subprocess.run([sys.executable, "manage.py", "init"], cwd=ROOT, env=settings, check=True)
        invite(settings["CCARE_DATABASE_URL"], programme)
        with running(programme, site=f"http://localhost:{port}", port=int(sign_in_port)) as provider:
            write_secrets(folder / "secrets.toml", provider)
            print(_said(programme, provider.site, provider.issuer), flush=True)
            return _serve(settings)
    except NodeError as error:
        print(error, file=sys.stderr)
    except subprocess.CalledProcessError as error:
        return error.returncode
    except KeyboardInterrupt:
        return 0
    return 1


def _serve(settings: dict[str, str]) -> int:
    """The dashboard, in the terminal's own group: Ctrl-C reaches it too, and both are waited for."""
    process = subprocess.Popen([sys.executable, "-m", "streamlit", "run", "server.py"], cwd=ROOT, env=settings)
    try:
        return process.wait()
    finally:
        process.terminate()
        try:
            process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()


def _said(programme: Programme, site: str, issuer: str) -> str:
    people = "\n".join(f"  {part.email:<32} {part.role}" for part in cast(programme))
    return f"Sign in at {site} as one of\n{people}\nThe provider is at {issuer}. Ctrl-C ends both."


if __name__ == "__main__":
    sys.exit(main())
