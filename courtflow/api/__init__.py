"""REST for other systems: versioned, documented, with acts as actions and problem details in Chinese."""
