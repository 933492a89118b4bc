"""What `make bench` measures: how fast the pages come and how many visitors they bear, as ratios within one run."""
