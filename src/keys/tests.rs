//! Tests of the layer as a whole: the shipped maps, each lint code, chains of key presses.

use super::*;
use crate::text::Diagnostic;
use crate::text::Severity;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn with(text: &str) -> (Keymap, Vec<Diagnostic>) {
    Keymap::load(&[Layer { name: "my.toml", text }])
}

fn codes(text: &str) -> Vec<String> {
    with(text).1.iter().filter_map(|d| d.code.clone()).collect()
}

/// Presses keys one after the other and says what each came to.
fn press(resolver: &mut Resolver, contexts: &[Context], keys: &str, text_input: bool) -> Vec<String> {
    let say = |resolved| match resolved {
        Resolved::Run { action, arg, count } => {
            let count = count.map(|n| format!("{n}×")).unwrap_or_default();
            let arg = arg.map(|a| format!(" {a}")).unwrap_or_default();
            format!("{count}{}{arg}", action.id)
        }
        Resolved::Pending { .. } => "…".to_owned(),
        Resolved::Text(c) => format!("'{c}'"),
        Resolved::Unmatched => "-".to_owned(),
        Resolved::Cancelled => "cancelled".to_owned(),
    };
    parse_sequence(keys).unwrap().into_iter().map(|key| say(resolver.feed(contexts, key, text_input))).collect()
}

fn chain_in(map: Keymap, context: Context, keys: &str) -> String {
    press(&mut Resolver::new(map), &[context], keys, context.text_input()).join(" ")
}

#[test]
fn the_shipped_maps_lint_clean() {
    assert_eq!(Keymap::load(&[]).1, []);
    for name in PRESETS {
        assert_eq!(with(&format!("preset = \"{name}\"")).1, [], "{name}");
    }
}

#[test]
fn the_shipped_maps_are_whole_toml_documents() {
    for layer in [keymap::BUILT_IN, preset("vim").unwrap(), preset("emacs").unwrap()] {
        assert!(layer.text.parse::<toml::Table>().is_ok(), "{}", layer.name);
    }
}

#[test]
fn every_action_is_bound_or_left_unbound_on_purpose() {
    let map = Keymap::built_in();
    let bound: BTreeSet<Act> = map.rows().iter().map(|(_, _, def, _, _)| def.act).collect();
    for def in ACTIONS {
        assert_eq!(bound.contains(&def.act), def.bound, "{}", def.id);
    }
}

#[test]
fn every_binding_of_the_shipped_maps_is_within_reach() {
    for name in ["", "preset = \"vim\"", "preset = \"emacs\""] {
        let map = with(name).0;
        for (context, keys, def, arg, _) in map.rows() {
            let found = map.keys_for(def.id, arg, context);
            assert!(found.contains(&keys), "{name} [{context}] {keys} = {}: {found:?}", def.id);
        }
    }
}

#[test]
fn where_the_arrow_goes_down_emacs_key_goes_down_too() {
    let built_in = Keymap::built_in();
    let (emacs, _) = with("preset = \"emacs\"");
    for context in Context::ALL {
        let down = chain_in(built_in.clone(), *context, "down");
        if ["list.down", "review.next", "detail.down"].contains(&down.as_str()) {
            assert_eq!(chain_in(emacs.clone(), *context, "ctrl-n"), down, "{context:?}");
        }
    }
}

#[test]
fn every_action_and_context_has_a_label_in_each_language() {
    for (language, text) in [("en", include_str!("../i18n/en/keys.ftl")), ("zh", include_str!("../i18n/zh/keys.ftl"))] {
        let label = |id: &str| text.lines().find_map(|l| l.strip_prefix(id)?.strip_prefix(" = ").map(str::to_owned));
        let ids = ACTIONS.iter().map(ActionDef::label_id).chain(Context::ALL.iter().map(|c| c.label_id()));
        for id in ids {
            let Some(words) = label(&id) else { panic!("{language} lacks {id}") };
            let width = unicode_width::UnicodeWidthStr::width(words.as_str());
            assert!(!words.is_empty() && width <= 28, "{language} {id}: {width}");
        }
        let known = ACTIONS.len() + Context::ALL.len();
        assert_eq!(text.lines().filter(|l| l.contains(" = ")).count(), known, "{language} has labels of nothing");
    }
}

/// Each code with a file that shows it, and one near it that does not.
const LINT: &[(&str, &str, &str)] = &[
    ("S01", "[table]\n\"x\" = \"open", "[table]\n\"x\" = \"open\" # fine"),
    ("S02", "[table]\n\"x\" = 5", "[table]\n\"x\" = \"open\""),
    ("S02", "colour = \"red\"", "leader = \"comma\""),
    ("S02", "[table]\n[table]", "[table]\n[detail]"),
    ("S02", "[[table]]", "[table]"),
    ("S02", "[table.inner]", "[ table ]"),
    ("S03", "leader = \"5\"", "leader = \"f2\""),
    ("S03", "leader = \"g g\"", "leader = \"comma\""),
    ("S03", "preset = \"nano\"", "preset = \"vim\""),
    ("S03", "[layout]\n\"фф\" = \"a\"", "[layout]\n\"ф\" = \"a\""),
    ("C01", "[tabel]\n\"x\" = \"nonsense\"", "[table]\n\"f3\" = \"open\""),
    ("A01", "[table]\n\"f3\" = \"list.dwon\"", "[table]\n\"f3\" = \"list.down\""),
    ("A02", "[global]\n\"f3\" = \"tab.go\"", "[global]\n\"f3\" = \"tab.go 2\""),
    ("A02", "[global]\n\"f3\" = \"tab.go 9\"", "[global]\n\"f3\" = \"tab.go 7\""),
    ("A02", "[table]\n\"f3\" = \"open it\"", "[table]\n\"f3\" = \"filter.apply risk>=high and state:admitted\""),
    ("K01", "[table]\n\"hello\" = \"open\"", "[table]\n\"f3\" = \"open\""),
    ("K02", "[table]\n\"strg-x\" = \"open\"", "[table]\n\"ctrl-x\" = \"open\""),
    ("K03", "[table]\n\"ctrl-enter\" = \"open\"", "[table]\n\"alt-enter\" = \"open\""),
    ("K04", "[table]\n\"shift-r\" = \"open\"", "[table]\n\"R\" = \"open\""),
    (
        "B01",
        "[table]\n\"f3\" = \"open\"\n\"f3\" = \"export\"",
        "[table]\n\"f3\" = \"open\"\n[detail]\n\"f3\" = \"back\"",
    ),
    ("B02", "[table]\n\"z\" = \"open\"\n\"z z\" = \"export\"", "[table]\n\"z a\" = \"open\"\n\"z z\" = \"export\""),
    ("B02", "[table]\n\"z esc\" = \"open\"", "[table]\n\"z enter\" = \"open\""),
    (
        "B02",
        "[table]\n\"*\" = \"mark.all\"",
        "[table]\n\"* a\" = \"unbound\"\n\"* n\" = \"unbound\"\n\"*\" = \"mark.all\"",
    ),
    ("B02", "[partners]\n\"g\" = \"open\"", "[partners]\n\"z\" = \"open\""),
    ("D01", "[review]\n\"a\" = \"case.approve\"", "[review]\n\"leader z\" = \"case.approve\""),
    ("D01", "[partners]\n\"f3\" = \"do partner.suspend\"", "[partners]\n\"ctrl-s\" = \"do partner.suspend\""),
    ("D01", "[global]\n\"z\" = \"cmdline.run do case.approve\"", "[global]\n\"ctrl-t\" = \"cmdline.run verify\""),
    ("L01", "[table]\n\"ctrl-c\" = \"copy.id\"", "[table]\n\"ctrl-c\" = \"quit\""),
    ("L01", "[global]\n\"ctrl-z\" = \"unbound\"", "[global]\n\"u\" = \"unbound\""),
    ("L01", "[form]\n\"esc\" = \"unbound\"", "[form]\n\"esc\" = \"unbound\"\n\"ctrl-g\" = \"form.cancel\""),
    ("L01", "[prompt]\n\"esc\" = \"unbound\"\n\"q\" = \"input.cancel\"", "[prompt]\n\"ctrl-q\" = \"input.cancel\""),
    ("W01", "[global]\n\"x\" = \"quit\"", "[global]\n\"x\" = \"quit\"\n[table]\n\"x\" = \"unbound\""),
    ("W02", "[table]\n\"ctrl-i\" = \"open\"", "[table]\n\"ctrl-i\" = \"pane.next\""),
    ("W02", "[form]\n\"ctrl-h\" = \"form.editor\"", "[global]\n\"ctrl-h\" = \"back\""),
    ("W03", "[table]\n\"alt-x\" = \"open\"", "[table]\n\"alt-b\" = \"open\""),
    ("W03", "[global]\n\"alt-x\" = \"quit\"", "[confirm]\n\"alt-x\" = \"confirm.no\""),
    ("W04", "[form]\n\"f3\" = \"mark.all\"", "[form]\n\"f3\" = \"form.save\""),
    ("W04", "[table]\n\"f3\" = \"unbound\"", "[table]\n\"u\" = \"unbound\""),
];

#[test]
fn each_lint_code_fires_where_it_should_and_not_beside_it() {
    for (code, bad, good) in LINT {
        assert_eq!(codes(bad), [*code], "{bad}");
        assert_eq!(codes(good), [""; 0], "{good}");
    }
    let mut tested: Vec<_> = LINT.iter().map(|(code, ..)| *code).collect();
    tested.dedup();
    let listed: BTreeSet<_> =
        include_str!("../keys.rs").lines().filter_map(|l| l.strip_prefix("//! | ")?.get(..3)).collect();
    let listed: BTreeSet<_> = listed.into_iter().filter(|c| c.ends_with(|d: char| d.is_ascii_digit())).collect();
    assert_eq!(listed, tested.into_iter().collect(), "the table in the layer's root lists what is tested");
}

#[test]
fn diagnostics_point_at_the_fault() {
    let text = "\
leader = \"g g\"
[tabel]
\"f3\" = \"nothing is said about lines of an unknown table\"
[table]
\"z | 深 | ctrl-strg-x\" = \"open\"
\"f4\" = \"list.dwon\"
'f5' = \"sort.by Not A Column\"
f6 = \"open it\"
\"f7\" = open
\"\\u0066\\u0038 hullo\" = \"open\"
[global]
\"  f9   nope\" = \"quit\"
";
    let golden = "\
1:11+3 S03 unknown key 'g g' | a leader is one key, such as `space`
2:2+5 C01 unknown context 'tabel' | did you mean `[table]`?
5:15+4 K02 unknown modifier 'strg' | did you mean `ctrl-x`?
6:9+9 A01 unknown action 'list.dwon' | did you mean `list.down`?
7:17+12 A02 'Not A Column' does not fit 'sort.by' | it needs the name of a column, such as `risk`
8:12+2 A02 'open' takes no argument | write `open`
9:8+4 S01 string values must be quoted, expected literal string | a line is `\"keys\" = \"action\"`, `[context]` or `# comment`
10:1+20 K01 unknown key 'hullo'
12:9+4 K01 unknown key 'nope'
";
    let seen: Vec<_> = with(text).1;
    let lines: Vec<_> = seen
        .iter()
        .map(|d| {
            let help = d.help.as_deref().map(|h| format!(" | {h}")).unwrap_or_default();
            format!("{}:{}+{} {} {}{help}", d.line, d.col, d.len, d.code.as_deref().unwrap_or("-"), d.message)
        })
        .collect();
    assert_eq!(lines.join("\n"), golden.trim_end());
    assert!(seen.iter().all(|d| d.severity == Severity::Error && d.file == "my.toml"));
    assert!(seen.iter().all(|d| d.source_line.as_deref() == text.lines().nth(d.line - 1)));
}

#[test]
fn a_bad_line_does_not_take_the_good_ones_with_it() {
    let (map, found) = with("[table]\n\"hullo | z\" = \"open\"\n\"oops\n\"f3\" = \"export\"\n");
    assert_eq!(found.len(), 2);
    assert_eq!(map.keys_for("export", None, Context::Table).first().map(String::as_str), Some("f3"));
    assert_eq!(map.keys_for("open", None, Context::Table), ["z", "enter"], "the good alternative stays");
}

#[test]
fn later_layers_win_and_the_leader_moves_all_its_sequences() {
    let site = Layer { name: "site", text: "leader = \"comma\"\n[table]\n\"z\" = \"open\"" };
    let user = Layer { name: "user", text: "[table]\n\"z\" = \"export\"\n\"x\" = \"unbound\"" };
    let (map, found) = Keymap::load(&[site, user]);
    assert_eq!(found, []);
    assert_eq!(chain_in(map.clone(), Context::Partners, "z x"), "export -");
    assert_eq!(chain_in(map.clone(), Context::Queue, "comma a"), "… case.approve");
    assert_eq!(map.keys_for("mark.toggle", None, Context::Partners), [""; 0]);
}

#[test]
fn unbinding_in_a_child_hides_the_parents_key_there_only() {
    let map = with("[partners]\n\"x\" = \"unbound\"").0;
    assert_eq!(chain_in(map.clone(), Context::Partners, "x j"), "- list.down");
    assert_eq!(chain_in(map, Context::Findings, "x"), "mark.toggle");
}

#[test]
fn a_lost_way_out_is_kept_on_esc() {
    let (map, _) = with("[confirm]\n\"n | esc\" = \"unbound\"\n\"esc x\" = \"confirm.up\"");
    assert_eq!(chain_in(map, Context::Confirm, "esc"), "confirm.no");
}

#[test]
fn sequences_counts_and_prefixes_resolve_without_waiting() {
    for (context, keys, expected) in [
        (Context::Partners, "g g", "… list.top"),
        (Context::Partners, "g p j", "… tab.go 2 list.down"),
        (Context::Partners, "g z j", "… - list.down"),
        (Context::Partners, "g esc esc", "… cancelled back"),
        (Context::Partners, "1 2 j j", "… … 12×list.down list.down"),
        (Context::Partners, "3 esc j", "… cancelled list.down"),
        (Context::Partners, "2 y", "… copy.id"),
        (Context::Partners, "0", "-"),
        (Context::Partners, "1 0 k", "… … 10×list.up"),
        (Context::Partners, "9 9 9 9 9 9 9 9 9 9 9 9 j", "… … … … … … … … … … … … 9999×list.down"),
        (Context::Partners, "space space", "… palette.open"),
        (Context::Detail, "5", "-"),
        (Context::Detail, "j g p", "detail.down … tab.go 2"),
        (Context::Review, "1 j 3 space a", "verdict 1 review.next verdict 3 … case.approve"),
        (Context::Review, "g", "-"),
        (Context::Review, "a r w", "- - -"),
        (Context::Confirm, "a j y", "- confirm.down confirm.yes"),
        (Context::Picker, "4", "picker.choose 4"),
        (
            Context::Cmdline,
            "o p space 1 tab ctrl-u enter",
            "'o' 'p' ' ' '1' input.complete text.delete-start input.accept",
        ),
        (Context::Form, "g ： ctrl-s ctrl-c", "'g' '：' form.save quit"),
        (Context::Confirm, "ctrl-z ctrl-l ctrl-c", "suspend redraw quit"),
        (Context::Partners, "g ctrl-c", "… quit"),
    ] {
        let keys = keys.replace('：', "~");
        let mut resolver = Resolver::new(Keymap::built_in());
        let seen = press(&mut resolver, &[context], &keys, context.text_input()).join(" ");
        assert_eq!(seen, expected.replace('：', "~"), "{context}: {keys}");
        assert_eq!(resolver.pending(), if expected.ends_with('…') { keys } else { String::new() });
    }
}

#[test]
fn full_width_forms_are_ascii_in_lists_and_themselves_in_text() {
    let mut resolver = Resolver::new(Keymap::built_in());
    let colon = Key::char('：');
    assert!(
        matches!(resolver.feed(&[Context::Partners], colon, false), Resolved::Run { action, .. } if action.act == Act::CmdlineOpen)
    );
    assert_eq!(resolver.feed(&[Context::Cmdline], colon, true), Resolved::Text('：'));
}

#[test]
fn a_layout_makes_another_script_type_the_same_keys() {
    let map = with("[layout]\n\"о\" = \"j\"\n\"О\" = \"J\"").0;
    let mut resolver = Resolver::new(map);
    let run = |resolved| match resolved {
        Resolved::Run { action, .. } => Some(action.act),
        _ => None,
    };
    assert_eq!(run(resolver.feed(&[Context::Partners], Key::char('о'), false)), Some(Act::ListDown));
    assert_eq!(run(resolver.feed(&[Context::Partners], Key::char('О'), false)), Some(Act::DetailDown));
    assert_eq!(resolver.feed(&[Context::Prompt], Key::char('о'), true), Resolved::Text('о'));
}

#[test]
fn a_begun_sequence_dies_with_the_screen_it_was_typed_on() {
    let mut resolver = Resolver::new(Keymap::built_in());
    assert_eq!(press(&mut resolver, &[Context::Review], "space", false), ["…"]);
    assert_eq!(resolver.pending(), "space");
    assert_eq!(press(&mut resolver, &[Context::Confirm, Context::Review], "c", false), ["confirm.comment"]);
}

#[test]
fn sequences_work_in_text_fields_after_a_key_that_is_no_text() {
    let mut resolver = Resolver::new(with("preset = \"emacs\"").0);
    assert_eq!(press(&mut resolver, &[Context::Form], "ctrl-x n x", true), ["…", "form.add-row", "'x'"]);
}

#[test]
fn hints_say_what_may_follow() {
    let mut resolver = Resolver::new(Keymap::built_in());
    let Resolved::Pending { hints } = resolver.feed(&[Context::Partners], Key::char('g'), false) else {
        panic!("g begins sequences")
    };
    let of = |key: &str| hints.iter().find(|h| h.key == key).and_then(|h| h.action).map(|d| d.id);
    assert_eq!(of("g"), Some("list.top"), "from the list");
    assert_eq!(of("p"), Some("tab.go"), "from everywhere");
    assert_eq!(hints.len(), 15);
    let map = with("[global]\n\"z a\" = \"quit\"\n\"z b c\" = \"undo\"\n\"z b d\" = \"repeat\"").0;
    let mut resolver = Resolver::new(map);
    let Resolved::Pending { hints } = resolver.feed(&[Context::Detail], Key::char('z'), false) else {
        panic!("z begins sequences")
    };
    let seen: Vec<_> = hints.iter().map(|h| (h.key.as_str(), h.action.is_some(), h.count)).collect();
    assert_eq!(seen, [("a", true, 1), ("b", false, 2)]);
}

#[test]
fn help_and_footer_show_what_works_here_and_nothing_hidden() {
    let (map, _) = with("[table]\n\"f3\" = \"open\"\n[partners]\n\"u\" = \"record.edit\"");
    let sections = map.help(&[Context::Partners]);
    let names: Vec<_> = sections.iter().map(|s| s.context).collect();
    assert_eq!(names, [Context::Partners, Context::Table, Context::Global]);
    let row = |id: &str| {
        let rows = sections.iter().flat_map(|s| &s.rows);
        rows.filter(|r| r.action.id == id).map(|r| r.keys.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(row("open"), ["f3 | enter"], "the user's own first");
    assert_eq!(row("undo"), [""; 0], "u means something else here");
    let footer = map.footer(&[Context::Partners], &["list.down", "undo", "open", "palette.open"]);
    let footer: Vec<_> = footer.iter().map(|(keys, def)| format!("{keys} {}", def.id)).collect();
    assert_eq!(footer, ["j list.down", "f3 open", "space space palette.open"]);
    assert_eq!(map.help(&[Context::Confirm, Context::Partners]).len(), 1, "nothing behind a question");
}

#[test]
fn keys_are_found_by_action_by_argument_and_by_verb() {
    let map = Keymap::built_in();
    assert_eq!(map.keys_for("tab.go", Some("2"), Context::Partners), ["g 2", "g p"]);
    assert_eq!(map.keys_for("partner.suspend", None, Context::Partners), ["space s"]);
    assert_eq!(map.keys_for("case.approve", None, Context::Review), ["space a"]);
    assert_eq!(map.keys_for("case.approve", None, Context::Confirm), [""; 0]);
    assert_eq!(map.keys_for("quit", None, Context::Confirm), ["ctrl-c"]);
    assert_eq!(map.keys_for("no.such", None, Context::Review), [""; 0]);
}

fn any_key() -> impl Strategy<Value = Key> {
    let code = prop_oneof![
        4 => proptest::char::range(' ', '~').prop_map(KeyCode::Char),
        1 => any::<char>().prop_map(KeyCode::Char),
        2 => proptest::sample::select(vec![KeyCode::Esc, KeyCode::Enter, KeyCode::Tab, KeyCode::Up, KeyCode::F(1), KeyCode::F(99)]),
    ];
    (code, prop::bool::weighted(0.2), prop::bool::weighted(0.1), prop::bool::weighted(0.1))
        .prop_map(|(code, ctrl, alt, shift)| Key { code, ctrl, alt, shift })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_keys_anywhere_end_and_ctrl_c_always_quits(
        preset in proptest::sample::select(vec!["", "preset = \"vim\"", "preset = \"emacs\""]),
        presses in proptest::collection::vec((any_key(), proptest::sample::select(Context::ALL.to_vec()), any::<bool>(), 0..6usize), 1..60),
    ) {
        let mut resolver = Resolver::new(with(preset).0);
        let mut place = (Context::Global, false);
        for (key, context, text, stay) in presses {
            if stay == 0 {
                place = (context, text);
            }
            let resolved = resolver.feed(&[place.0, Context::Partners], key, place.1);
            let open = matches!(resolved, Resolved::Pending { .. });
            prop_assert_eq!(open, !resolver.pending().is_empty(), "pending means that something is pending");
        }
        let last = resolver.feed(&[place.0], Key::ctrl('c'), place.1);
        let quits = matches!(last, Resolved::Run { action, .. } if action.act == Act::Quit);
        prop_assert!(quits);
    }

    #[test]
    fn any_file_is_read_to_its_end(lines in proptest::collection::vec("(\\PC{0,20}|\\[[a-z]{4,7}\\]|\"[a-z -]{1,8}\" = \"[a-z. ]{1,12}\")", 0..12)) {
        let text = lines.join("\n");
        let (map, found) = with(&text);
        prop_assert!(found.iter().all(|d| d.col >= 1 && d.len >= 1));
        prop_assert_eq!(map.keys_for("back", None, Context::Review).is_empty(), false);
    }
}
