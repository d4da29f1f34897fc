"""What Word documents share: pages, styles and tables, whoever fills them."""
