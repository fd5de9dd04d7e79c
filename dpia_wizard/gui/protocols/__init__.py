"""The register of protocols (DPISP): the list, its editor, and what to look at again."""
