"""A site survey in two languages as information management officers make them for Kobo."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook

SURVEY = (
    (
        "type", "name", "label::English (en)", "label::Arabic (ar)", "hint::English (en)",
        "hint::Arabic (ar)", "required", "relevant", "appearance", "constraint",
        "constraint_message::English (en)", "calculation", "repeat_count", "choice_filter",
        "media::image", "label::Kirundi", "",
    ),
    ("start", "start"),
    ("deviceid", "deviceid"),
    ("begin_group", "Background", "Background", "خلفية", "About the site.", "عن الموقع.", "", "",
     "field-list"),
    ("text", "site_name", "What is the site called?", "ما اسم الموقع؟", "", "", "yes", "", "", "",
     "", "", "", "", "", "Ni gute?"),
    ("select_one yes_no", "Has-Fence", "Is there a fence?", "هل يوجد سياج؟", "", "", "TRUE"),
    ("integer", "children", "How many children?", "كم عدد الأطفال؟", "", "", "yes", "", "",
     ". < 5000", "That is too many."),
    ("decimal", "distance", "How far is the office?", "كم تبعد المكتب؟"),
    ("note", "thanks", "Thank you so far", "شكرًا"),
    ("select_multiple channels or_other", "channels", "Which channels are used?", "ما القنوات؟", "",
     "", "yes", "${children} > 10 and ${Has-Fence} = 'yes'", "minimal"),
    ("end_group",),
    ("begin group", "storage", "Storage", "التخزين", "", "", "",
     "selected(${channels}, 'paper-form') or ${Has-Fence} != 'yes'"),
    ("text", "where_kept", "Where is paper kept?", "أين يُحفظ الورق؟", "Name the room.",
     "اسم الغرفة.", "", "string-length(${site_name}) > 0", "multiline"),
    ("begin_group", "keys", "Keys", "المفاتيح", "", "", "", "not(${Has-Fence} = 'dont know')"),
    ("select_one yes_no", "locked", "Is it locked?", "هل هو مقفل؟", "", "", "yes"),
    ("text", "odd", "Why is it odd?", "لماذا؟", "", "", "", "${locked} = 'yes' and . > today()"),
    ("end_group",),
    ("begin_repeat", "rooms", "Rooms", "الغرف", "", "", "", "", "", "", "", "", "${children}"),
    ("text", "room", "Which room?", "أي غرفة؟", "", "", "yes"),
    ("select_one yes_no", "room_locked", "Locked?", "مقفلة؟", "", "", "", "${room} != ''"),
    ("begin_group", "sizes", "Sizes", "الأحجام"),
    ("integer", "shelves", "Shelves", "الرفوف"),
    ("end_group",),
    ("begin_repeat", "boxes", "Boxes", "صناديق"),
    ("text", "box", "Box", "صندوق"),
    ("end_repeat",),
    ("image", "photo", "Take a photo", "صورة"),
    ("end_repeat",),
    ("calculate", "total", "", "", "", "", "", "", "", "", "", "count(${rooms})"),
    ("text", "if_many", "Why so many rooms?", "لماذا؟", "", "", "", "${total} > 3"),
    ("text", "if_rooms", "Who has the keys?", "من لديه المفاتيح؟", "", "", "",
     "count(${rooms}) > 2"),
    ("select_one cities", "city", "Which city?", "أي مدينة؟", "", "", "", "", "", "", "", "", "",
     "region = ${site_name}"),
    ("end_group",),
    ("geopoint", "place", "Where are you?", "أين أنت؟"),
    ("date", "seen", "When was it seen?", "متى؟"),
)  # fmt: skip

CHOICES = (
    ("list_name", "name", "label::English (en)", "label::Arabic (ar)", "region"),
    ("yes_no", "yes", "Yes", "نعم"),
    ("yes_no", "no", "No", "لا"),
    ("yes_no", "dont know", "Don't know", "لا نعرف"),
    ("channels", "paper-form", "Paper form", "ورق"),
    ("channels", "whatsapp", "WhatsApp", "واتساب"),
    ("cities", 1, "Homs", "حمص", "north"),
    ("cities", 2, "Hama", "حماة", "north"),
)

SETTINGS = (
    ("form_title", "form_id", "version", "default_language", "style"),
    ("Site survey: storage", "site_survey", 2026110101, "English (en)", "pages"),
)


def workbook_by_hand(
    survey: Sequence[Sequence[object]] = SURVEY,
    choices: Sequence[Sequence[object]] = CHOICES,
    settings: Sequence[Sequence[object]] = SETTINGS,
) -> bytes:
    """The workbook with these rows, written by another library than ours."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in (("survey", survey), ("choices", choices), ("settings", settings)):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([cell if cell != "" else None for cell in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
