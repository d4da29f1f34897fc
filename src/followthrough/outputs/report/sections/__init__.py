"""The sections of reports: each module words one matter, and speaks where there is nothing to say."""
