"""Reading what scanners and lists say of vulnerabilities: pure, bounded, without Django; child processes import it."""
