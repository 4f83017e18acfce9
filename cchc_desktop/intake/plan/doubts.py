"""What a reading leaves in doubt: sentences that stand beside the item where it is looked over."""


def told(doubt: str, more: str) -> str:
    """Both reasons, one after the other; a reason that is told already is not told twice."""
    if not more or more in doubt:
        return doubt
    return f"{doubt.rstrip('.')}. {more}" if doubt else more
