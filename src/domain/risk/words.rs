//! The risk in sentences: which factor gave how many points, what control took off, what made the band.

use crate::domain::msg::Msg;
use crate::domain::partner::Partner;
use crate::domain::risk::Cause;
use crate::domain::risk::Evidence;
use crate::domain::risk::Factor;
use crate::domain::risk::Risk;
use crate::domain::risk::Tables;
use crate::domain::risk::Weighed;
use crate::domain::risk::factors;
use crate::domain::risk::hundredths;

/// What the risk of a partner is made of: a sentence a factor, one of control, one of the band.
pub fn explain(partner: &Partner, tables: &Tables, risk: &Risk, evidence: &Evidence) -> Vec<Msg> {
    let mut told: Vec<Msg> = factors(partner, tables).iter().map(factor).collect();
    told.push(controls(partner, risk, evidence));
    told.push(
        Msg::new("risk-residual")
            .with("inherent", i64::from(risk.inherent))
            .with("control", i64::from(risk.control))
            .with("residual", i64::from(risk.residual))
            .term("band", crate::domain::risk::band(risk.residual).label()),
    );
    told.extend(cause(partner, risk));
    told
}

fn factor(weighed: &Weighed) -> Msg {
    let code = weighed.code.as_str();
    let id = match (weighed.factor, code) {
        (_, "?") => "risk-factor-unstated",
        (Factor::Country | Factor::Role | Factor::Mode, _) => "risk-factor-code",
        (Factor::Goods, _) => "risk-factor-goods",
        (Factor::Volume | Factor::Owners, _) => "risk-factor-words",
    };
    let told = Msg::new(id)
        .term("factor", weighed.factor.label())
        .with("value", hundredths(weighed.value))
        .with("points", hundredths(weighed.points()))
        .with("weight", i64::from(weighed.factor.weight()));
    match (weighed.factor, code) {
        (_, "?") => told,
        (Factor::Volume, _) => told.term("what", format!("code-volume-class-{code}")),
        (Factor::Owners, _) => told.term("what", format!("risk-owners-{code}")),
        _ => told.with("what", code),
    }
}

fn controls(partner: &Partner, risk: &Risk, evidence: &Evidence) -> Msg {
    let control = i64::from(risk.control);
    let aeo = i64::from(partner.credit_grade.is_aeo());
    match evidence.total {
        Some(total) => Msg::new("risk-control-assessed")
            .with("total", hundredths(u32::try_from(total).unwrap_or(0)))
            .with("aeo", aeo)
            .with("critical", i64::from(evidence.critical))
            .with("control", control),
        None => Msg::new("risk-control-none").with("aeo", aeo).with("control", control),
    }
}

fn cause(partner: &Partner, risk: &Risk) -> Option<Msg> {
    let told = match risk.cause {
        Cause::Figure => return None,
        Cause::Dishonest => Msg::new("risk-cause-dishonest").term("grade", partner.credit_grade.label()),
        Cause::Sanctioned => Msg::new("risk-cause-sanctioned"),
        Cause::Certified => Msg::new("risk-cause-certified").term("grade", partner.credit_grade.label()),
        Cause::Override => Msg::new("risk-cause-override")
            .with("until", partner.risk_until.map(|d| d.to_string()).unwrap_or_default())
            .with("reason", partner.risk_reason.as_str()),
    };
    Some(told.term("band", risk.band.label()))
}
