"""案款: money on the court's account, its way to the payee, and the ledger (南召三5、四10, 执行款物管理规定)."""
