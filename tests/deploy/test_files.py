"""The files in `deploy/` are whole, and agree with each other and with what they start."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import parse

HOME = Path(__file__).parents[2]
DEPLOY = HOME / "deploy"
COMMAND = "-m streamlit run dashboard.py --server.headless=true"
SYSTEMD = shutil.which("systemd-analyze")


def root(name: str) -> Element:
    found: Element | None = parse(DEPLOY / name).getroot()
    assert found is not None
    return found


def said(name: str) -> str:
    return (DEPLOY / name).read_text("utf-8")


@pytest.mark.skipif(SYSTEMD is None, reason="systemd is not installed")
@pytest.mark.parametrize(
    ("name", "installed"),
    [
        ("escp-dashboard.service", "escp-dashboard.service"),
        ("escp-dashboard@.service", "escp-dashboard@north.service"),
    ],
)
def test_systemd_takes_the_unit(tmp_path: Path, name: str, installed: str) -> None:
    """But for the program and the account, which are not on this computer."""
    unit = tmp_path / installed
    words = said(name).replace("/opt/escp-dashboard/.venv/bin/python", sys.executable)
    whose = r"^(User|Group)=escp(-%i)?$"
    unit.write_text(re.sub(whose, r"\1=root", words, flags=re.MULTILINE), "utf-8")
    told = subprocess.run(
        [str(SYSTEMD), "verify", str(unit)], capture_output=True, text=True, check=False, timeout=60
    )
    assert (told.returncode, told.stderr) == (0, "")


def test_both_services_start_the_same_on_this_computer_alone() -> None:
    service = root("windows-service.xml")
    unit = dict(re.findall(r"^(\w+)=(.+)$", said("escp-dashboard.service"), re.MULTILINE))
    assert service.findtext("arguments") == f"{COMMAND} --server.port=8501"
    assert unit["ExecStart"].endswith(f"/python {COMMAND} --server.port=8501")
    assert 'address = "127.0.0.1"' in (HOME / ".streamlit" / "config.toml").read_text("utf-8")
    for names in (
        {each.get("name") for each in service.iter("env")},
        set(re.findall(r"^Environment=(\w+)=", said("escp-dashboard.service"), re.MULTILINE)),
    ):
        assert names == {"ESCP_DB", "ESCP_ACCESS"}


def test_many_partnerships_run_as_one_does_each_with_its_own() -> None:
    """What shuts a service off is the same; account, store and secrets are a partnership's."""
    alone, each = (
        re.findall(r"^(?!#)(\w+)=(.*)$", said(name), re.MULTILINE)
        for name in ("escp-dashboard.service", "escp-dashboard@.service")
    )
    own = {"Description", "User", "Group", "Environment", "EnvironmentFile", "ExecStart"}
    own |= {"StateDirectory"}
    assert [pair for pair in alone if pair[0] not in own] == [
        pair for pair in each if pair[0] not in own
    ]
    shared = {"ExecStart", "Description"}
    assert [pair for pair in each if pair[0] in own - shared and "%i" not in pair[1]] == []
    assert COMMAND in dict(each)["ExecStart"]


def test_two_processes_need_what_is_named_at_the_top() -> None:
    """The two lines that change are lines of nginx.conf, and lead to what is defined here."""
    two = said("nginx-two.conf")
    assert "proxy_pass http://127.0.0.1:8501;" in said("nginx.conf")
    for used in ("proxy_pass http://escp_dashboard;", "add_header Set-Cookie $escp_place_cookie;"):
        assert f"#     {used}" in two
    assert "upstream escp_dashboard {" in two
    assert "map $cookie_escp_place $escp_place_cookie {" in two


def test_the_windows_service_is_as_its_program_has_it() -> None:
    service = root("windows-service.xml")
    assert service.tag == "service"
    assert re.fullmatch("[a-z]+", service.findtext("id") or "")
    [failure], [log] = service.iter("onfailure"), service.iter("log")
    assert failure.attrib == {"action": "restart", "delay": "10 sec"}
    assert log.attrib == {"mode": "roll-by-size"}
    assert service.findtext("serviceaccount/username") == "NT AUTHORITY\\LocalService"


def test_iis_passes_on_what_nginx_does() -> None:
    """To the same port, as much as an upload takes, and nobody's word from outside."""
    server = root("web.config").find("system.webServer")
    assert server is not None
    rules = {str(each.get("name")): each for each in server.iter("rule")}
    assert list(rules) == ["https", "dashboard"]
    told = {each.get("name"): each.get("value") for each in rules["dashboard"].iter("set")}
    assert told == {
        "HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_ESCP_PROXY": "", "HTTP_X_FORWARDED_EMAIL": ""
    }  # fmt: skip  # a list in few lines
    action = rules["dashboard"].find("action")
    assert action is not None
    assert action.get("url") == "http://127.0.0.1:8501/{R:1}"
    [limit] = server.iter("requestLimits")
    assert limit.get("maxAllowedContentLength") == str(12 * 1024 * 1024)
    nginx = said("nginx.conf")
    for line in (
        "proxy_pass http://127.0.0.1:8501;", "client_max_body_size 12m;",
        'proxy_set_header X-Escp-Proxy "";', 'proxy_set_header X-Forwarded-Email "";',
        "proxy_set_header X-Forwarded-Proto https;",
    ):  # fmt: skip  # a list in few lines
        assert line in nginx


def test_the_image_installs_from_the_lock_and_runs_as_nobody_special() -> None:
    lines = [line for line in said("Containerfile").splitlines() if not line.startswith("#")]
    steps = [line.partition(" ")[0] for line in lines]
    assert steps == [
        "FROM", "WORKDIR", "COPY", "RUN", "COPY", "RUN", "USER", "ENV", "EXPOSE", "CMD"
    ]  # fmt: skip  # a list in few lines
    assert "--require-hashes -r requirements.lock" in lines[3]
    assert lines[steps.index("USER")] == "USER escp"
    left_out = (HOME / ".dockerignore").read_text("utf-8").splitlines()
    assert {".venv", ".demo", ".streamlit/secrets.toml", ".streamlit/access.toml"} < set(left_out)


def test_the_guide_names_every_file() -> None:
    guide = (HOME / "docs" / "deployment.md").read_text("utf-8")
    files = [each.name for each in DEPLOY.iterdir() if each.is_file() and each.suffix != ".py"]
    assert [name for name in (*files, "requirements.lock") if name not in guide] == []
