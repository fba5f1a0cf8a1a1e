//! Training sessions: a module taught on a day, with what shows that it was (domain.md §9.2).
//!
//! Who attended and with which result are [trainings](crate::domain::training), which name the session.

use crate::codes;
use crate::domain::document::FileRef;
use crate::domain::kind::KindDef;
use crate::domain::kind::RecordKind;
use crate::domain::kind::no_upgrade;
use crate::record;
use chrono::NaiveDate;

codes! {
    /// How a session is held.
    pub enum Delivery: "delivery" {
        /// Over the network, with a trainer.
        #[default]
        Online = "ONLINE",
        /// In one room.
        Onsite = "ONSITE",
        /// Everybody alone, with the material.
        SelfPaced = "SELF",
    }
}

codes! {
    /// What the evidence of a session is.
    pub enum Proof: "session-proof" {
        /// Signed attendance list.
        #[default]
        SignIn = "sign-in",
        /// Photograph.
        Photo = "photo",
        /// Recording.
        Recording = "recording",
        /// Results exported from a quiz elsewhere.
        QuizExport = "quiz-export",
    }
}

record! {
    /// A training session.
    pub struct Session {
        /// The module's code.
        module: String [Required, Roster, Identifying];
        /// The edition taught.
        version: String [Roster];
        /// The day.
        held_on: Option<NaiveDate> [Required, Roster, Identifying];
        /// Who teaches.
        trainer: String [Required, Roster];
        /// What shows that the trainer may teach this: a certificate of TR-10, an accreditation.
        qualification: String [];
        /// How it is held.
        delivery: Delivery [Roster];
        /// Language it is held in, BCP 47.
        language: String [];
        /// The day on which the answers of its quiz were given out, if they were.
        answers_out_on: Option<NaiveDate> [];
        /// What the filed copy is.
        proof: Option<Proof> [];
        /// What shows that it took place: attendance list, photographs, recording or export, as one file.
        file: FileRef [];
        /// Remarks.
        note: String [Long];
    }
}

impl Session {
    /// Whether anything shows that it took place.
    pub fn has_evidence(&self) -> bool {
        !self.file.sha256.is_empty()
    }
}

impl RecordKind for Session {
    const DEF: KindDef = KindDef {
        name: "session",
        prefix: "S",
        schema: 1,
        fields: Self::FIELDS,
        parent: None,
        initial: "planned",
        title: &["module"],
        upgrade: no_upgrade,
    };
}

crate::refs! {
    /// A session's id.
    SessionRef = "session";
}
