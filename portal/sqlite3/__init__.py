"""Django's SQLite backend with a queue before the write lock. It knows nothing of the portal."""
