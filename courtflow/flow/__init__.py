"""The kernel: acts, the one function that performs them, deadlines, tasks and the hash-chained history."""
