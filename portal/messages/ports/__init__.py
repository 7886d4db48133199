"""The ways out of the house: one small class each, chosen by the message's channel."""

from portal.messages.ports.console import Console
from portal.messages.ports.mail import Mail
from portal.messages.ports.port import Port
from portal.messages.ports.sms import Sms
from portal.messages.ports.wecom import WeCom
from portal.messages.words import Channel

PORTS: dict[str, type[Port]] = {
    Channel.CONSOLE: Console,
    Channel.EMAIL: Mail,
    Channel.SMS: Sms,
    Channel.WECOM: WeCom,
}


def port_of(channel: str) -> Port:
    """The port of a channel. Raises KeyError for one that sends nothing."""
    return PORTS[channel]()
