"""Records and tables that other programs wrote: JSON, XML, SQL, Parquet, HTML."""
