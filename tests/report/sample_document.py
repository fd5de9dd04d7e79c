"""A made-up report that uses every block, in English and in Arabic."""

# ruff: noqa: E501 -- whole sentences, one to a line

from __future__ import annotations

from datetime import date

from dpia_wizard.report import document as d
from dpia_wizard.report.document import Chip, Column, GroupRow, Row, Span, Text, cell, spans

WORDS = {
    "en": {},
    "ar": {
        "Low": "منخفض",
        "Medium": "متوسط",
        "High": "مرتفع",
        "Critical": "حرج",
        "Not rated": "غير مقيّم",
        "SENSITIVITY: HIGH · NEED TO KNOW": "الحساسية: عالية · للمعنيين فقط",
        "edition 2 · Full report · ": "الطبعة 2 · التقرير الكامل · ",
        "not yet approved": "لم يُعتمد بعد",
        "Fingerprint": "البصمة",
        "Copy 1 of 3 · printed": "النسخة 1 من 3 · طُبعت في",
        "destroy when replaced": "تُتلف عند استبدالها",
        "Page {page} of {pages}": "صفحة {page} من {pages}",
        "Initials": "الأحرف الأولى",
        "Data protection impact assessment": "تقييم الأثر على حماية البيانات",
        "Inter-agency case management for children at risk, under Ukraine’s DPISP": (
            "إدارة الحالات المشتركة بين الوكالات للأطفال المعرّضين للخطر وفق بروتوكول أوكرانيا"
        ),
        "How the data of about 1,900 children is collected, kept and shared.": (
            "كيف تُجمع بيانات نحو 1,900 طفل وتُحفظ ويُتبادل بها، وما قد يضرّ الطفل."
        ),
        "1 of 18 risks is Critical today, 11 are High.": "خطر واحد من 18 حرج اليوم، و11 مرتفعة.",
        "The work cannot be approved as it stands: one stop condition is present. See ": (
            "لا يمكن اعتماد العمل بحالته الراهنة: شرط إيقاف واحد قائم. انظر "
        ),
        ", p. {page}": "، ص {page}",
        "Reference": "المرجع",
        "Status": "الحالة",
        "Not yet approved.": "لم يُعتمد بعد.",
        "Supervisor agreed on": "وافق المشرف في",
        "Scope": "النطاق",
        "Case management in three oblasts; Agencies A, B, C and D (examples)": (
            "إدارة الحالات في ثلاث مقاطعات؛ الوكالات أ وب وج ود (أمثلة)"
        ),
        "Address": "العنوان",
        "The protocol that this assessment rests on": "البروتوكول الذي يستند إليه هذا التقييم",
        "Content fingerprint": "بصمة المحتوى",
        "Contents": "المحتويات",
        "Summary for the decision": "ملخص لاتخاذ القرار",
        "Where the risks were and where they are": "أين كانت المخاطر وأين هي الآن",
        "How many per level": "العدد في كل مستوى",
        "Risks": "المخاطر",
        "Before controls": "قبل الضوابط",
        "Today": "اليوم",
        "If the plan is done": "بعد تنفيذ الخطة",
        "All": "المجموع",
        "Box: risks in this cell today. Circle and arrow: how many left this cell.": (
            "المربع: عدد المخاطر في الخلية اليوم. الدائرة والسهم: كم خطرًا غادر الخلية وإلى أين."
        ),
        "4 Almost certain": "4 شبه مؤكد",
        "3 Likely (or unknown)": "3 مرجّح (أو غير معروف)",
        "2 Possible": "2 ممكن",
        "1 Remote": "1 بعيد",
        "1 Low distress": "1 ضيق خفيف",
        "2 Limited harm": "2 ضرر محدود",
        "3 Serious harm": "3 ضرر جسيم",
        "4 Grave or irreversible": "4 بالغ أو لا رجعة فيه",
        "Decisions asked of you": "القرارات المطلوبة منكم",
        "Stop case talk in messaging apps and use the coded hand-over form.": (
            "وقف تداول الحالات في تطبيقات المراسلة واستخدام نموذج التسليم المرمّز."
        ),
        "Without it: accept R49 in writing and inform the coordinator.": (
            "وإلا: قبول R49 كتابةً وإبلاغ منسّق مجموعة العمل."
        ),
        "Release 3,400 USD for device management.": "صرف 3,400 دولار لإدارة الأجهزة.",
        "Yes": "نعم",
        "No": "لا",
        "First actions": "أولى الإجراءات",
        "Action": "الإجراء",
        "Risk": "الخطر",
        "Owner": "المسؤول",
        "Due": "الموعد",
        "Supervisor": "المشرف",
        "Risk register": "سجل المخاطر",
        "No.": "الرقم",
        "Risk to the child": "الخطر على الطفل",
        "Why today’s level": "سبب مستوى اليوم",
        "Next step": "الخطوة التالية",
        "Messaging app or phone checked": "تفتيش تطبيق المراسلة أو الهاتف",
        "Case file, laptop or phone stolen or lost": "سرقة أو ضياع ملف أو حاسوب أو هاتف",
        "Sensitive fields collected without need": "جمع حقول حساسة دون حاجة",
        "L{l} S{s}": "ح{l} ش{s}",
        "Likelihood stays: M39 earns only ½": "الاحتمال لا يتغير: M39 يكسب ½ فقط",
        "Drill: report a lost device within 2 hours": "تمرين: الإبلاغ عن جهاز مفقود خلال ساعتين",
        "Sharing": "التبادل",
        "Range of three raters": "مدى ثلاثة مقيّمين",
        "to": "إلى",
        "Caseworkers of three agencies agree hand-overs in private chats. ": (
            "يتفق العاملون في ثلاث وكالات على تسليم الحالات في محادثات خاصة. "
        ),
        "Most at risk:": "الأكثر عرضة:",
        "children whose address must stay hidden.": "أطفال يجب أن يبقى عنوانهم مخفيًا.",
        "What can cause it": "ما الذي قد يسببه",
        "What it does to the child": "أثره على الطفل",
        "Chats with case details are read by someone else": "يقرأ غيرهم محادثات فيها تفاصيل الحالة",
        "Phone thief or finder": "سارق الهاتف أو من يعثر عليه",
        "Checkpoint, forensic tool": "نقطة تفتيش، أداة استخراج",
        "Relative with shared phone": "قريب يشاركه الهاتف",
        "Family located, child threatened or taken": "تحديد مكان الأسرة وتهديد الطفل أو أخذه",
        "Caseworker detained, service stops": "احتجاز العامل وتوقف الخدمة",
        "no barrier": "بلا حاجز",
        "verified": "متحقَّق منه",
        "in place, not verified": "قائم، لم يُتحقق منه",
        "partly": "جزئي",
        "planned, not counted today": "مخطط، لا يُحتسب اليوم",
        "and 2 more": "و2 غيرها",
        "Why Critical": "لماذا حرج",
        "Likelihood": "الاحتمال",
        "Severity": "الشدة",
        "Likely 3 and Grave 4 give ": "مرجّح 3 وبالغ 4 يعطيان ",
        "M39 earns ½. M55 earns nothing.": "M39 يكسب ½. M55 لا يكسب شيئًا.",
        "Matrix: child protection 4 by 4, rule edition 1.": "المصفوفة: حماية الطفل 4×4، الطبعة 1.",
        "Acceptance asked for; nobody has accepted this risk.": "طُلب القبول؛ لم يقبل أحد هذا الخطر.",
        "Head of office: name, signature, date": "رئيس المكتب: الاسم والتوقيع والتاريخ",
        "Purpose and legal basis": "الغرض والأساس القانوني",
        "Why is each item needed?": "لماذا يلزم كل بند؟",
        "Not answered": "لم يُجب عنه",
        "Clauses": "البنود",
        "Annex A: what rests on each clause": "الملحق أ: ما يستند إلى كل بند",
        "Clause": "البند",
        "Answers": "الإجابات",
        "Controls": "الضوابط",
        "none": "لا شيء",
        "Transmission": "النقل",
        "Approved channels, encryption, messaging. ": "القنوات المعتمدة والتشفير والمراسلة. ",
        "Under strain:": "تحت الضغط:",
        "practice differs from the clause.": "الممارسة تختلف عن البند.",
        "three chat groups with names": "ثلاث مجموعات محادثة فيها أسماء",
        "Signatures": "التوقيعات",
        "I sign for": "أوقّع على",
        "Sign with ink, or digitally, not both.": "التوقيع بالحبر أو رقميًا، لا بهما معًا.",
        "Decision": "القرار",
        "Approved": "معتمد",
        "Approved with conditions until": "معتمد بشروط حتى",
        "Returned": "معاد",
        "Rejected": "مرفوض",
        "Name": "الاسم",
        "Post, agency": "المنصب، الجهة",
        "Date": "التاريخ",
        "Signature": "التوقيع",
        "Stamp, or digital signature": "الختم، أو التوقيع الرقمي",
        "Author": "المُعِدّ",
        "The answers describe what really happens.": "الإجابات تصف ما يحدث فعلًا.",
        "I rated the risks myself and saw the evidence.": "قيّمتُ المخاطر بنفسي واطّلعت على الأدلة.",
        "Adviser": "مستشار حماية البيانات",
        "Head of office": "رئيس المكتب",
        "Working Group": "مجموعة العمل",
        "Received. This is not an acceptance of risk.": "عُلم بالاستلام. ليس هذا قبولًا للمخاطر.",
        "Signed digitally": "موقَّع رقميًا",
        "Child protection manager, Agency A (example)": "مدير حماية الطفل، الجهة أ (مثال)",
        "How to check this paper": "كيف تتحقق من هذه الورقة",
        "Compare reference and fingerprint on every page, or scan the code.": (
            "قارن المرجع والبصمة على كل صفحة أو امسح الرمز."
        ),
        "Signed paper scanned as file, by (post), on": "الورقة الموقَّعة محفوظة كملف، بواسطة، بتاريخ",
        "What changes for you": "ما الذي يتغير بالنسبة إليكم",
        "Do": "افعل",
        "Do not": "لا تفعل",
        "Hand over a case with the ": "سلّم الحالة بـ",
        "coded form": "النموذج المرمّز",
        "Do not lend the work phone or share your password.": "لا تُعر هاتف العمل ولا تشارك كلمة السر.",
        "Stop, and call at once": "توقف واتصل فورًا",
        "A phone, laptop or file is lost, seized or seen": "ضاع هاتف أو حاسوب أو ملف أو صودر",
        "IT focal point": "مسؤول التقنية",
        "Sharing errors": "أخطاء المشاركة",
        "Example document. Persons and agencies are invented.": "مستند مثال. الأشخاص والجهات مختلقة.",
    },
}

FINGERPRINT = "7C1E 40B9 D2A6 5F38 91E4 0B7D 63CF A815"
ADDRESS = (
    "https://reliefweb.int/report/ukraine/child-protection-aor-ukraine-case-management-data-"
    "protection-and-information-sharing-protocol-dpisp-ukraine-enuk"
)
LEVELS = (
    ("low", "Low", "ring", "#EDF5EF", "#14301C", "#4E7A5B", "plain"),
    ("medium", "Medium", "diamond", "#F0C23C", "#2A2000", "#7A5D00", "dots"),
    ("high", "High", "triangle", "#B5480F", "#FFFFFF", "#7E2F06", "lines"),
    ("critical", "Critical", "octagon", "#4A0B1C", "#FFFFFF", "#000000", "solid"),
    ("unrated", "Not rated", "unrated", "#FFFFFF", "#3E4743", "#5F6863", "plain"),
)
MATRIX = (
    ("medium", "high", "critical", "critical"),
    ("low", "medium", "high", "critical"),
    ("low", "medium", "high", "high"),
    ("low", "low", "medium", "high"),
)
TODAY = ((0, 0, 0, 0), (0, 0, 2, 1), (0, 1, 4, 5), (0, 1, 4, 0))
MOVES = (
    ((0, 2), (2, 1), 1),
    ((0, 2), (2, 2), 4),
    ((0, 3), (1, 2), 1),
    ((0, 3), (2, 3), 1),
    ((1, 2), (3, 1), 1),
    ((1, 2), (3, 2), 2),
    ((1, 3), (3, 2), 2),
    ((1, 3), (2, 3), 3),
)


def isolated(text: str) -> str:
    return f"\u2066{text}\u2069"


def sample(language: str = "en", *, register_rows: int = 18, answers: int = 6) -> d.Document:
    """The report in *language*; more rows and answers make it longer."""
    words = WORDS[language]

    def _(text: str) -> str:
        return words.get(text, text)

    levels = tuple(
        d.LevelLook(id_, _(word), *rest)  # type: ignore[arg-type]
        for id_, word, *rest in LEVELS
    )
    reference = isolated("DPIA-UA-2026-014")
    day = isolated("2026-11-21")

    def below(likelihood: int, severity: int) -> str:
        return _("L{l} S{s}").format(l=likelihood, s=severity)

    cover = (
        Text(spans(_("Data protection impact assessment")), "eyebrow"),
        d.Heading(
            _("Inter-agency case management for children at risk, under Ukraine’s DPISP"),
            0,
            key="cover",
            bookmark=1,
        ),
        Text(
            spans(_("How the data of about 1,900 children is collected, kept and shared.")), "lead"
        ),
        d.Callout(
            _("1 of 18 risks is Critical today, 11 are High."),
            spans(
                _("The work cannot be approved as it stands: one stop condition is present. See "),
                Span("R49", link="R49"),
                Span(_(", p. {page}"), link="R49", page=True),
                ".",
            ),
            "critical",
        ),
        d.Facts(
            (
                d.Fact(_("Reference"), cell(Span(reference, bold=True))),
                d.Fact(
                    _("Status"),
                    cell(
                        Span(_("Not yet approved."), bold=True),
                        f" {_('Supervisor agreed on')} {isolated('2026-11-19')}",
                    ),
                ),
                d.Fact(
                    _("Scope"),
                    cell(_("Case management in three oblasts; Agencies A, B, C and D (examples)")),
                ),
            )
        ),
        d.Heading(_("The protocol that this assessment rests on"), 2),
        d.Facts(
            (
                d.Fact(
                    _("Address"),
                    cell(Span(ADDRESS.removeprefix("https://"), link=ADDRESS, outside=True)),
                ),
                d.Fact(_("Content fingerprint"), cell(Span(isolated(FINGERPRINT), bold=True))),
            )
        ),
        Text(spans(_("Example document. Persons and agencies are invented.")), "small"),
        d.Heading(_("Contents"), 1, new_page=True),
        d.Contents(),
    )
    counts = d.Grid(
        (
            Column(_("Risks"), 1.1),
            Column(_("Before controls"), align="centre", quiet=True),
            Column(_("Today"), align="centre"),
            Column(_("If the plan is done"), align="centre", quiet=True),
        ),
        (
            *(
                Row(
                    (
                        cell(Chip(level)),
                        cell(Span(str(before))),
                        (Text(spans(str(today)), "figure"),),
                        cell(Span(str(plan))),
                    )
                )
                for level, before, today, plan in (
                    ("critical", 13, 1, 0),
                    ("high", 5, 11, 12),
                    ("medium", 0, 5, 5),
                    ("low", 0, 1, 1),
                )
            ),
            Row((cell(_("All")), cell("18"), cell(Span("18", bold=True)), cell("18"))),
        ),
        centred=True,
    )
    heat = d.HeatMap(
        tuple(
            tuple(d.MapCell(level, today) for level, today in zip(row, numbers, strict=True))
            for row, numbers in zip(MATRIX, TODAY, strict=True)
        ),
        (_("4 Almost certain"), _("3 Likely (or unknown)"), _("2 Possible"), _("1 Remote")),
        (
            _("1 Low distress"),
            _("2 Limited harm"),
            _("3 Serious harm"),
            _("4 Grave or irreversible"),
        ),
        tuple(d.Move(*move) for move in MOVES),
    )
    yes_no = cell(d.Ticks((d.Tick(_("Yes")), d.Tick(_("No")))))
    summary = d.OnePage(
        (
            d.Heading(_("Summary for the decision"), 1, "summary", contents=True, bookmark=1),
            d.Callout(
                _("1 of 18 risks is Critical today, 11 are High."),
                spans(_("Not yet approved.")),
                "critical",
            ),
            d.Columns(
                (
                    d.Side(
                        (d.Heading(_("Where the risks were and where they are"), 2), heat),
                        width=312,
                    ),
                    d.Side(
                        (
                            d.Heading(_("How many per level"), 2),
                            counts,
                            Text(
                                spans(
                                    _(
                                        "Box: risks in this cell today. Circle and arrow: how many left this cell."
                                    )
                                ),
                                "small",
                            ),
                        )
                    ),
                )
            ),
            d.Heading(_("Decisions asked of you"), 2),
            d.Grid(
                (Column("", width=18), Column(""), Column("", width=90)),
                (
                    Row(
                        (
                            cell(Span("1", bold=True)),
                            cell(
                                _(
                                    "Stop case talk in messaging apps and use the coded hand-over form."
                                ),
                                Text(
                                    spans(
                                        Span(
                                            _(
                                                "Without it: accept R49 in writing and inform the coordinator."
                                            ),
                                            quiet=True,
                                        )
                                    )
                                ),
                            ),
                            yes_no,
                        )
                    ),
                    Row(
                        (
                            cell(Span("2", bold=True)),
                            cell(_("Release 3,400 USD for device management.")),
                            yes_no,
                        )
                    ),
                ),
            ),
            d.Heading(_("First actions"), 2),
            d.Grid(
                (
                    Column(_("Action"), 5),
                    Column(_("Risk"), 1),
                    Column(_("Owner"), 2),
                    Column(_("Due"), 1.3),
                ),
                tuple(
                    Row(
                        (
                            cell(_("Drill: report a lost device within 2 hours")),
                            cell(Span(risk, link=risk)),
                            cell(_("Supervisor")),
                            cell(day),
                        )
                    )
                    for risk in ("R49", "R01", "R11")
                ),
            ),
        )
    )
    names = (
        "Messaging app or phone checked",
        "Case file, laptop or phone stolen or lost",
        "Sensitive fields collected without need",
    )
    rows: list[Row | GroupRow] = [GroupRow(_("Sharing"))]
    for number in range(register_rows):
        level = ("critical", "high", "medium", "low", "unrated")[
            min(number * 5 // register_rows, 4)
        ]
        rows.append(
            Row(
                (
                    cell(Span(f"R{number + 1:02}", bold=True, link="R49" if number == 0 else "")),
                    cell(Span(_(names[number % 3]), bold=True)),
                    cell(Chip("critical", "outlined", below(3, 4))),
                    cell(Chip(level, "filled", below(3, 4))),
                    cell(Chip("high", "dashed", below(2, 4))),
                    cell(_("Likelihood stays: M39 earns only ½")),
                    cell(
                        _("Drill: report a lost device within 2 hours"),
                        Text(spans(f"{_('Supervisor')} · {day}"), "quiet"),
                    ),
                ),
                key="row-R49" if number == 0 else f"R{number + 1:02}",
                strong=number in (0, 4),
            )
        )
    register = (
        d.Heading(_("Risk register"), 1, "register", contents=True, bookmark=1),
        d.Grid(
            (
                Column(_("No."), width=26),
                Column(_("Risk to the child"), 1.3),
                Column(_("Before controls"), width=60),
                Column(_("Today"), width=60),
                Column(_("If the plan is done"), width=60),
                Column(_("Why today’s level"), 1.1),
                Column(_("Next step"), 1.3),
            ),
            tuple(rows),
            "dense",
        ),
    )
    bow_tie = d.BowTie(
        _("Chats with case details are read by someone else"),
        (
            _("Phone thief or finder"),
            _("Checkpoint, forensic tool"),
            _("Relative with shared phone"),
        ),
        (
            d.Barrier("M39", "verified"),
            d.Barrier("M31", "in_place"),
            d.Barrier("M55", "partly"),
            d.Barrier("M35", "planned"),
            d.Barrier("M36", "planned"),
        ),
        (
            _("Family located, child threatened or taken"),
            _("Caseworker detained, service stops"),
        ),
        (d.Barrier("M38", "planned"),),
        _("What can cause it"),
        _("What it does to the child"),
        gap_after=_("no barrier today"),
        legend=(
            ("verified", _("verified")),
            ("in_place", _("in place, not verified")),
            ("partly", _("partly")),
            ("planned", _("planned, not counted today")),
        ),
        more_harms=_("and 2 more"),
    )
    risk = (
        d.Heading(
            _("Messaging app or phone checked"),
            1,
            "R49",
            contents=True,
            bookmark=1,
            new_page=True,
            number="R49",
        ),
        d.Cards(
            (
                d.Card(_("Before controls"), cell(Chip("critical", "outlined", below(3, 4)))),
                d.Card(_("Today"), cell(Chip("critical", "filled", below(3, 4))), bold=True),
                d.Card(_("If the plan is done"), cell(Chip("high", "dashed", below(2, 3)))),
                d.Card(
                    _("Range of three raters"),
                    cell(Chip("medium", "outlined", to="high", between=_("to"))),
                ),
            )
        ),
        Text(
            spans(
                _("Caseworkers of three agencies agree hand-overs in private chats. "),
                Span(_("Most at risk:"), bold=True),
                " ",
                _("children whose address must stay hidden."),
                " ",
                Span("6.1", link="q-1"),
                ", ",
                Span("gone", link="left-out"),
            )
        ),
        bow_tie,
        d.Heading(_("Why Critical"), 2),
        d.Reasons(
            (
                d.Reason(
                    _("Before controls"),
                    spans(_("Likely 3 and Grave 4 give "), Span(_("Critical"), bold=True), "."),
                ),
                d.Reason(_("Likelihood"), spans(_("M39 earns ½. M55 earns nothing."))),
                d.Reason(_("Severity"), spans(_("M39 earns ½. M55 earns nothing."))),
            ),
            _("Matrix: child protection 4 by 4, rule edition 1."),
        ),
        d.Notice(
            (
                Text(
                    spans(
                        Span(_("Acceptance asked for; nobody has accepted this risk."), bold=True)
                    )
                ),
                d.FillLine(_("Head of office: name, signature, date")),
            ),
            strong=True,
        ),
    )
    questions = (
        d.Heading(
            _("Purpose and legal basis"), 1, "purpose", contents=True, bookmark=1, number="6"
        ),
        *(
            d.Question(
                f"6.{number}",
                _("Why is each item needed?"),
                cell(_("Caseworkers of three agencies agree hand-overs in private chats. ") * 4)
                if number % 3
                else (),
                links=spans(f"{_('Clauses')}: ", Span("C31", link="C31")),
                state="" if number % 3 else _("Not answered"),
                key=f"q-{number}",
            )
            for number in range(1, answers + 1)
        ),
    )
    annex = (
        d.Heading(
            _("Annex A: what rests on each clause"),
            1,
            "annex-a",
            contents=True,
            bookmark=1,
        ),
        d.Clauses(
            (_("Clause"), _("Answers"), _("Risks"), _("Controls")),
            (
                d.ClauseEntry(
                    "C31",
                    _("Transmission"),
                    spans(
                        _("Approved channels, encryption, messaging. "),
                        Span("DPISP §6.4", link=ADDRESS, outside=True),
                    ),
                    (spans(Span("6.1", link="q-1"), " ", _("three chat groups with names")),),
                    (spans(Span("R49", link="R49"), " ", Span(_("Critical"), bold=True)),),
                    (spans(f"M39 {_('verified')}"),),
                    spans(
                        Span(_("Under strain:"), bold=True),
                        " ",
                        _("practice differs from the clause."),
                    ),
                    key="C31",
                ),
                d.ClauseEntry(
                    "C17", _("Sharing"), spans(_("Approved channels, encryption, messaging. "))
                ),
            ),
            _("none"),
        ),
    )
    roles = (
        (
            "Author",
            "The answers describe what really happens.",
            "Child protection manager, Agency A (example)",
        ),
        ("Supervisor", "I rated the risks myself and saw the evidence.", ""),
        ("Adviser", "The answers describe what really happens.", ""),
        ("Head of office", "I rated the risks myself and saw the evidence.", "Head of office"),
        ("Working Group", "Received. This is not an acceptance of risk.", ""),
    )
    signatures = d.OnePage(
        (
            d.Heading(_("Signatures"), 1, "signatures", contents=True, bookmark=1),
            d.Callout(
                f"{_('I sign for')} {reference}",
                spans(
                    f"\n{_('Content fingerprint')} ",
                    Span(isolated(FINGERPRINT), bold=True),
                    f"\n{_('Sign with ink, or digitally, not both.')}",
                ),
            ),
            d.Ticks(
                (
                    d.Tick(_("Approved"), bold=True),
                    d.Tick(_("Approved with conditions until"), line=52, bold=True),
                    d.Tick(_("Returned"), bold=True, ticked=True),
                    d.Tick(_("Rejected"), bold=True),
                ),
                _("Decision"),
            ),
            d.Signatures(
                tuple(
                    d.SignatureRow(
                        str(number),
                        _(role),
                        _(confirms),
                        post=_(post) if post else "",
                        field=f"signature-{number}",
                        signed_title=_("Signed digitally") if number == 1 else "",
                        signed=(
                            (_("Child protection manager, Agency A (example)"), day)
                            if number == 1
                            else ()
                        ),
                    )
                    for number, (role, confirms, post) in enumerate(roles, 1)
                ),
                d.SignatureWords(
                    _("Name"),
                    _("Post, agency"),
                    _("Date"),
                    _("Signature"),
                    _("Stamp, or digital signature"),
                ),
            ),
            d.Columns(
                (
                    d.Side(
                        (
                            d.Heading(_("How to check this paper"), 3),
                            Text(
                                spans(
                                    _(
                                        "Compare reference and fingerprint on every page, or scan the code."
                                    )
                                ),
                                "quiet",
                            ),
                            d.FillLine(_("Signed paper scanned as file, by (post), on")),
                        )
                    ),
                    d.Side((d.Code("DPIA-UA-2026-014", "2", FINGERPRINT),), width=78),
                )
            ),
        )
    )
    caseworker = d.OnePage(
        (
            d.Heading(_("What changes for you"), 1, "caseworker", contents=True, bookmark=1),
            d.Grid(
                (Column("", width=30), Column("", width=70), Column("")),
                (
                    Row(
                        (
                            (d.Mark("check"),),
                            cell(Span(_("Do"), bold=True)),
                            cell(
                                _("Hand over a case with the "),
                                Span(_("coded form"), bold=True),
                                ".",
                            ),
                        )
                    ),
                    Row(
                        (
                            (d.Mark("cross"),),
                            cell(Span(_("Do not"), bold=True)),
                            cell(_("Do not lend the work phone or share your password.")),
                        )
                    ),
                ),
                "large",
            ),
            d.Notice(
                (
                    d.Grid(
                        (Column(""), Column("")),
                        (
                            Row(
                                (
                                    cell(_("A phone, laptop or file is lost, seized or seen")),
                                    cell(d.FillLine(_("IT focal point"))),
                                )
                            ),
                        ),
                        centred=True,
                    ),
                ),
                _("Stop, and call at once"),
                strong=True,
            ),
            d.Grid(
                (Column("", 3), Column("", 2), Column("", 1, align="end")),
                tuple(
                    Row(
                        (
                            cell(_("Sharing errors")),
                            cell(d.Mark("tally", count)),
                            cell(Span(str(count), bold=True)),
                        )
                    )
                    for count in (5, 3, 1)
                ),
            ),
        )
    )
    return d.Document(
        _("Data protection impact assessment"),
        language,
        "rtl" if language == "ar" else "ltr",
        (*cover, summary, *register, *risk, *questions, *annex, signatures, caseworker),
        d.Running(
            _("SENSITIVITY: HIGH · NEED TO KNOW"),
            spans(
                f"{reference} · {_('edition 2 · Full report · ')}",
                Span(_("not yet approved"), bold=True),
            ),
            (
                f"{_('Fingerprint')} {isolated(FINGERPRINT)}",
                f"{_('Copy 1 of 3 · printed')} {day} · {_('destroy when replaced')}",
            ),
            _("Page {page} of {pages}"),
            _("Initials"),
        ),
        levels,
        date(2026, 11, 21),
    )
