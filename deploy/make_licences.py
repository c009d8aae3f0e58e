"""`python deploy/make_licences.py` writes docs/licences.md: what packages say of their licences.

Of everything that `requirements.txt` brings, as it is installed where this runs.
"""

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

HOME = Path(__file__).parent.parent
_NAME = re.compile(r"^[A-Za-z0-9._-]+")
HEAD = """\
# Licences

What the packages that run the dashboard say of their licences.
Made by `python deploy/make_licences.py`.

| package | version | licence |
|---|---|---|
"""


def needed() -> dict[str, Distribution]:
    """Everything that runs the dashboard, by name: what is asked for, and what that asks for."""
    lines = (HOME / "requirements.txt").read_text("utf-8").splitlines()
    open_ = [match.group() for line in lines if (match := _NAME.match(line))]
    found: dict[str, Distribution] = {}
    while open_:
        name = open_.pop().lower().replace("_", "-")
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:  # for another system, or asked for by an extra alone
            continue
        for each in found[name].requires or ():
            if "extra ==" not in each and (match := _NAME.match(each)):
                open_.append(match.group())
    return found


def licence(package: Distribution) -> str:
    """In a few words: as an expression, from the classifiers, or the field's first line."""
    about = package.metadata
    if "License-Expression" in about:
        return str(about["License-Expression"])
    classified = [
        each.rpartition(" :: ")[2]
        for each in about.get_all("Classifier") or ()
        if each.startswith("License :: ") and each != "License :: OSI Approved"
    ]
    said = str(about.json.get("license", "")).strip().splitlines()
    return "; ".join(classified) or (said[0] if said else "in the package's own files")


def main() -> None:
    """Write the table."""
    rows = [
        f"| {name} | {package.version} | {licence(package).replace('|', '/')} |"
        for name, package in sorted(needed().items())
    ]
    (HOME / "docs" / "licences.md").write_text(HEAD + "\n".join(rows) + "\n", "utf-8")


if __name__ == "__main__":
    main()
