"""The moment that a meeting's screens are fixed at, and what was stored since."""

from escp_data.records.uploads import history
from escp_data.store.database import Store
from escp_data.store.snapshot import moment
from escp_data.text.wording import moment_words, plural


def newest_moment(store: Store, as_at: str | None = None) -> str:
    """When anything was last stored, withdrawn or brought back, up to `as_at` (UTC); "" for never.

    As `View.as_at` it shows the store as it is, and as it stays.
    """
    known = history(store, as_at)
    times = [*known["uploaded_at"], *known["decided_at"].dropna()]
    return max(map(str, times), default="")


def since_then(store: Store, pinned: str) -> str:
    """`2 changes have been stored since 28 November 2026, 09:30.`; "" where there is none."""
    known = history(store)
    late = [*known["uploaded_at"], *known["decided_at"].dropna()]
    many = sum(str(each) > moment(pinned) for each in late)
    if not many:
        return ""
    have = plural(many, "change has", "changes have")
    return f"{have} been stored since {moment_words(pinned)}."
