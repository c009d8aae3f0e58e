"""nginx with a configuration under test, on this computer, gone afterwards."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

NGINX = shutil.which("nginx")
LOOKS, BETWEEN_LOOKS_SECONDS = 100, 0.1
_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


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
