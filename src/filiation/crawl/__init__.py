"""A crawl of any size: find every tradition in it, keep them in a folder of tables, and look a text up in them."""
