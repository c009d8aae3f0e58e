"""nginx in front, as `deploy/nginx.conf` has it: TLS, a host name, a sub-path, a real sign-in."""

import http.client
import re
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from escp_data.access.listed import ACCESS
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.screen import listen, settled
from tests.nginx import NGINX, in_front
from tests.server import HOME, free_port, is_up, started
from tests.serving.provider import providing

OPENSSL = shutil.which("openssl")
NAME, EDITOR = "plan.council.example", "coordinator@council.example"
QUARTER = HOME / "sample_data" / "2025-26_Q4.xlsx"
pytestmark = pytest.mark.skipif(not (NGINX and OPENSSL), reason="nginx or openssl is not installed")


@dataclass(frozen=True)
class Front:
    """Where nginx listens, and where the dashboard behind it does."""

    port: int
    behind: int

    @property
    def url(self) -> str:
        return f"https://{NAME}:{self.port}/plan/"

    def ask(self, path: str, **headers: str) -> tuple[int, Message]:
        """Status and headers of what nginx answers; `Host` and `Origin` as given."""
        trusting = ssl._create_unverified_context()
        connection = http.client.HTTPSConnection(
            "127.0.0.1", self.port, timeout=20, context=trusting
        )
        return answered(connection, path, {"Host": f"{NAME}:{self.port}"} | headers)


def answered(
    connection: http.client.HTTPConnection, path: str, headers: dict[str, str]
) -> tuple[int, Message]:
    """One question and its answer, and nothing left open."""
    with closing(connection):
        connection.request("GET", path, headers=headers)
        with closing(connection.getresponse()) as answer:
            return answer.status, answer.headers


@pytest.fixture(scope="module")
def front(own_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """The dashboard under /plan/, its provider, and nginx."""
    folder = tmp_path_factory.mktemp("front")
    found = Front(free_port(), free_port())
    (folder / "access.toml").write_text(f'editors = ["{EDITOR}"]\n', "utf-8")
    with providing() as provider:
        provider.email = EDITOR
        secrets = provider.secrets(f"{found.url}oauth2callback")
        (folder / "secrets.toml").write_text(secrets, "utf-8")
        settings = {
            "ESCP_DB": str(own_sample), ACCESS: str(folder / "access.toml"),
            "STREAMLIT_SECRETS_FILES": str(folder / "secrets.toml"),
            "STREAMLIT_SERVER_BASE_URL_PATH": "plan",
        }  # fmt: skip  # a list in few lines
        command = ("-m", "streamlit", "run", "dashboard.py", "--server.allowedHosts", NAME)
        with (
            (folder / "server.log").open("wb") as log,
            started(command, settings, found.behind, log) as process,
        ):
            assert is_up(f"http://127.0.0.1:{found.behind}/plan/_stcore/health", process)
            yield from behind_nginx(found, folder)


def behind_nginx(found: Front, folder: Path) -> Iterator[Front]:
    """nginx with the project's own configuration, but for names, ports and folders."""
    subprocess.run(
        [str(OPENSSL), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         f"/CN={NAME}", "-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip  # a row a line
    ours = (HOME / "deploy" / "nginx.conf").read_text("utf-8")
    ours = ours.replace("listen 443 ssl", f"listen 127.0.0.1:{found.port} ssl")
    ours = ours.replace("listen 80;", f"listen 127.0.0.1:{free_port()};")
    ours = ours.replace("127.0.0.1:8501", f"127.0.0.1:{found.behind}")
    ours = re.sub(r"/etc/ssl/certs/\S+;", f"{folder}/cert.pem;", ours)
    ours = re.sub(r"/etc/ssl/private/\S+;", f"{folder}/key.pem;", ours)
    with in_front(folder, ours, lambda: found.ask("/plan/api/health")[0] == 200):
        yield found


@pytest.fixture(scope="module")
def own_sample(sample_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(sample_store, tmp_path_factory.mktemp("own") / "own.db"))


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A browser for which the name leads to nginx."""
    arguments = [*ARGUMENTS, f"--host-resolver-rules=MAP {NAME} 127.0.0.1"]
    own = browser.browser_type.launch(executable_path=find_chromium(), args=arguments)
    opened = own.new_page(ignore_https_errors=True, viewport={"width": 1366, "height": 768})
    opened.set_default_timeout(30_000)
    listen(opened)
    yield opened
    own.close()


def test_sign_in_read_upload_download_and_sign_out(tab: Page, front: Front) -> None:
    page = tab
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url.split("/")[2]))
    page.goto(front.url)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{front.url}*")
    expect(page.get_by_role("heading", level=1)).to_contain_text("actions", timeout=30_000)
    page.get_by_role("link", name="2 Physical abuse").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Physical abuse")
    page.get_by_role("link", name="Upload").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Upload")
    page.locator("input[type=file]").set_input_files(QUARTER)
    expect(page.get_by_role("heading", name="1 file")).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="Actions").click()
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    assert download.value.path().read_bytes().startswith(b"\xef\xbb\xbf")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    assert [each for each in said if "Content Security Policy" in each] == []
    assert {host.split(":")[0] for host in asked} <= {NAME, "127.0.0.1"}


@pytest.mark.parametrize(
    "path", ["/plan/", "/plan/_stcore/health", "/plan/_stcore/stream", "/plan/api/health",
             "/plan/media/0.csv", "/plan/static/index.js"],
)  # fmt: skip  # a list in few lines
def test_another_name_or_page_is_refused_on_every_route(front: Front, path: str) -> None:
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        front.ask(path, Host="elsewhere.example")
    assert front.ask(path, Origin="https://elsewhere.example")[0] == 403
    straight = http.client.HTTPConnection("127.0.0.1", front.behind, timeout=20)
    assert answered(straight, path, {"Host": "elsewhere.example"})[0] == 400


def test_no_page_may_frame_it_and_nothing_is_kept(front: Front) -> None:
    _, headers = front.ask("/plan/")
    assert "frame-ancestors 'none'" in str(headers["Content-Security-Policy"])
    assert headers["Cache-Control"] == "no-store"
