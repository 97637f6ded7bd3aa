"""What ClinicalTrials.gov says of the trials that the papers name, kept over time and held against them."""
