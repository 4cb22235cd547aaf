"""立案: from the complaint received to acceptance, refusal, return or mediation (民诉法第一百二十二至一百二十七条)."""
