"""训诫、罚款、拘留 against whoever hinders enforcement or abuses objections (民诉法第十章，山阳第三十一条)."""
