"""What stays the same from one report to the next: texts without line numbers, images without build numbers."""

import re
from urllib.parse import unquote, urlsplit

NUMBERS = re.compile(r"\d+")
HEXADECIMAL = re.compile(r"\b(?:0x)?[0-9a-f]{7,64}\b", re.IGNORECASE)
LINES = re.compile(
    r"\b(lines?|ln|rows?|col(?:umn)?s?|position|offset)\b([\s:#.=]*)\d+(?:\s*(?:[-–,:]|to)\s*\d+)*"
    r"|(\.\w{1,8})([:(#]L?)\d+(?:[:,]\s?\d+)*(?:-L?\d+)?",
    re.IGNORECASE,
)
VERSION = re.compile(
    r"(?<=[-_@=])v?\d+(?:\.\d+)+[\w.+~-]*?(?=\.(?:jar|war|ear|whl|gem|tgz|nupkg|dist-info|egg-info)\b|/|$)"
)
BUILD = re.compile(
    r"(?:build|bld|b|ci|run|job|pipeline|snapshot|sha|git|g)?[.]?\d{3,}(?:\.\d+)*|\d{8}t?\d*z?", re.IGNORECASE
)
COMMIT = re.compile(r"(?:g|sha|git|rev|commit)?(?:(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,64}|[0-9]{7,})", re.IGNORECASE)
NUMBERED = re.compile(r"(?:build|bld|b|ci|run|job|pipeline)[.]?\d+", re.IGNORECASE)
ANYWHERE = re.compile(
    r"^(?:\.{0,2}/?|/?(?:src|app|code|repo|workspace|project|scan|data|mnt|target|work|tmp|source|sources|build"
    r"|github/workspace|zap/wrk|tf|iac|unknown|none|null)/?|/builds?(?:/.*)?|/home/runner/\w+(?:/.*)?|/tmp/.*"
    r"|/var/(?:tmp|lib)/.*)$",
    re.IGNORECASE,
)
ROOTS = re.compile(
    r"^(?:file:)?/*(?:github/workspace|home/runner/\w+/[^/]+/[^/]+|builds/[^/]+/[^/]+|home/vsts/\w+/\d+/s"
    r"|workspace(?:/source)?|bitbucket/pipelines/agent/build|root/project|home/circleci/project)/",
)
REMOTE = re.compile(r"^(?:[\w.-]+@)([\w.-]+):(?!//)(.+)$")


def without_lines(text: str) -> str:
    """A message without the lines and columns that it names."""
    return LINES.sub(lambda match: f"{match[1] or match[3]}#", text)


def without_numbers(text: str) -> str:
    """A message without any number or hash in it."""
    return NUMBERS.sub("#", HEXADECIMAL.sub("#", text))


def without_version(path: str) -> str:
    """A path in which files and folders carry no version of their package."""
    return VERSION.sub("#", path)


def image(name: str) -> str:
    """An image without its digest and without what its tag says of a build: shop:2.1-b57 is shop:2.1."""
    bare = name.partition("@sha256:")[0]
    place, colon, tag = bare.rpartition(":")
    if not colon or "/" in tag:
        return bare
    kept = _lasting(tag)
    return f"{place}:{kept}" if kept else place


def _lasting(tag: str) -> str:
    """The parts of a tag that outlast a build: not counters, commits and days."""
    parts = re.split(r"([-_+])", tag)
    words, joints = parts[0::2], ["", *parts[1::2]]
    kept = [
        joint + trimmed
        for place, (word, joint) in enumerate(zip(words, joints, strict=True))
        if not _is_build(word, is_first=place == 0) and (trimmed := re.sub(r"(?<=\d)\.\d{3,}$", "", word))
    ]
    return "".join(kept).lstrip("-_+") if any(re.search(r"\w", part) for part in kept) else ""


def _is_build(word: str, *, is_first: bool) -> bool:
    if not is_first and word.isdigit():
        return True
    return any(kind.fullmatch(word) for kind in (BUILD, COMMIT, NUMBERED)) or word.casefold() in ("build", "sha", "git")


def bare_image(name: str) -> str:
    """An image by its name alone."""
    place, colon, tag = name.partition("@")[0].rpartition(":")
    return place if colon and "/" not in tag else name.partition("@")[0]


def repository(address: str) -> str:
    """A repository in one spelling: without who asks for it, without .git and the last slash."""
    text = address.strip().removeprefix("git+").removeprefix("scm:")
    if ssh := REMOTE.match(text):
        text = f"https://{ssh[1]}/{ssh[2]}"
    parts = urlsplit(text) if "://" in text else None
    if parts and parts.hostname:
        port = f":{parts.port}" if _port(parts) and parts.scheme in ("http", "https") else ""
        scheme = "https" if parts.scheme in ("ssh", "git", "http", "https") else parts.scheme
        text = f"{scheme}://{parts.hostname}{port}{parts.path}"
    return text.rstrip("/").removesuffix(".git")


def _port(parts: object) -> int | None:
    try:
        return getattr(parts, "port", None)
    except ValueError:
        return None


def says_where(name: str) -> bool:
    """Whether a name tells one place from another: “.” or a folder of a build machine does not."""
    bare = name.strip().strip("\"'")
    return bool(bare) and ANYWHERE.match(bare) is None


def path(address: str, root: str = "") -> str:
    """A file as its repository names it, wherever it was checked out."""
    text = unquote(address).replace("\\", "/").partition("#")[0]
    if root and text.startswith(root):
        text = text[len(root) :]
    text = ROOTS.sub("", text).removeprefix("file://")
    while text.startswith("./"):
        text = text[2:]
    return text
