"""The PDF writer: a document becomes pages; only here is reportlab used."""
