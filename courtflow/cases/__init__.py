"""The case and everything in it: proceedings, parties, instruments, obligations, performances."""
