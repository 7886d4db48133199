"""How residents and staff are told. Nothing leaves the house unless it is chosen here."""

import environ

env = environ.Env()

MESSAGES_RESIDENT = env.str("MESSAGES_RESIDENT", default="console")  # console, sms or page
MESSAGES_STAFF = env.str("MESSAGES_STAFF", default="console")  # console, email or page
# Seconds that a provider has to answer.
MESSAGES_TIMEOUT = env.float("MESSAGES_TIMEOUT", default=5.0)
SMS_URL = env.str("SMS_URL", default="")
SMS_KEY_ID = env.str("SMS_KEY_ID", default="")
SMS_SECRET = env.str("SMS_SECRET", default="")
SMS_SIGN = env.str("SMS_SIGN", default="")
# Groups of staff in WeCom: organisation's code=webhook, comma-separated; * is told everything.
WECOM_GROUPS = env.dict("WECOM_GROUPS", default={})
MAIL_FROM = env.str("MAIL_FROM", default="")
EMAIL_URL = env.str("EMAIL_URL", default="")
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = MESSAGES_TIMEOUT
