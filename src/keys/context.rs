//! Where a key is pressed: the contexts, their parents, and which of them let keys fall through.
//!
//! These are facts of the program, not settings: a keymap file binds keys in contexts, it cannot make or move them.

use std::fmt;

/// A place whose keys mean something of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Context {
    /// Works on every screen that is not opaque.
    Global,
    /// Any list.
    Table,
    /// The list of partners.
    Partners,
    /// The list of trainings.
    Trainings,
    /// The list of documents.
    Documents,
    /// The list of letters.
    Letters,
    /// A letter being drawn up.
    Letter,
    /// The lists of the review tab: cases that wait.
    Queue,
    /// A batch of cases.
    Batch,
    /// The list of findings.
    Findings,
    /// The journal, operators and exports.
    Audit,
    /// The list of a record's revisions.
    History,
    /// The pane that shows one record.
    Detail,
    /// The list of assessments.
    Assessments,
    /// The full-screen review of one case.
    Review,
    /// The full-screen assessment of a partner or of the platform.
    Assess,
    /// The list of certificates of insurance.
    Certificates,
    /// Certificates against what channels ask.
    Cover,
    /// Figures of the whole desk: readiness, what is insured, gaps, reviews to come.
    Panel,
    /// The documents of a list checked one after the other.
    Sweep,
    /// The fields of a filed certificate, taken over one by one.
    Extract,
    /// The files that arrived.
    Inbox,
    /// A quiz being taken.
    Quiz,
    /// A form.
    Form,
    /// A question before something is done.
    Confirm,
    /// An import before it is done.
    Import,
    /// A short list to choose from.
    Picker,
    /// The palette of all actions.
    Palette,
    /// The command line.
    Cmdline,
    /// A line of text that is asked for: filter, reason, name.
    Prompt,
    /// The help screen.
    Help,
    /// What all text fields share; the resolver puts it behind the innermost context while text is typed.
    Text,
}

impl Context {
    /// Every context, in the order of help and documentation.
    pub const ALL: &'static [Self] = &[
        Self::Global,
        Self::Table,
        Self::Partners,
        Self::Trainings,
        Self::Documents,
        Self::Letters,
        Self::Letter,
        Self::Queue,
        Self::Batch,
        Self::Findings,
        Self::Audit,
        Self::History,
        Self::Detail,
        Self::Assessments,
        Self::Review,
        Self::Assess,
        Self::Certificates,
        Self::Cover,
        Self::Panel,
        Self::Sweep,
        Self::Extract,
        Self::Inbox,
        Self::Quiz,
        Self::Form,
        Self::Confirm,
        Self::Import,
        Self::Picker,
        Self::Palette,
        Self::Cmdline,
        Self::Prompt,
        Self::Help,
        Self::Text,
    ];

    /// The name in keymap files; its label has the Fluent id `context-` and this name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::Table => "table",
            Self::Partners => "partners",
            Self::Trainings => "trainings",
            Self::Documents => "documents",
            Self::Letters => "letters",
            Self::Letter => "letter",
            Self::Queue => "queue",
            Self::Batch => "batch",
            Self::Findings => "findings",
            Self::Audit => "audit",
            Self::History => "history",
            Self::Detail => "detail",
            Self::Assessments => "assessments",
            Self::Review => "review",
            Self::Assess => "assess",
            Self::Certificates => "certificates",
            Self::Cover => "cover",
            Self::Panel => "panel",
            Self::Sweep => "sweep",
            Self::Extract => "extract",
            Self::Inbox => "inbox",
            Self::Quiz => "quiz",
            Self::Form => "form",
            Self::Confirm => "confirm",
            Self::Import => "import",
            Self::Picker => "picker",
            Self::Palette => "palette",
            Self::Cmdline => "cmdline",
            Self::Prompt => "prompt",
            Self::Help => "help",
            Self::Text => "text",
        }
    }

    /// The context with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|c| c.name() == name)
    }

    /// The Fluent id of its label.
    pub fn label_id(self) -> String {
        format!("context-{}", self.name())
    }

    /// Where a key goes that this context does not bind.
    pub const fn parent(self) -> Option<Self> {
        match self {
            Self::Partners
            | Self::Trainings
            | Self::Documents
            | Self::Letters
            | Self::Assessments
            | Self::Certificates
            | Self::Queue
            | Self::Findings
            | Self::Audit
            | Self::History => Some(Self::Table),
            Self::Batch => Some(Self::Queue),
            Self::Table | Self::Detail => Some(Self::Global),
            _ => None,
        }
    }

    /// Keys that it does not bind go nowhere.
    pub const fn opaque(self) -> bool {
        matches!(
            self,
            Self::Review
                | Self::Assess
                | Self::Cover
                | Self::Panel
                | Self::Sweep
                | Self::Extract
                | Self::Inbox
                | Self::Quiz
                | Self::Letter
                | Self::Form
                | Self::Confirm
                | Self::Import
                | Self::Picker
                | Self::Palette
                | Self::Cmdline
                | Self::Prompt
                | Self::Help
        )
    }

    /// Characters are text as long as it is open. Others take text for a while (a filter in a picker); then the
    /// resolver is told so with each key.
    pub const fn text_input(self) -> bool {
        matches!(self, Self::Form | Self::Palette | Self::Cmdline | Self::Prompt)
    }

    /// A list, where a number before a key is a count.
    pub fn is_list(self) -> bool {
        self.lineage().any(|c| c == Self::Table)
    }

    /// This context, its parent, and so on.
    pub fn lineage(self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |c| c.parent())
    }

    /// A key bound in `outer` can arrive while this context is the innermost.
    pub fn hears(self, outer: Self) -> bool {
        self.lineage().any(|c| c == outer)
    }
}

impl fmt::Display for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The contexts a key visits, innermost first: those given with their parents, up to the first opaque one.
pub(crate) fn chain(contexts: &[Context], text_input: bool) -> Vec<Context> {
    let mut chain: Vec<Context> = Vec::new();
    'given: for given in contexts {
        for context in given.lineage() {
            if !chain.contains(&context) {
                chain.push(context);
            }
            if context.opaque() {
                break 'given;
            }
        }
    }
    // The screens give contexts as they are stacked; a parent that another brings along must still come last.
    if let Some(at) = chain.iter().position(|c| *c == Context::Global) {
        let global = chain.remove(at);
        if !chain.last().is_some_and(|c| c.opaque()) {
            chain.push(global);
        }
    }
    if text_input && !chain.contains(&Context::Text) {
        chain.insert(chain.len().min(1), Context::Text);
    }
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_and_are_unique() {
        for context in Context::ALL {
            assert_eq!(Context::from_name(context.name()), Some(*context));
        }
        assert_eq!(Context::from_name("tabel"), None);
    }

    #[test]
    fn a_list_hears_its_parents_and_an_opaque_context_hears_nobody() {
        assert!(Context::Partners.hears(Context::Global));
        assert!(Context::Partners.is_list());
        assert!(!Context::Detail.is_list());
        for context in Context::ALL.iter().filter(|c| c.opaque()) {
            assert_eq!(context.parent(), None);
        }
    }

    #[test]
    fn the_chain_is_the_same_whether_or_not_parents_are_spelt_out() {
        let all = [Context::Partners, Context::Table, Context::Global];
        assert_eq!(chain(&[Context::Partners], false), all);
        assert_eq!(chain(&all, false), all);
    }

    #[test]
    fn the_chain_stops_at_the_first_opaque_context() {
        assert_eq!(chain(&[Context::Confirm, Context::Review, Context::Global], false), [Context::Confirm]);
    }

    #[test]
    fn text_fields_put_their_keys_behind_the_innermost_context() {
        assert_eq!(chain(&[Context::Prompt, Context::Partners], true), [Context::Prompt, Context::Text]);
    }
}
