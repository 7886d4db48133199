"""Use the database while a browser is open."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connections


def beside(function, *arguments, **named):
    """In a thread of its own, because the browser's counts as asynchronous to Django."""

    def and_close():
        try:
            return function(*arguments, **named)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(and_close).result()
