"""The numbers by which vulnerabilities are known: one spelling of each, and which of them mean the same thing."""

import re
from collections.abc import Iterable

DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d_]")
CVE = re.compile(r"CVE-(\d{4})-(\d{4,19})", re.IGNORECASE)
LOOSE_CVE = re.compile(r"CVE[- ]?(\d{4})[- ](\d{4,19})", re.IGNORECASE)
GHSA = re.compile(r"GHSA(?:-[0-9a-z]{4}){3}", re.IGNORECASE)
PUBLIC = re.compile(
    r"^(CVE|GHSA|OSV|PYSEC|RUSTSEC|GO|MAL|GSD|EUVD|DSA|DLA|USN|ALAS\d*|ELSA|RHSA|RLSA|ALSA|SUSE|AVD|TEMP|SNYK|CNVD"
    r"|JVN|JVNDB|ICSA|VDE|SSA|KB)-\w",
    re.IGNORECASE,
)
ONE_EACH = re.compile(
    r"^(CVE-\d{4}-|GHSA-|PYSEC-\d|RUSTSEC-\d|GO-\d|OSV-\d|MAL-\d|GSD-\d|EUVD-\d|SNYK-|TEMP-|CNVD-)", re.IGNORECASE
)
BEST_FIRST = ("CVE-", "GHSA-", "EUVD-", "OSV-", "GO-", "PYSEC-", "RUSTSEC-", "GSD-", "SNYK-")


def canonical(text: str) -> str:
    """The one spelling of an identifier: public numbers by the case of those who give them, others as they stand."""
    plain = " ".join(text.split())
    dashed = DASHES.sub("-", plain)
    if cve := LOOSE_CVE.fullmatch(dashed):
        return f"CVE-{cve[1]}-{cve[2]}"
    if GHSA.fullmatch(dashed):
        return "GHSA" + dashed[4:].lower()
    if PUBLIC.match(dashed) and " " not in dashed:
        return dashed.upper()
    return plain


def key(text: str) -> str:
    """What two spellings of one identifier have in common."""
    return canonical(text).casefold()


def is_public(text: str) -> bool:
    """Whether a number is given by others than the tool that names it."""
    return PUBLIC.match(text) is not None


def is_cve(text: str) -> bool:
    """Whether this is the number of a CVE, in whatever spelling."""
    return CVE.fullmatch(canonical(text)) is not None


def names_one(text: str) -> bool:
    """Whether numbers of this kind stand for one vulnerability each, not for an advisory about several."""
    return ONE_EACH.match(text) is not None


def equivalents(identifier: str, others: Iterable[str]) -> list[str]:
    """The other names of the same vulnerability; none where they are several vulnerabilities that it comprises."""
    if not names_one(identifier):
        return []
    same = [other for other in dict.fromkeys(map(canonical, others)) if names_one(other)]
    cves = {cve for cve in (canonical(identifier), *same) if is_cve(cve)}
    return [other for other in same if other != canonical(identifier)] if len(cves) <= 1 else []


def best(names: Iterable[str]) -> str:
    """Of the names of one vulnerability the one under which it is kept: its CVE number where it has one."""
    return min(names, key=lambda name: (_rank(name), name))


def _rank(name: str) -> int:
    return next((place for place, start in enumerate(BEST_FIRST) if name.startswith(start)), len(BEST_FIRST))
