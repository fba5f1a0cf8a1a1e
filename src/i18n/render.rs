//! Renders messages in one language.
//!
//! The files of one language are parsed when an [`I18n`] is made; English is parsed beside it only when a message is
//! missing there, so that a start pays for one language.

use crate::domain::msg::Arg;
use crate::domain::msg::Msg;
use crate::i18n::format;
use crate::i18n::locale::Locale;
use crate::i18n::pseudo;
use crate::i18n::resources;
use fluent_bundle::FluentArgs;
use fluent_bundle::FluentResource;
use fluent_bundle::FluentValue;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::memoizer::MemoizerKind;
use fluent_bundle::types::FluentNumber;
use fluent_syntax::ast;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::OnceLock;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;

/// Integers up to this size keep every digit as the `f64` Fluent counts with.
const EXACT: u64 = 1 << 53;

type Bundle = FluentBundle<FluentResource>;

/// The messages of one language. Made once; shared by reference, also between threads.
pub struct I18n {
    locale: Locale,
    bundle: Bundle,
    english: OnceLock<Bundle>,
    faults: AtomicU64,
}

impl I18n {
    /// Parses the files of `locale`. Under 3 ms.
    pub fn new(locale: Locale) -> Self {
        Self { locale, bundle: bundle(locale), english: OnceLock::new(), faults: AtomicU64::new(0) }
    }

    /// The language of this instance.
    pub const fn locale(&self) -> Locale {
        self.locale
    }

    /// The message in words. An unknown id becomes `{id}` and counts as a fault, as does an argument that is not there.
    pub fn text(&self, msg: &Msg) -> String {
        self.framed(self.render(&msg.id, &msg.args))
    }

    /// Of a text a record carries in two languages the one for this reader; the other one where that is missing.
    pub const fn pick<'a>(&self, en: &'a str, zh: &'a str) -> &'a str {
        match self.locale {
            Locale::Zh if !zh.is_empty() => zh,
            _ if en.is_empty() => zh,
            _ => en,
        }
    }

    /// The words of a message without arguments.
    pub fn label(&self, id: &str) -> String {
        self.framed(self.render::<&str>(id, &[]))
    }

    /// Whether there are words for `id`, in this language or in English.
    pub fn has(&self, id: &str) -> bool {
        has(&self.bundle, id) || (self.falls_back() && has(self.english(), id))
    }

    /// Every message id the program ships.
    pub fn ids() -> BTreeSet<String> {
        let mut ids = BTreeSet::new();
        for (_, source) in resources::of(Locale::En) {
            ids.extend(parsed(source).entries().filter_map(|entry| match entry {
                ast::Entry::Message(message) => Some(message.id.name.to_owned()),
                _ => None,
            }));
        }
        ids
    }

    /// How often something was asked that is not there. Tests hold this at 0.
    pub fn faults(&self) -> u64 {
        self.faults.load(Ordering::Relaxed)
    }

    /// One argument in words, as it stands in a message.
    pub fn arg(&self, arg: &Arg) -> String {
        match arg {
            Arg::Text(text) => text.clone(),
            Arg::Int(n) => format::int(self.locale, *n),
            Arg::Date(day) => format::date(self.locale, *day),
            Arg::Term(id) => self.render::<&str>(id, &[]),
            Arg::Money(money) => format::limit(self.locale, money),
            Arg::Said(msg) => self.render(&msg.id, &msg.args),
            Arg::List(items) => {
                let items: Vec<String> = items.iter().map(|item| self.arg(item)).collect();
                items.join(self.locale.list_separator())
            }
        }
    }

    fn render<N: AsRef<str>>(&self, id: &str, args: &[(N, Arg)]) -> String {
        let source = if has(&self.bundle, id) || !self.falls_back() { &self.bundle } else { self.english() };
        let Some(pattern) = source.get_message(id).and_then(|message| message.value()) else {
            self.faults.fetch_add(1, Ordering::Relaxed);
            return format!("{{{id}}}");
        };
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            values.set(name.as_ref().to_owned(), self.value(arg));
        }
        let mut errors = Vec::new();
        let text = source.format_pattern(pattern, Some(&values), &mut errors).into_owned();
        if !errors.is_empty() {
            self.faults.fetch_add(1, Ordering::Relaxed);
        }
        text
    }

    /// Numbers stay numbers so that plural rules can choose; beyond 2^53 they are text, so that no digit is lost.
    fn value(&self, arg: &Arg) -> FluentValue<'static> {
        match arg {
            Arg::Int(n) if n.unsigned_abs() <= EXACT => FluentValue::from(*n),
            other => FluentValue::from(self.arg(other)),
        }
    }

    /// Puts the pseudo-locale's brackets around a whole message; terms inside it have none of their own.
    fn framed(&self, text: String) -> String {
        match self.locale {
            Locale::Pseudo => format!("[{text}]"),
            Locale::En | Locale::Zh => text,
        }
    }

    fn falls_back(&self) -> bool {
        self.locale == Locale::Zh
    }

    fn english(&self) -> &Bundle {
        self.english.get_or_init(|| bundle(Locale::En))
    }
}

impl fmt::Debug for I18n {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("I18n").field("locale", &self.locale).field("faults", &self.faults()).finish_non_exhaustive()
    }
}

/// Parses a file; what does not parse is left out here and reported by [`crate::i18n::check`].
pub(crate) fn parsed(source: &str) -> FluentResource {
    FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource)
}

fn bundle(locale: Locale) -> Bundle {
    let mut bundle = Bundle::new_concurrent(vec![locale.language()]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match locale {
        Locale::En => grouped_en,
        Locale::Zh => grouped_zh,
        Locale::Pseudo => grouped_pseudo,
    }));
    if locale == Locale::Pseudo {
        bundle.set_transform(Some(pseudo::accent));
    }
    // A name that is taken, by a function or by an earlier message, keeps its first meaning; `check` reports it.
    let _ = bundle.add_builtins();
    for (_, source) in resources::of(locale) {
        let _ = bundle.add_resource(parsed(source));
    }
    bundle
}

fn has(bundle: &Bundle, id: &str) -> bool {
    bundle.get_message(id).is_some_and(|message| message.value().is_some())
}

/// Fluent takes a plain function for its numbers, hence one per locale.
fn grouped_en<M: MemoizerKind>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    number(Locale::En, value)
}

fn grouped_zh<M: MemoizerKind>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    number(Locale::Zh, value)
}

fn grouped_pseudo<M: MemoizerKind>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    number(Locale::Pseudo, value)
}

fn number(locale: Locale, value: &FluentValue<'_>) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let plain = number.as_string();
    Some(if grouping(number) { format::grouped(locale, &plain) } else { plain.into_owned() })
}

fn grouping(number: &FluentNumber) -> bool {
    number.options.use_grouping
}

#[cfg(test)]
mod tests {
    use super::I18n;
    use crate::domain::msg::Arg;
    use crate::domain::msg::Msg;
    use crate::i18n::Locale;
    use chrono::NaiveDate;

    #[test]
    fn english_chooses_between_one_and_many() {
        let en = I18n::new(Locale::En);
        let days = |n: i64| en.text(&Msg::new("days-count").with("n", n));
        assert_eq!(days(1), "1 day");
        assert_eq!(days(0), "0 days");
        assert_eq!(days(18_220), "18,220 days");
        assert_eq!(en.faults(), 0);
    }

    #[test]
    fn chinese_has_one_form() {
        let zh = I18n::new(Locale::Zh);
        assert_eq!(zh.text(&Msg::new("records-count").with("n", 1i64)), "1 条记录");
        assert_eq!(zh.text(&Msg::new("records-count").with("n", 1_204i64)), "1,204 条记录");
    }

    #[test]
    fn an_unknown_id_shows_itself_and_is_counted() {
        let en = I18n::new(Locale::En);
        assert_eq!(en.label("no-such-message"), "{no-such-message}");
        assert!(!en.has("no-such-message"));
        assert_eq!(en.faults(), 1);
    }

    #[test]
    fn a_missing_argument_is_counted() {
        let en = I18n::new(Locale::En);
        assert!(en.label("of").contains("$n"));
        assert_eq!(en.faults(), 1);
    }

    #[test]
    fn every_sort_of_argument_is_rendered_in_the_language() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        let list = Arg::List(vec![Arg::Term("yes".into()), Arg::Date(day), Arg::Int(-12_345), Arg::Text("P-1".into())]);
        assert_eq!(I18n::new(Locale::En).arg(&list), "yes, 2026-11-23, -12,345, P-1");
        assert_eq!(I18n::new(Locale::Zh).arg(&list), "是、2026-11-23、-12,345、P-1");
    }

    #[test]
    fn numbers_beyond_the_exact_range_keep_every_digit() {
        let en = I18n::new(Locale::En);
        let text = en.text(&Msg::new("days-short").with("n", i64::MAX));
        assert_eq!(text, "9,223,372,036,854,775,807 d");
    }

    #[test]
    fn the_pseudo_locale_keeps_data_and_brackets_once() {
        let pseudo = I18n::new(Locale::Pseudo);
        let text = pseudo.text(&Msg::new("of").term("n", "yes").with("total", "P-000123"));
        assert_eq!(text, "[ýééš ööf P-000123]");
    }

    #[test]
    fn text_is_not_wrapped_in_isolating_marks() {
        let text = I18n::new(Locale::En).text(&Msg::new("of").with("n", 3i64).with("total", 12i64));
        assert_eq!(text, "3 of 12");
    }

    #[test]
    fn ids_are_those_of_the_files() {
        let ids = I18n::ids();
        assert!(ids.contains("days-count") && ids.contains("yes"));
        let zh = I18n::new(Locale::Zh);
        assert!(ids.iter().all(|id| zh.has(id)));
    }

    #[test]
    fn instances_may_be_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<I18n>();
    }
}
