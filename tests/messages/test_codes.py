"""A sign-in code through the SMS provider: signed, at once, and said when it did not go."""

import pytest

from portal.messages.ports.codes import SmsCodes
from portal.residents.senders import CouldNotSend

NUMBER = "13800138000"


def test_the_provider_gets_number_and_code(by_sms):
    SmsCodes().send_code(NUMBER, "123456")
    [request] = by_sms.seen
    assert request["body"]["to"] == NUMBER
    assert "123456" in request["body"]["text"]
    assert "X-Signature" in request["headers"]


@pytest.mark.parametrize("how", ["busy", "moved", "stall", 500])
def test_what_did_not_go_is_said_without_the_number(by_sms, how):
    by_sms.then = how
    with pytest.raises(CouldNotSend) as failure:
        SmsCodes().send_code(NUMBER, "123456")
    assert NUMBER not in str(failure.value)
    assert "123456" not in str(failure.value)
