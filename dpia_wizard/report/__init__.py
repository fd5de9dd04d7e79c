"""What is printed: documents computed from an assessment, written as PDF, signed and verified."""
