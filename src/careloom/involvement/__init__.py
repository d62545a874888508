"""Payment rates and rules, opportunities and claims."""
