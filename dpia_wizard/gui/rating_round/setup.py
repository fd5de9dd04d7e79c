"""The first step of a rating round: who rates, and which risks."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dpia_wizard.core.findings import disagreements
from dpia_wizard.core.workflow_rules import ROLES
from dpia_wizard.gui.open_assessment import OpenAssessment
from dpia_wizard.gui.parts.check_list import CheckList
from dpia_wizard.gui.parts.choice_row import Choice
from dpia_wizard.gui.parts.fields import PlainTextEdit
from dpia_wizard.gui.parts.labels import PlainLabel
from dpia_wizard.gui.parts.notices import Banner
from dpia_wizard.gui.rating_round.step import Footer, Step
from dpia_wizard.gui.review.words import post_of
from dpia_wizard.gui.risk_words import risk_name
from dpia_wizard.gui.words import _, count
from dpia_wizard.workspace.rating_round import each_once, to_rate

DRAFT = "rating setup"


class SetupStep(Step):
    """Chooses the people and the risks. `linked`: talk through what was rated before."""

    def __init__(self, open_: OpenAssessment, *, risk: str = "") -> None:
        super().__init__(open_, narrow=True)
        editing, wording = open_.editing, open_.wording
        self.say(_("Rating round"), "title")
        self.say(
            _(
                "This laptop is passed from hand to hand. Each person rates on their own and sees"
                " nothing of the others. When all are done you see where you differ, talk it"
                " through, and write down what you agree on and why. Until then no level changes."
            )
        )
        self._open_before = len(disagreements(editing.risks))
        self.before = Banner(
            count(
                "{n} risk was rated by people and is not agreed yet.",
                "{n} risks were rated by people and are not agreed yet.",
                self._open_before,
            ),
            link=_("Talk them through"),
        )
        self.before.followed.connect(self.linked)
        self.column.addWidget(self.before)
        self.before.setVisible(bool(self._open_before))
        self.say(_("Who rates?"), "heading")
        posts = each_once(post_of(editing, role) for role in ROLES)
        self.posts = CheckList([Choice(post, post) for post in posts], name=_("Who rates?"))
        self.posts.setObjectName("round.posts")
        self.column.addWidget(self.posts)
        self.posts.setVisible(bool(posts))
        one_each = _("Others, one on each line: a role or initials, never a name")
        if not posts:  # nobody stands above whom they could be others than
            one_each = _("One on each line: a role or initials, never a name")
        caption = PlainLabel(one_each, role="small_strong", wrap=True)
        self.others = PlainTextEdit(name=caption.text(), lines=3)
        self.others.setObjectName("round.others")
        caption.setBuddy(self.others)
        self.column.addWidget(caption)
        self.column.addWidget(self.others)
        self.say(_("Which risks?"), "heading")
        self._many = self.say("", "small_muted")  # some of them may stand below the fold
        wanted = {*to_rate(editing.risks), risk}
        there = [one for one in editing.risks if not one.risk.avoided]
        rated = sorted(there, key=lambda one: one.id not in wanted)  # those chosen are in sight
        self.risks = CheckList(
            [Choice(one.id, risk_name(wording, one.risk)) for one in rated],
            name=_("Which risks?"),
        )
        self.risks.setObjectName("round.risks")
        self.risks.show_value(wanted)
        self.column.addWidget(self.risks)
        self.column.addStretch(1)
        begun = open_.begun(DRAFT)
        self.posts.show_value(begun.get("posts", "").split("\n"))
        self.others.show_value(begun.get("others", ""))
        if begun.get("risks") and not risk:
            self.risks.show_value(begun["risks"].split("\n"))
        self._show_many()
        for part in (self.posts, self.others, self.risks):
            part.edited.connect(lambda _value: self._changed())

    def people(self) -> tuple[str, ...]:
        """Who rates, each once."""
        return each_once([*self.posts.value(), *self.others.text().split("\n")])

    def chosen(self) -> tuple[str, ...]:
        """The risks that are rated."""
        return self.risks.value()

    def footer(self) -> Footer:
        people, risks = self.people(), self.chosen()
        missing = ""
        if not people:
            missing = _("Say who rates: at least one role or initials.")
        elif not risks:
            missing = _("Choose at least one risk.")
        return Footer(_("Begin"), other=_("Leave"), missing=missing)

    def first(self) -> QWidget:
        return self.others if self.posts.isHidden() else self.posts

    def lead_to_missing(self) -> None:
        part: QWidget = self.risks if self.people() else self.first()
        part.setFocus()

    def forget(self) -> None:
        """The round has begun: what was chosen waits here no more."""
        self.open.begin(DRAFT, {})

    def _changed(self) -> None:
        self.open.begin(
            DRAFT,
            {
                "posts": "\n".join(self.posts.value()),
                "others": self.others.text(),
                "risks": "\n".join(self.chosen()),
            },
        )
        self._show_many()
        self.turned.emit()

    def _show_many(self) -> None:
        n = len(self.chosen())
        self._many.setText(count("{n} risk is chosen.", "{n} risks are chosen.", n))
