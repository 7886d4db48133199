"""What the settings say about ways of sending, and whether they say enough. Sends nothing."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from portal.messages.words import Channel

RESIDENT = frozenset({Channel.CONSOLE, Channel.SMS, Channel.PAGE})
STAFF = frozenset({Channel.CONSOLE, Channel.EMAIL, Channel.PAGE})
# What each way of sending needs, and what stands there.
NEEDS: dict[str, dict[str, str]] = {
    Channel.SMS: {
        "SMS_URL": "the provider's address, https://…",
        "SMS_KEY_ID": "the name of the key that the provider gave",
        "SMS_SECRET": "the secret that signs each request",
        "SMS_SIGN": "the signature that residents see in front of the text",
    },
    Channel.EMAIL: {
        "EMAIL_URL": "smtp+tls://user:password@host:587",
        "MAIL_FROM": "the address that staff see as the sender",
    },
}


def check_configured() -> None:
    """Every chosen way of sending has what it needs. Raises ImproperlyConfigured saying what to set."""
    faults = [*_unknown(), *_missing(), *_groups()]
    if faults:
        lines = "\n".join(f"  {fault}" for fault in faults)
        raise ImproperlyConfigured(
            f"Messages cannot be sent as the settings say:\n{lines}\n"
            "Set them in the service's environment, or choose MESSAGES_RESIDENT=console and "
            "MESSAGES_STAFF=console; docs/operations.md explains each."
        )


def way_to(audience_is_resident: bool) -> str:
    """The channel that the settings choose for residents, or for one member of staff."""
    chosen: str = settings.MESSAGES_RESIDENT if audience_is_resident else settings.MESSAGES_STAFF
    return chosen


def _unknown() -> list[str]:
    chosen = (("MESSAGES_RESIDENT", RESIDENT), ("MESSAGES_STAFF", STAFF))
    return [
        f"{name}: choose one of {', '.join(sorted(known))}"
        for name, known in chosen
        if getattr(settings, name) not in known
    ]


def _missing() -> list[str]:
    chosen = {settings.MESSAGES_RESIDENT, settings.MESSAGES_STAFF}
    return [
        f"{name}: {what}"
        for channel, needs in NEEDS.items()
        if channel in chosen
        for name, what in needs.items()
        if not getattr(settings, name, "")
    ]


def _groups() -> list[str]:
    return [
        f"WECOM_GROUPS: the address of {code} must begin with https:// or http://"
        for code, url in settings.WECOM_GROUPS.items()
        if not url.startswith(("https://", "http://"))
    ]
