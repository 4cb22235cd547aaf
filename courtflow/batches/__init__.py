"""批量办理: one act for many proceedings in the same state, and the papers that it made as one file to print."""
