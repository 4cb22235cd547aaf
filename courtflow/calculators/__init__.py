"""期限与费用计算器: one core behind the page, the REST resource and `manage.py calc`."""
