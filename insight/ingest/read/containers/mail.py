"""A mail as it was saved: what hangs on it are the files."""

from collections.abc import Iterator
from email import message_from_binary_file, policy
from pathlib import Path

_NO_EXPORT = ("image/", "audio/", "video/", "message/", "application/pdf")


def attachments(path: Path) -> Iterator[tuple[str, bytes]]:
    """Name and content of each attachment that is no picture, sound or document."""
    with path.open("rb") as file:
        mail = message_from_binary_file(file, policy=policy.default)
    for number, part in enumerate(mail.walk(), 1):
        if part.is_multipart() or not part.is_attachment() or part.get_content_type().startswith(_NO_EXPORT):
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content:
            yield (part.get_filename() or f"attachment {number}").replace("/", "_"), content
