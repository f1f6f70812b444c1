"""The demo's postbox: mails that would go out, kept for a page; only where no mail server is set and all is made up."""

from __future__ import annotations

from collections.abc import Sequence
from email.message import EmailMessage

from fanlight.commons.petitions.models.kept_mail import KeptMail
from fanlight.commons.petitions.rules.mails import Sent

MOST = 200


class PostboxSender:
    """Stands in for a mail server in the demo. What it keeps is a made-up person's."""

    def send(self, messages: Sequence[EmailMessage]) -> list[Sent]:
        for message in messages:
            KeptMail.objects.create(to=str(message["To"]), subject=str(message["Subject"]), text=message.get_content())
        old = KeptMail.objects.order_by("-pk").values_list("pk", flat=True)[MOST:]
        KeptMail.objects.filter(pk__in=list(old)).delete()
        return [Sent(True)] * len(messages)
