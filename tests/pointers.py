"""JSON pointers followed, as RFC 6901 says, by code that shares nothing with the package."""

from __future__ import annotations


def resolve(document, pointer):
    """Return what a pointer leads to; raise `LookupError` where that is not there."""
    value = document
    if pointer and not pointer.startswith("/"):
        raise LookupError(pointer)
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list):
            if not key.isdecimal() or (key != "0" and key.startswith("0")):
                raise LookupError(pointer)
            value = value[int(key)]
        elif isinstance(value, dict):
            value = value[key]
        else:
            raise LookupError(pointer)
    return value
