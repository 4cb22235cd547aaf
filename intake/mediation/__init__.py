"""诉前调解: thirty days with a mediator before the suit (民诉法第一百二十五条, 特邀调解规定第二十七条, 山阳第二条)."""
