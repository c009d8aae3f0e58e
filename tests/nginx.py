"""nginx with a configuration under test, on this computer, gone afterwards."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.server import HOME, Server, answers

NGINX = shutil.which("nginx")
LOOKS, BETWEEN_LOOKS_SECONDS = 100, 0.1
_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")

ONE_SERVER = """
server {{
    listen 127.0.0.1:{front};
    location / {{
        proxy_pass http://escp_dashboard;
        add_header Set-Cookie $escp_place_cookie;
        add_header X-Led-To $upstream_addr;
        proxy_http_version 1.1;
        proxy_set_header Host $http_host;
        proxy_set_header Upgrade $http_upgrade;
        proxy_set_header Connection upgrade;
    }}
}}
"""
"""What of nginx.conf is left without TLS; and which process answered (`X-Led-To`)."""


@contextmanager
def in_front_of_two(folder: Path, port: int, one: Server, other: Server) -> Iterator[Server]:
    """nginx on `port` with the project's own configuration for two, but for their ports."""
    ours = (HOME / "deploy" / "nginx-two.conf").read_text("utf-8")
    ours = ours.replace("127.0.0.1:8501", f"127.0.0.1:{one.port}")
    ours = ours.replace("127.0.0.1:8502", f"127.0.0.1:{other.port}")
    server = Server(f"http://127.0.0.1:{port}", folder / "error.log")
    up = f"{server.url}/_stcore/health"
    with in_front(folder, ours + ONE_SERVER.format(front=port), lambda: answers(up)):
        yield server


@contextmanager
def in_front(folder: Path, configuration: str, is_up: Callable[[], bool]) -> Iterator[None]:
    """nginx with `configuration` inside its `http`, once `is_up` says so; all it writes is in
    `folder`. Raises AssertionError with nginx's own words where it does not come up.
    """
    (folder / "nginx.conf").write_text(_whole(folder, configuration), "utf-8")
    command = [str(NGINX), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    with subprocess.Popen(
        [*command, "-e", str(folder / "error.log"), "-g", "daemon off;"], stderr=subprocess.DEVNULL
    ) as process:
        try:
            _await(process, is_up, folder / "error.log")
            yield
        finally:
            process.terminate()
            process.wait(timeout=20)


def _whole(folder: Path, configuration: str) -> str:
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in _TEMPORARY)
    whose = "user root;\n" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
    return (
        f"{whose}pid {folder}/nginx.pid;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{temporary}{configuration}}}\n"
    )


def _await(process: subprocess.Popen[bytes], is_up: Callable[[], bool], log: Path) -> None:
    for _ in range(LOOKS):
        try:
            if is_up():
                return
        except OSError:
            pass
        try:
            process.wait(timeout=BETWEEN_LOOKS_SECONDS)
        except subprocess.TimeoutExpired:
            continue
        break
    raise AssertionError(log.read_text("utf-8") if log.exists() else "nginx did not start.")
