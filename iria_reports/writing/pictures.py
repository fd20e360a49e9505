"""A picture's name goes in; a Fault comes out where it is missing, not a picture, too large, or outside the desk."""

import warnings

from PIL import Image, UnidentifiedImageError

from iria_reports.desk import Desk, find_file, leads_out
from iria_reports.errors import Fault, Place

MOST_PIXELS = 40_000_000
MOST_BYTES = 25_000_000
FORMATS = {"JPEG", "PNG"}


def check_picture(desk: Desk, name: str, place: Place) -> list[Fault]:
    """The faults of a picture's file, which lies in the desk's reports/ folder and is named at `place`."""
    if "://" in name or name.startswith(("data:", "//")):
        message = f"a picture from elsewhere ({name[:60]})"
        return [Fault(place, "", message, "save the picture into reports/pictures/ and name it here")]
    if leads_out(desk.reports, name):
        return [Fault(place, "", f"{name!r} lies outside reports/", "keep pictures in reports/pictures/")]
    file = find_file(desk.reports, name)
    if file is None:
        return [Fault(place, "", f"no picture {name!r} in reports/", "check the name and the folder")]
    if file.stat().st_size > MOST_BYTES:
        return [Fault(place, "", f"{name} is larger than 25 MB", "save it smaller")]
    return check_pixels(file.as_posix(), name, place)


def check_pixels(file: str, name: str, place: Place) -> list[Fault]:
    """The faults of the picture in `file`: none that can be opened, of another format, or too many pixels."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file) as image:
                width, height, kind = image.width, image.height, image.format
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return [Fault(place, "", f"{name} is not a picture that can be opened", "save it as JPEG or PNG")]
    if kind not in FORMATS:
        return [Fault(place, "", f"{name} is {kind}", "save it as JPEG or PNG")]
    if width * height > MOST_PIXELS:
        message = f"{name} has {width:,} by {height:,} pixels; the most is {MOST_PIXELS:,} in all"
        return [Fault(place, "", message, "save it smaller: 3,000 pixels across fill a page")]
    try:
        with Image.open(file) as image:
            image.load()
    except (OSError, SyntaxError, ValueError) as error:  # Pillow tells a broken PNG by SyntaxError
        return [Fault(place, "", f"{name} is cut short or broken ({error})", "copy it here again, or save it anew")]
    return []
