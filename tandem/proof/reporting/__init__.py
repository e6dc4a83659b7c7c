"""Documents for people outside: what Tandem knows, as PDF, Word, Excel, JSON and OSCAL."""
