"""What files of Word and of Excel have in common."""

OLD = b"\xd0\xcf\x11\xe0"
"""The beginning of a file in the format of Office 97, in which a password wraps a newer one too."""
