//! Values as text with a role: how a column, a field or a difference shows what it holds.

use crate::app::api::Change;
use crate::app::lists::Column;
use crate::app::lists::Draw;
use crate::domain::field::Field;
use crate::domain::field::FieldType;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Path;
use crate::domain::kind::split_path;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::i18n::I18n;
use crate::i18n::format;
use crate::ui::scene::Scene;
use crate::ui::signs::Signs;
use crate::ui::theme::Role;
use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use chrono_tz::Tz;

/// Days left from which on a lapse is a warning.
const SOON: i64 = 30;

/// A text and what it is for.
pub type Shade = (String, Role);

/// A cell of a list.
pub fn cell(scene: &Scene<'_>, column: &Column, kind: Option<KindId>, value: &Value) -> Shade {
    if value.is_empty() {
        return (String::new(), Role::Text);
    }
    let text = || match value {
        Value::Money(amount) => format::limit(scene.i18n.locale(), amount),
        other => other.to_string(),
    };
    match column.draw {
        Draw::Text | Draw::Int | Draw::Date => (text(), Role::Text),
        Draw::Code => code(column.name, &text(), scene),
        Draw::Label(table) => {
            let code = text();
            (scene.label_or(&format!("code-{table}-{code}"), &code), Role::Text)
        }
        Draw::State => state(scene, kind, &text()),
        Draw::Verb => (verb(scene.i18n, &text()), Role::Text),
        Draw::Instant => match value {
            Value::Instant(at) => (moment(*at, scene.model.zone), Role::Text),
            _ => (text(), Role::Text),
        },
        Draw::Lapse => lapse(value, scene.model.day(), &scene.signs),
        Draw::Left => left(value, scene.model.now, scene.model.zone, &scene.signs),
        Draw::Open => open(value, &scene.signs),
        Draw::Message => (message(scene.i18n, &text()), Role::Text),
    }
}

/// A code, coloured where it is a degree.
fn code(name: &str, code: &str, scene: &Scene<'_>) -> Shade {
    let signs = &scene.signs;
    match (name, code) {
        ("risk", "CRITICAL") => ("CRIT".to_owned(), Role::Danger),
        ("risk", "CRIT" | "PROHIBITED") => (code.to_owned(), Role::Danger),
        ("risk", "HIGH") => (code.to_owned(), Role::Warning),
        ("severity", "B") => (format!("{code} {}", signs.bad), Role::Danger),
        ("severity", "H") => (format!("{code} {}", signs.warning), Role::Warning),
        _ => (code.to_owned(), Role::Text),
    }
}

/// A state in whole words, coloured by what it means.
pub fn state(scene: &Scene<'_>, kind: Option<KindId>, state: &str) -> Shade {
    let plain = state.replace(['_', '-'], " ");
    let name = kind.map_or("", |k| k.def().name);
    let words = scene.label_or(&format!("state-{name}-{}", state.replace('_', "-")), &plain);
    let role = match state {
        "admitted" | "active" | "accepted" | "approved" => Role::Ok,
        "suspended" | "rejected" | "blocked" | "expired" | "void" | "terminated" => Role::Danger,
        s if s.starts_with("pending") || s == "open" || s == "held" || s == "received" => Role::Pending,
        _ => Role::Text,
    };
    (words, role)
}

/// A verb by its label.
pub fn verb(i18n: &I18n, verb: &str) -> String {
    let id = format!("verb-{}", verb.replace('.', "-"));
    if i18n.has(&id) { i18n.label(&id) } else { verb.to_owned() }
}

/// A moment in the desk's zone.
pub fn moment(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string()
}

/// Days until a day: `12d`, `-31d ✗`, with what lapses in front when the value says so.
pub fn lapse(value: &Value, today: NaiveDate, signs: &Signs) -> Shade {
    let Some(day) = value.as_date().or_else(|| value.items().iter().find_map(Value::as_date)) else {
        return (value.to_string(), Role::Text);
    };
    let what = value.items().iter().filter(|v| v.as_date().is_none()).map(ToString::to_string).next();
    let days = (day - today).num_days();
    let before = what.map(|w| format!("{w} ")).unwrap_or_default();
    match days {
        ..0 => (format!("{before}{days}d {}", signs.bad), Role::Danger),
        0..=SOON => (format!("{before}{days}d"), Role::Warning),
        _ => (format!("{before}{days}d"), Role::Text),
    }
}

/// Time left until a moment or the end of a day: `3d`, `5h`, `12m`, `-2d ✗`.
fn left(value: &Value, now: DateTime<Utc>, zone: Tz, signs: &Signs) -> Shade {
    if let [at @ Value::Instant(_), Value::Code(_)] = value.items() {
        let (text, _) = left(at, now, zone, signs);
        return (format!("{}{text}", signs.paused), Role::Pending);
    }
    let minutes = match value {
        Value::Instant(at) => (*at - now).num_minutes(),
        Value::Date(day) => {
            let today = now.with_timezone(&zone).date_naive();
            (*day - today).num_days() * 1440
        }
        other => return (other.to_string(), Role::Text),
    };
    let size = minutes.abs();
    let short = match size {
        ..60 => format!("{size}m"),
        60..2880 => format!("{}h", size / 60),
        _ => format!("{}d", size / 1440),
    };
    match minutes {
        ..0 => (format!("-{short} {}", signs.bad), Role::Danger),
        0..1440 => (short, Role::Warning),
        _ => (short, Role::Text),
    }
}

/// Open findings: blocking and others, from a pair of numbers or from `1/2`.
fn open(value: &Value, signs: &Signs) -> Shade {
    let number = |v: &Value| match v {
        Value::Int(n) => Some(*n),
        other => other.to_string().trim().parse().ok(),
    };
    let pair = match value {
        Value::List(items) | Value::Group(items) => (items.first().and_then(number), items.get(1).and_then(number)),
        Value::Int(n) => (None, Some(*n)),
        other => {
            let text = other.to_string();
            let mut parts = text.split('/');
            let mut next = || parts.next().and_then(|p| p.trim().parse::<i64>().ok());
            match (next(), next()) {
                (None, _) => return (text, Role::Text),
                pair => pair,
            }
        }
    };
    let (blocking, others) = (pair.0.unwrap_or(0), pair.1.unwrap_or(0));
    let mut out = String::new();
    if blocking > 0 {
        out = format!("{blocking}{}", signs.bad);
    }
    if others > 0 {
        let gap = if out.is_empty() { "" } else { " " };
        out = format!("{out}{gap}{others}{}", signs.warning);
    }
    match (blocking, others) {
        (1.., _) => (out, Role::Danger),
        (_, 1..) => (out, Role::Warning),
        _ => (signs.none.to_owned(), Role::Text),
    }
}

/// A message in a cell: as JSON with its arguments, or an id alone, or words.
pub fn message(i18n: &I18n, text: &str) -> String {
    match serde_json::from_str::<Msg>(text) {
        Ok(msg) => i18n.text(&msg),
        Err(_) if i18n.has(text) => i18n.label(text),
        Err(_) => text.to_owned(),
    }
}

/// A field's value in words, lines for the members of a list of groups.
pub fn field(i18n: &I18n, ty: FieldType, value: &Value, zone: Tz) -> Vec<String> {
    match (ty, value) {
        (_, Value::Null) => Vec::new(),
        (FieldType::List(FieldType::Group(fields)), Value::List(items)) => {
            items.iter().flat_map(|item| field(i18n, FieldType::Group(fields), item, zone)).collect()
        }
        (FieldType::List(of), Value::List(items)) => {
            let words: Vec<String> = items.iter().flat_map(|item| field(i18n, *of, item, zone)).collect();
            if words.is_empty() { words } else { vec![words.join(i18n.locale().list_separator())] }
        }
        (FieldType::Group(fields), Value::Group(items)) => {
            let words = members(i18n, fields, items, zone);
            if words.is_empty() { words } else { vec![words.join(" · ")] }
        }
        (FieldType::Code(table), Value::Code(code)) => {
            let id = table.label(code);
            let labelled = table.labelled && i18n.has(&id);
            vec![if labelled { format!("{} ({code})", i18n.label(&id)) } else { code.clone() }]
        }
        (_, Value::Sealed(sealed)) if sealed.sealed.is_empty() => vec![i18n.label("sealed-erased")],
        (_, Value::Flag(yes)) => vec![i18n.label(if *yes { "yes" } else { "no" })],
        (_, Value::Instant(at)) => vec![moment(*at, zone)],
        (_, Value::Money(amount)) => vec![format::limit(i18n.locale(), amount)],
        (_, Value::Decimal(number)) => vec![format::decimal(i18n.locale(), *number)],
        (_, value) => value.to_string().lines().map(str::to_owned).collect(),
    }
}

/// The members of a group that hold something, by their labels: without them nobody tells one amount from the next. The
/// first one names the group and needs none.
fn members(i18n: &I18n, fields: &'static [Field], items: &[Value], zone: Tz) -> Vec<String> {
    let mut out = Vec::new();
    for (of, item) in fields.iter().zip(items).filter(|(_, item)| !item.is_empty()) {
        let words = field(i18n, of.ty, item, zone).join("; ");
        let label = Some(of.label()).filter(|id| !out.is_empty() && i18n.has(id));
        out.push(label.map_or_else(|| words.clone(), |id| format!("{} {words}", i18n.label(&id))));
    }
    out
}

/// A path of a kind's field in words: `Coverages (1) Each occurrence`; with the field it leads to, when it is known.
pub fn path(i18n: &I18n, kind: Option<KindId>, path: &str) -> (String, Option<&'static Field>) {
    let (name, key, member) = split_path(path);
    let own = |name: &str| {
        let id = format!("field-{}", name.replace('_', "-"));
        if i18n.has(&id) { i18n.label(&id) } else { name.replace('_', " ") }
    };
    let key = key.map(|k| format!(" ({k})")).unwrap_or_default();
    let member = member.map(|m| format!(" {}", own(m))).unwrap_or_default();
    let field = kind.and_then(|kind| Path::parse(kind, path).ok()?.field(kind));
    (format!("{}{key}{member}", own(name)), field)
}

/// Where a difference is, in words, and the field it is in when its kind is known: `P-000123 Identifiers (lei) Value`.
pub fn place(scene: &Scene<'_>, change: &Change) -> (String, Option<&'static Field>) {
    let kind = change.id.parse::<Id>().ok().map(|id| id.kind);
    let (words, field) = path(scene.i18n, kind, &change.path);
    (format!("{} {words}", change.id), field)
}

/// A value in one line, by the labels of its field's codes.
pub fn value(scene: &Scene<'_>, ty: Option<&'static Field>, value: &Value) -> String {
    match ty {
        Some(of) => field(scene.i18n, of.ty, value, scene.model.zone).join("; "),
        None => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_lapse_is_counted_in_days_and_bad_when_it_is_over() {
        let signs = Signs::of(false);
        let at = |text: &str| lapse(&Value::Date(day(text)), day("2026-11-23"), &signs);
        assert_eq!(at("2026-12-05"), ("12d".to_owned(), Role::Warning));
        assert_eq!(at("2026-10-23"), ("-31d ✗".to_owned(), Role::Danger));
        assert_eq!(at("2027-11-23"), ("365d".to_owned(), Role::Text));
        let named = Value::Group(vec![Value::Text("lic".into()), Value::Date(day("2026-12-05"))]);
        assert_eq!(lapse(&named, day("2026-11-23"), &signs).0, "lic 12d");
    }

    #[test]
    fn time_left_is_as_short_as_it_can_be() {
        let now: DateTime<Utc> = "2026-11-23T05:00:00Z".parse().unwrap();
        let signs = Signs::of(false);
        let at = |text: &str| left(&Value::Instant(text.parse().unwrap()), now, Tz::UTC, &signs);
        assert_eq!(at("2026-11-23T05:30:00Z"), ("30m".to_owned(), Role::Warning));
        assert_eq!(at("2026-11-24T09:00:00Z"), ("28h".to_owned(), Role::Text));
        assert_eq!(at("2026-11-20T05:00:00Z"), ("-3d ✗".to_owned(), Role::Danger));
    }

    #[test]
    fn a_group_reads_by_the_labels_of_its_members_and_its_path_in_words() {
        use crate::domain::insurance::certificate::Coverage;
        let i18n = I18n::new(crate::i18n::Locale::En);
        let mut items = vec![Value::Null; Coverage::FIELDS.len()];
        let mut put = |name: &str, value: Value| {
            let at = Coverage::FIELDS.iter().position(|f| f.name == name).unwrap();
            items[at] = value;
        };
        put("nr", Value::Int(1));
        put("cover", Value::Code("CGL".into()));
        put("each", Value::Money("900000 USD".parse().unwrap()));
        put("aggregate", Value::Money("2000000 USD".parse().unwrap()));
        let words = field(&i18n, FieldType::Group(Coverage::FIELDS), &Value::Group(items), Tz::UTC);
        let wanted = "1 · Cover general liability (CGL) · Each occurrence 900,000 USD · Aggregate 2,000,000 USD";
        assert_eq!(words, [wanted]);
        let (words, of) = path(&i18n, Some(KindId::Certificate), "coverages[1].each");
        assert_eq!((words.as_str(), of.map(|f| f.name)), ("Coverages (1) Each occurrence", Some("each")));
        assert_eq!(path(&i18n, None, "some_thing").0, "some thing");
    }

    #[test]
    fn open_findings_show_blocking_before_others() {
        let signs = Signs::of(false);
        let pair = |b, o| Value::List(vec![Value::Int(b), Value::Int(o)]);
        assert_eq!(open(&pair(1, 2), &signs), ("1✗ 2!".to_owned(), Role::Danger));
        assert_eq!(open(&pair(0, 2), &signs), ("2!".to_owned(), Role::Warning));
        assert_eq!(open(&pair(0, 0), &signs), ("·".to_owned(), Role::Text));
        assert_eq!(open(&Value::Text("1/0".into()), &signs).0, "1✗");
    }
}
