"""The parts that pages are built of; each shows values and tells what a person did."""
