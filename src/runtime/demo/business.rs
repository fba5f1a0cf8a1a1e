//! What a partner of the demo deals in, how much, and who owns it: drawn so that its computed risk is in the band of its row.

use crate::api::Assign;
use crate::catalog::Catalog;
use crate::domain::partner::Country;
use crate::domain::partner::CreditGrade;
use crate::domain::partner::Owner;
use crate::domain::partner::Partner;
use crate::domain::partner::PartnerType;
use crate::domain::partner::VolumeClass;
use crate::domain::risk;
use crate::domain::risk::Evidence;
use crate::domain::value::Value;
use crate::runtime::demo::cast::Goal;
use crate::runtime::demo::cast::Quirk;
use crate::runtime::demo::cast::Row;
use crate::runtime::demo::ids::Rng;
use crate::runtime::demo::plan::code;
use crate::runtime::demo::plan::codes;
use crate::runtime::demo::plan::day;
use crate::runtime::demo::plan::text;
use crate::runtime::demo::words;
use chrono::NaiveDate;
use chrono::TimeDelta;

/// Chapters of the tariff, from harmless to watched.
const CHAPTERS: [&[&str]; 6] = [&["48", "49"], &["94", "63"], &["61", "64"], &["85"], &["33", "21"], &["71", "36"]];
/// The purpose of the generator of owners; it is its own, so that no other draw of a story moves.
const OWNERS: u64 = 0x0B05;
/// Shares of the owners that are named.
const SHARES: [&[i64]; 4] = [&[60, 40], &[100], &[40], &[]];

/// What is stated of a business.
#[derive(Clone, Copy)]
struct Stated {
    chapters: &'static [&'static str],
    volume: VolumeClass,
    shares: &'static [i64],
}

/// Every business there could be, in a fixed order.
fn all() -> impl Iterator<Item = Stated> {
    CHAPTERS.into_iter().flat_map(|chapters| {
        VolumeClass::ALL
            .iter()
            .flat_map(move |volume| SHARES.into_iter().map(move |shares| Stated { chapters, volume: *volume, shares }))
    })
}

fn residual(catalog: &Catalog, row: &Row, stated: Stated, today: NaiveDate) -> risk::Risk {
    let owner = |share: &i64| Owner { share: Some((*share).into()), ..Owner::default() };
    let partner = Partner {
        type_set: row.types.to_vec(),
        country: Country(row.country.to_owned()),
        modes: row.modes.to_vec(),
        credit_grade: row.credit.unwrap_or(CreditGrade::Reg),
        hs_chapters: stated.chapters.iter().map(|c| (*c).to_owned()).collect(),
        volume: Some(stated.volume),
        owners: stated.shares.iter().map(owner).collect(),
        ..Partner::default()
    };
    risk::assess(&partner, &catalog.risk, &Evidence::default(), today)
}

/// The fields of a business whose risk is in the row's band; of those there are, the place draws one.
pub(super) fn fields(catalog: &Catalog, row: &Row, place: usize, today: NaiveDate) -> Vec<Assign> {
    let mut rng = Rng::new(u64::try_from(place).unwrap_or(0), OWNERS);
    let fitting: Vec<Stated> = all().filter(|s| residual(catalog, row, *s, today).band == row.band).collect();
    let drawn = fitting.get((place * 7) % fitting.len().max(1)).copied();
    let Some(stated) = drawn.or_else(|| all().next()) else { return Vec::new() };
    let chapters = stated.chapters.iter().map(|c| Value::Text((*c).to_owned())).collect();
    let mut fields = vec![
        Assign { path: "hs_chapters".to_owned(), value: Value::List(chapters) },
        code("volume", stated.volume.as_str()),
    ];
    let sells = row.types.iter().any(|t| matches!(t, PartnerType::Ece | PartnerType::Sub));
    let early = matches!(row.goal, Goal::DocsReview(_));
    if sells && !early {
        fields.push(day("dsa_declared_on", today - TimeDelta::days(400)));
    }
    fields.extend(row.quirks.iter().flat_map(|quirk| found(*quirk, today)));
    for (key, share) in (1..).zip(stated.shares) {
        let path = |member: &str| format!("owners[{key}].{member}");
        fields.push(text(&path("name"), words::person(row.country, &mut rng)));
        fields.push(code(&path("country"), row.country));
        fields.push(Assign { path: path("share"), value: Value::Decimal((*share).into()) });
        fields.push(day(&path("owner_since"), today - TimeDelta::days(700 + rng.days(0, 900))));
        fields.push(day(&path("verified_on"), today - TimeDelta::days(20 + rng.days(0, 200))));
    }
    fields
}

/// What diligence found.
fn found(quirk: Quirk, today: NaiveDate) -> Vec<Assign> {
    match quirk {
        Quirk::Fined => (1..=2)
            .flat_map(|nr: i64| {
                let path = move |member: &str| format!("penalties[{nr}].{member}");
                let amount = Value::Decimal((20_000 + 35_000 * nr).into());
                [
                    day(&path("decided_on"), today - TimeDelta::days(70 * nr)),
                    Assign { path: path("fine"), value: amount },
                    code(&path("ground"), "customs"),
                ]
            })
            .collect(),
        Quirk::Fake => vec![codes("platform_signs", ["no-login", "traffic", "few-payers"].into_iter())],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::demo::cast;
    use crate::runtime::demo::chorus;

    #[test]
    fn every_row_has_a_business_of_its_band() {
        let catalog = Catalog::shipped().unwrap();
        let today = "2026-11-23".parse().unwrap();
        let bare: Vec<String> = cast::ROWS
            .iter()
            .chain(chorus::ROWS)
            .filter(|row| !all().any(|s| residual(catalog, row, s, today).band == row.band))
            .map(|row| format!("{} {:?}", row.en, row.band))
            .collect();
        assert!(bare.is_empty(), "{bare:?}");
    }
}
