"""变更、追加当事人: whoever the instrument does not name becomes a party by ruling alone (南召四1, 变更追加规定)."""
