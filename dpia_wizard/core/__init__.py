"""What is decided and computed: records, changes, forms, scores. Plain Python, without a clock."""
