"""The account of a paper's numbers: each is part of a finding, or has its reason not to be."""
