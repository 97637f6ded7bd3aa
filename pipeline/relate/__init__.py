"""Document and mentions in, findings out: which study, arm and event each number speaks of."""
