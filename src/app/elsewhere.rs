//! What a key means on other lists, where it means nothing on the one that is open: said instead of nothing.

use crate::app::model::Model;
use crate::app::tabs::TABS;
use crate::domain::msg::Arg;
use crate::domain::msg::Msg;
use crate::keys::Key;

/// The keys typed so far and this one, as a keymap prints them.
pub(crate) fn typed(model: &Model, key: Key) -> String {
    let key = model.keymap().normalise(key).to_string();
    let before = model.resolver.pending();
    if before.is_empty() { key } else { format!("{before} {key}") }
}

/// Why these keys do nothing on the list that is open: which action they are, and in which views. None where they mean
/// nothing anywhere.
pub(crate) fn why(model: &Model, keys: &str) -> Option<Msg> {
    let rows = model.keymap().rows();
    let bound = rows.iter().filter(|(context, bound, ..)| bound == keys && context.is_list());
    let mut action = None;
    let mut views = Vec::new();
    for (context, _, def, ..) in bound {
        if action.is_none_or(|first| first == *def) {
            action = Some(*def);
            let all = TABS.iter().flat_map(|tab| tab.views).filter(|view| view.context == *context);
            views.extend(all.map(|view| Arg::Term(view.label.to_owned())));
        }
    }
    let action = action.filter(|_| !views.is_empty())?;
    Some(Msg::new("app-key-elsewhere").with("key", keys).term("action", action.label_id()).with("views", views))
}

#[cfg(test)]
mod tests {
    use crate::app::tests::given;
    use crate::domain::msg::Msg;
    use crate::i18n::I18n;
    use crate::i18n::Locale;

    #[test]
    fn a_key_of_other_lists_says_where_it_is_one() {
        let on = |view: &str, keys: &str| -> Option<Msg> {
            let mut given = given((80, 24)).keys("g p");
            crate::app::jump::to_view(&mut given.model, view, None, &mut Vec::new());
            given.model.status = None;
            given.keys(keys).model.status.map(|(msg, _)| msg)
        };
        let en = I18n::new(Locale::En);
        let said = |view: &str, keys: &str| on(view, keys).map(|msg| en.text(&msg)).unwrap_or_default();
        let wanted = "% (Forecast of reviews) is a key of Partners";
        assert_eq!(said("modules", "%"), wanted);
        assert_eq!(said("modules", "space q"), "space q (take a quiz) is a key of Partners, Training");
        assert_eq!(on("modules", "Z"), None, "a key of no list");
        assert_eq!(en.faults(), 0);
    }

    #[test]
    fn a_batch_is_found_by_its_name_and_says_what_it_needs() {
        use crate::app::enabled;
        use crate::keys::Act;
        let action = Act::BatchDraw.def().unwrap();
        let why = |view: &str, keys: &str| {
            let mut given = given((80, 24)).keys("g p");
            crate::app::jump::to_view(&mut given.model, view, None, &mut Vec::new());
            let given = given.keys(keys);
            enabled::refused(&given.model, action).map(|msg| msg.id.to_string())
        };
        assert_eq!(why("queue", "x").as_deref(), Some("batch-how"), "one mark draws nothing");
        assert_eq!(why("partners", "x x").as_deref(), Some("batch-how"), "partners are no cases");
        let given = given((80, 24)).keys("g p space space").model;
        let palette = given.parts.last().unwrap().as_any().downcast_ref::<crate::app::palette::Palette>().unwrap();
        assert!(palette.choices.iter().any(|c| c.action.id == "batch.draw" && c.refused.is_some()));
    }

    #[test]
    fn a_finding_about_insurance_opens_its_table_from_any_list_of_findings() {
        let opened = |view: &str, key: Option<&str>| {
            let mut given = given((80, 24)).keys("g p");
            crate::app::jump::to_view(&mut given.model, view, None, &mut Vec::new());
            let mut given = given.keys("j k");
            for row in &mut given.model.list_mut().unwrap().rows {
                row.id = key.map_or_else(|| row.id.clone(), str::to_owned);
            }
            given.silent().keys("enter").model.parts.last().map(|part| part.id())
        };
        let gap = Some("INS-02:P-000001:WAYFAIR");
        assert_eq!(opened("findings", gap).as_deref(), Some("cover P-000001"));
        assert_eq!(opened("gaps", gap).as_deref(), Some("cover P-000001"));
        assert_eq!(opened("findings", None), None, "a finding of another rule shows its record");
    }
}
