"""A report to hand on: what is known of every recorded figure, on one page that needs no network."""
