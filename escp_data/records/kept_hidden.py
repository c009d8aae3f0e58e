"""What disclosure control hides that readers may look for: after a change of method, or an upload.

Which sums these are, never a number.
"""

from escp_data.store.database import Store
from escp_data.suppression.audit import newly_hidden


def hidden_by_method(store: Store) -> list[str]:
    """What an earlier version of the dashboard showed and this one hides: a sentence a measure."""
    with store.reading() as connection:
        return list(newly_hidden(connection))


def hidden_with(store: Store, upload_id: int) -> list[str]:
    """What was given away already when an upload was stored, and is hidden from then on.

    As the audit log names it: measure, window and group.
    """
    with store.reading() as connection:
        found = connection.execute(
            "SELECT detail FROM audit_log WHERE event = 'given away'"
            " AND at = (SELECT uploaded_at FROM uploads WHERE id = ?) ORDER BY id",
            (upload_id,),
        ).fetchall()
    return [detail for (detail,) in found]
