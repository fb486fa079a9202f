"""Work outside the web process: a queue as the bell, the database row as the truth."""
