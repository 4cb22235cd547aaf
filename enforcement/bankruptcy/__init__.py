"""执破衔接: from a lead to acceptance or refusal (佳木斯九，山阳第二十九条，执转破指导意见，企业破产法)."""
