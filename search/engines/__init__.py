"""Two engines behind one interface: embedded (the default) and Elasticsearch."""
