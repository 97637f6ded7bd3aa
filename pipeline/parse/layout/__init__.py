"""Words with boxes -> lines, blocks, reading order and roles; pure geometry, no PDF is needed to test it."""
