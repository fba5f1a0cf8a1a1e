//! Tabs and their views: which there are and which keys' context each has. A tab or view is listed when it works.

use crate::api::lists;
use crate::api::lists::ListDef;
use crate::keys::Context;

/// A view: Today or a list.
#[derive(Debug)]
pub struct ViewDef {
    /// Its id, as in `:queue` and in scripts.
    pub id: &'static str,
    /// Message id of its name.
    pub label: &'static str,
    /// Where its keys are looked up.
    pub context: Context,
}

/// A tab.
#[derive(Debug)]
pub struct TabDef {
    /// The digit that goes there.
    pub number: u8,
    /// Its id.
    pub id: &'static str,
    /// Message id of its name; `…-short` is its short form.
    pub label: &'static str,
    /// Its views in their order.
    pub views: &'static [ViewDef],
}

const fn view(id: &'static str, label: &'static str, context: Context) -> ViewDef {
    ViewDef { id, label, context }
}

/// The view one sees first.
pub const TODAY: &str = "today";

/// Every tab.
pub static TABS: &[TabDef] = &[
    TabDef {
        number: 1,
        id: "review",
        label: "tab-review",
        views: &[
            view(TODAY, "view-today", Context::Table),
            view("queue", "view-queue", Context::Queue),
            view("mine", "view-mine", Context::Queue),
            view("cases", "view-cases", Context::Queue),
            view("findings", "view-findings", Context::Findings),
            view("expiring", "view-expiring", Context::Documents),
            view("batches", "view-batches", Context::Table),
        ],
    },
    TabDef {
        number: 2,
        id: "partners",
        label: "tab-partners",
        views: &[
            view("partners", "view-partners", Context::Partners),
            view("documents", "view-documents", Context::Documents),
            view("letters", "view-letters", Context::Letters),
            view("assessments", "view-assessments", Context::Assessments),
            view("accounts", "view-accounts", Context::Table),
            view("trainings", "view-trainings", Context::Trainings),
            view("sessions", "view-sessions", Context::Table),
            view("modules", "view-modules", Context::Table),
        ],
    },
    TabDef {
        number: 6,
        id: "insurance",
        label: "tab-insurance",
        views: &[
            view("certificates", "view-certificates", Context::Certificates),
            view("gaps", "view-gaps", Context::Findings),
            view("profiles", "view-profiles", Context::Table),
            view("claims", "view-claims", Context::Table),
            view("rates", "view-rates", Context::Table),
            view("insurers", "view-insurers", Context::Table),
        ],
    },
    TabDef {
        number: 7,
        id: "audit",
        label: "tab-audit",
        views: &[
            view("journal", "view-journal", Context::Audit),
            view("operators", "view-operators", Context::Audit),
            view("holds", "view-holds", Context::Audit),
            view("erasures", "view-erasures", Context::Audit),
            view("exports", "view-exports", Context::Audit),
        ],
    },
];

impl ViewDef {
    /// The list it shows; none for Today.
    pub fn list(&self) -> Option<&'static ListDef> {
        lists::list(self.id)
    }
}

/// A view by id.
pub fn find(id: &str) -> Option<(&'static TabDef, &'static ViewDef)> {
    TABS.iter().find_map(|tab| tab.views.iter().find(|v| v.id == id).map(|v| (tab, v)))
}

/// A tab by its digit.
pub fn tab(number: u8) -> Option<&'static TabDef> {
    TABS.iter().find(|t| t.number == number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::tests::given;

    #[test]
    fn every_view_but_today_is_a_list() {
        for view in TABS.iter().flat_map(|t| t.views) {
            assert_eq!(view.list().is_none(), view.id == TODAY, "{}", view.id);
        }
    }

    #[test]
    fn ids_of_views_are_unique_over_all_tabs() {
        let mut ids: Vec<_> = TABS.iter().flat_map(|t| t.views).map(|v| v.id).collect();
        let before = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), before);
    }

    #[test]
    fn keys_of_a_partner_are_keys_of_partners_and_of_their_detail_alone() {
        let keys = |view: &str, action: &str, detail: bool| {
            let g = given((120, 40)).keys(":").types(view).keys("enter");
            let g = if detail { g.keys("tab") } else { g };
            let found = g.model.keymap().help(&g.model.contexts());
            found
                .iter()
                .flat_map(|section| &section.rows)
                .find(|row| row.action.id == action)
                .map(|row| row.keys.clone())
        };
        for (view, action, detail, wanted) in [
            ("partners", "pack.open", false, Some("space i")),
            ("partners", "pack.open", true, Some("space i")),
            ("documents", "pack.open", true, None),
            ("documents", "import", true, Some("space i")),
            ("trainings", "quiz.open", false, Some("space q")),
            ("trainings", "pack.open", false, None),
            ("modules", "quiz.open", false, None),
        ] {
            assert_eq!(keys(view, action, detail).as_deref(), wanted, "{view} {action} {detail}");
        }
    }
}
