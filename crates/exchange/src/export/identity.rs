//! Names that no other thing has, worked out from what a thing is: the same today and tomorrow, so that a calendar knows an
//! event again and a plan can refer to a finding.

use crate::export::Subject;
use uuid::Uuid;

/// The namespace of every name here (RFC 9562, section 5.5): itself named after what Belfry calls its own properties.
fn namespace() -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_URL, super::oscal::NAMESPACE.as_bytes())
}

/// The name of a part of an organisation's dossier. Parts are joined by a sign that no text of a dossier has to itself:
/// each is preceded by its length.
pub(crate) fn uuid(subject: &Subject<'_>, parts: &[&str]) -> String {
    let mut name = String::new();
    for part in [subject.dossier.name.as_str()].iter().chain(parts) {
        name.push_str(&format!("{}:{part}", part.len()));
    }
    Uuid::new_v5(&namespace(), name.as_bytes()).hyphenated().to_string()
}
