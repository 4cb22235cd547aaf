"""变更、追加当事人: whom the instrument does not name takes part in its enforcement by ruling (南召四1, 变更追加规定)."""
