"""Benchmarks, each a ratio measured in one run, because absolute times say more about the machine than about us."""
