"""What courtflow needs to run on a bare machine: its own PostgreSQL, Valkey, web, worker and beat."""
