"""The WSGI application that gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
gc.set_threshold(50_000, 20, 100)  # a page makes thousands of objects, and few of them in circles
application = get_wsgi_application()
gc.freeze()  # what was loaded is never garbage
