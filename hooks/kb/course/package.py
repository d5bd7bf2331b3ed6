"""Packs a course from a built site: a SCORM 1.2 zip for each of its languages."""

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from lxml import html

from kb.content.library import Library
from kb.course.chapter import Chapter, chapter
from kb.course.manifest import manifest
from kb.course.model import Course
from kb.edition import Edition
from kb.system.refusals import RefusedError, why
from kb.system.replaced_files import replace_file
from kb.urls import address, file_at, without_index

_FRAME = ("assets/course/course.css", "assets/course/scheme.js", "assets/course/course.js")
"""What the wrapper needs besides the styles that all chapters share."""

_LONGEST_SUSPENDED = 4096
"""Characters that an LMS must keep for a learner (`cmi.suspend_data`, SCORM 1.2)."""

_DAY = (1980, 1, 1, 0, 0, 0)
"""A fixed date, zip's earliest, so that the same site always gives the same bytes."""


class CourseError(RefusedError):
    """Says in Russian why no package can be written, and what to do."""


def write(
    course: Course, site: Path, out: Path, *, edition: Callable[[str], Edition]
) -> Iterator[Path]:
    """Writes the packages of a course from the site built in `site`; yields each file's path.

    Raises `CourseError` before anything is written for a language, and `OSError` if a file cannot
    be written; an older one stays then.
    """
    for locale in course.title:
        files = contents(course, site, edition(locale))
        target = out / f"{course.id}-{locale}.zip"
        out.mkdir(parents=True, exist_ok=True)
        replace_file(target, _zip(files))
        yield target


def changed_since_the_build(course: Course, site: Path, library: Library) -> list[str]:
    """Returns the files of a course's pages, and of what they embed, that are newer than the site.

    Every build writes to the folder of the site, whose date is therefore that of the last build.
    """
    built = site.stat().st_mtime
    found: dict[str, None] = {}
    for locale in course.title:
        keys = [*course.pages, course.quiz]
        pages = [one for key in keys if (one := library.find(locale, key))]
        parts = [
            part
            for page in pages
            for block in page.embeds
            if (part := library.find(locale, block.id))
        ]
        names = (one.shown_as for one in (*pages, *parts))
        found |= dict.fromkeys(one for one in names if Path(one).stat().st_mtime > built)
    return list(found)


def contents(course: Course, site: Path, edition: Edition) -> Mapping[str, bytes]:
    """Returns all files of the package in the language of the edition, by path, in order.

    Raises `CourseError`.
    """
    chapters = _chapters(course, site, edition)
    common = [
        path
        for path, medium in chapters[0].styles.items()
        if not medium and all(path in one.styles for one in chapters)
    ]
    values = {"t": edition.messages, "course": course, "locale": edition.locale}
    files = {
        "index.html": edition.fragments.render(
            "course",
            chapters=chapters,
            styles=common,
            title=course.title[edition.locale],
            **values,
        ).encode()
    }
    for one in chapters:
        rendered = edition.fragments.render("course-chapter", chapter=one, **values)
        files[one.path] = rendered.encode()
    needed = {*_FRAME}.union(*(one.files for one in chapters))
    for path in _with_what_they_name(site, needed):
        files[path] = _read(site / path)
    identifier = f"kb-{course.id}-{edition.locale}"
    title = course.title[edition.locale]
    listed = manifest(identifier, title, course.mastery, sorted(files))
    return {"imsmanifest.xml": listed, **dict(sorted(files.items()))}


def _chapters(course: Course, site: Path, edition: Edition) -> list[Chapter]:
    keys = [*course.pages, course.quiz]
    # What course.js saves as suspend_data; a learner who has opened everything needs the most.
    if len(json.dumps({"seen": keys, "best": 100}, separators=(",", ":"))) > _LONGEST_SUSPENDED:
        raise CourseError(
            f"В курсе слишком много глав ({len(keys)}): LMS хранит об ученике {_LONGEST_SUSPENDED} "
            "знаков, и номера открытых глав туда не войдут; разделите курс"
        )
    places = {
        key: _place(site, edition.folder, found.path)
        for key in keys
        if (found := edition.find(key)) is not None
    }
    packed = {place: key for key, place in places.items()}
    absent = [place for place in places.values() if not (site / file_at(place)).is_file()]
    if absent:
        raise CourseError(f"В папке {site} нет страниц {', '.join(absent)}; сначала: make site")
    return [
        chapter(
            key,
            place,
            html.document_fromstring((site / file_at(place)).read_bytes()),
            packed,
            lambda path: (site / path).is_file(),
            only_quiz=key == course.quiz,
        )
        for key, place in places.items()
    ]


def _place(site: Path, folder: str, path: str) -> str:
    """The address of a page in the built site, where it may be a folder or a file."""
    file = folder + address(path, directories=False)
    return without_index(file) if (site / file).is_file() else folder + address(path)


def _with_what_they_name(site: Path, paths: Iterable[str]) -> set[str]:
    """Adds the assets that these styles and scripts name: fonts, modules."""
    assets = [
        path.relative_to(site).as_posix()
        for path in (site / "assets").rglob("*")
        if path.is_file() and path.suffix != ".map"
    ]
    found, unread = set[str](), list(paths)
    while unread:
        path = unread.pop()
        if path in found:
            continue
        found.add(path)
        if path.endswith((".css", ".js")):
            text = _read(site / path).decode()
            unread += [one for one in assets if f"/{Path(one).name}" in text]
    return found


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CourseError(f"{path}: {why(error)}; соберите сайт заново") from error


def _zip(files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return packed.getvalue()
