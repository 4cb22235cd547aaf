"""执行: urging, execution, objection, bankruptcy transfer."""
