"""What editors write: the home page, news, notices, standing pages, pictures, the site's own facts."""
