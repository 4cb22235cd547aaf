"""Courts, departments, people and the powers they hold."""
