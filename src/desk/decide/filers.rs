//! Four eyes on a paper: who filed it or changed it does not accept it (domain.md §10.3, DOC-03), and who wrote a letter does
//! not approve it.

use crate::api::Ground;
use crate::api::Refusal;
use crate::desk::decide::Actor;
use crate::desk::overlay::Now;
use crate::desk::view::ViewError;
use crate::domain::kind::KindId;
use crate::domain::kind::Stored;
use crate::domain::lifecycle::Edge;
use crate::domain::lifecycle::Guard;
use crate::domain::msg::Msg;

/// Why a person may not use a row's verb on a record which the same person filed or changed.
pub fn own_upload(now: Now<'_>, edge: &Edge, stored: &Stored, person: &str) -> Result<Option<Msg>, ViewError> {
    if !edge.guards.contains(&Guard::OtherPerson) || person.is_empty() {
        return Ok(None);
    }
    let is_me = |login: &&String| now.state.directory.operator(login).is_some_and(|(_, o)| o.person.0 == person);
    let filers = now.contributors(stored.id)?;
    let mine = filers.iter().chain([&stored.made_by]).find(is_me);
    let id = if stored.id.kind == KindId::Letter { "refused-own-letter" } else { "refused-own-upload" };
    Ok(mine.map(|by| Msg::new(id).with("id", stored.id.to_string()).with("by", by.as_str())))
}

/// Refuses the verb to who filed the record.
pub(super) fn check(now: Now<'_>, edge: &Edge, stored: &Stored, actor: &Actor) -> Result<(), Refusal> {
    match own_upload(now, edge, stored, &actor.person)? {
        Some(why) => Err(Refusal::new(Ground::FourEyes, why).hint(Msg::new("hint-own-upload"))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use crate::api::Act;
    use crate::api::Answer;
    use crate::api::Desk as _;
    use crate::api::Ground;
    use crate::api::Query;
    use crate::desk::local::Local;
    use crate::desk::tests::Bench;
    use crate::desk::tests::assigns;
    use crate::domain::kind::Id;
    use crate::domain::kind::KindId;
    use crate::domain::value::Value;
    use std::sync::atomic::AtomicBool;

    /// A desk where the checker mira has a second login that files.
    fn desk(bench: &Bench) -> Local {
        let desk = bench.open();
        let fields = assigns(&[("login", "mira-onb"), ("person", "H-000005")]);
        let made = bench.act(&desk, "adm", Act::Create { kind: KindId::Operator, fields }).unwrap().ids[0].to_string();
        let case = bench.verb(&desk, "adm", "operator.grant", &made, &[("roles", "ONB")]).unwrap().case.unwrap();
        bench.verb(&desk, "chen", "case.approve", &case.to_string(), &[]).unwrap();
        desk
    }

    fn filed(bench: &Bench, desk: &Local, by: &str) -> Id {
        let partner = bench.partner(desk, "lin", "Nordlicht").to_string();
        let blob = desk.store("evidence", by.as_bytes()).unwrap();
        let fields = [
            ("partner", Value::Ref(partner)),
            ("code", Value::Code("D-BNK".into())),
            ("number", Value::Text("7".into())),
            ("file.sha256", Value::Text(blob.sha256.to_string())),
        ];
        bench.create(desk, by, KindId::Document, &fields).unwrap().ids[0]
    }

    fn own(desk: &Local, document: Id, operator: &str) -> bool {
        let query = Query::Check { document, operator: operator.into() };
        match desk.ask(&query, &AtomicBool::new(false)).unwrap() {
            Answer::Check(sheet) => sheet.own,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn who_filed_a_paper_with_another_login_does_not_accept_it() {
        let bench = Bench::new();
        let desk = desk(&bench);
        let paper = filed(&bench, &desk, "mira-onb");
        assert!(own(&desk, paper, "mira") && !own(&desk, paper, "bo"));
        let refusal = bench.verb(&desk, "mira", "document.accept", &paper.to_string(), &[]).unwrap_err();
        assert_eq!((refusal.ground, refusal.msg.id.as_ref()), (Ground::FourEyes, "refused-own-upload"));
        bench.verb(&desk, "bo", "document.accept", &paper.to_string(), &[]).unwrap();
    }

    #[test]
    fn who_changed_a_paper_does_not_accept_it_either() {
        let bench = Bench::new();
        let desk = desk(&bench);
        let paper = filed(&bench, &desk, "lin");
        assert!(!own(&desk, paper, "mira"));
        let act = Act::Change { id: paper, expect_rev: None, fields: assigns(&[("number", "8")]) };
        bench.act(&desk, "mira-onb", act).unwrap();
        assert!(own(&desk, paper, "mira"));
        assert!(bench.verb(&desk, "mira", "document.accept", &paper.to_string(), &[]).is_err());
    }
}
