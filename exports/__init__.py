"""Tables as files, the same for the pages' downloads and the open figures: CSV, XLSX, Parquet."""
