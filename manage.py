#!/usr/bin/env python
"""Django's command line for Echowall; development settings unless told otherwise."""

import gc
import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    gc.set_threshold(50_000, 20, 100)  # loading and migrating make much, and throw little away
    execute_from_command_line(sys.argv)
