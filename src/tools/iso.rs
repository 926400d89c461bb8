//! ISO 27001: the certificate, and the statement of applicability.

use super::{
    bench::{Bench, head},
    statement::Statement,
};
use crate::{
    address::Tool,
    components::{
        field::Kind,
        select::{LabelPlace, Select, select},
    },
    key::Key,
};
use belfry_engine::{
    control::{Accreditation, CertificateDoubt},
    date::Date,
};
use yew::prelude::*;

/// The page.
pub fn iso(bench: &Bench) -> Html {
    html! {
        <div class="stack-wide">
            { head(bench, Key::TitleIso, Key::IsoLead) }
            { bench.iso_pages(&Tool::Iso) }
            { certificate(bench) }
            <Statement bench={bench.clone()} />
        </div>
    }
}

fn certificate(bench: &Bench) -> Html {
    let words = &bench.words;
    let certificate = &bench.tools().certificate;
    let accreditation = {
        let mut options = vec![(AttrValue::default(), words.get(Key::ToolsUnknown))];
        options.extend(Accreditation::ALL.map(|one| (one.code().into(), words.get(accreditation_key(one)))));
        let value = certificate.accreditation.map(Accreditation::code).unwrap_or_default().into();
        let onchange = bench.changing(String::new(), |tools, code: AttrValue| {
            tools.certificate.accreditation = Accreditation::from_code(&code);
        });
        let id = "certificate-accreditation".into();
        let label = words.get(Key::CertificateAccreditation);
        select(Select { id, label, label_place: LabelPlace::Shown, options, value, onchange })
    };
    html! {
        <section class="card stack" aria-labelledby="certificate">
            <h2 id="certificate">{ words.get(Key::CertificateTitle) }</h2>
            <p>{ words.get(Key::CertificateLead) }</p>
            { bench.text_field("certificate-scope", words.get(Key::CertificateScope), Kind::Paragraph, &certificate.scope, |tools, text| tools.certificate.scope = text) }
            <div class="settings settings-level">
                { bench.text_field("certificate-body", words.get(Key::CertificateBody), Kind::Text, &certificate.body, |tools, text| tools.certificate.body = text) }
                { accreditation }
                { bench.text_field("certificate-number", words.get(Key::CertificateNumber), Kind::Text, &certificate.number, |tools, text| tools.certificate.number = text) }
                { bench.date_field("certificate-issued", words.get(Key::CertificateIssued), certificate.issued, |tools, date| tools.certificate.issued = date) }
                { bench.date_field("certificate-expires", words.get(Key::CertificateExpires), certificate.expires, |tools, date| tools.certificate.expires = date) }
            </div>
            { doubts(bench) }
        </section>
    }
}

const fn accreditation_key(accreditation: Accreditation) -> Key {
    match accreditation {
        Accreditation::Belac => Key::AccreditationBelac,
        Accreditation::Agreement => Key::AccreditationAgreement,
        Accreditation::None => Key::AccreditationNone,
    }
}

/// The day on which it has to count: that of the second step where the law has one for the entity, else today.
fn counts_on(bench: &Bench) -> Date {
    let dues = bench.dues();
    let step = dues.iter().find(|due| due.obligation.id.as_str() == "conformity-second-step");
    step.and_then(|due| due.on).filter(|on| *on > bench.view.today).unwrap_or(bench.view.today)
}

/// What would keep the certificate from counting; that nothing would.
pub fn doubts(bench: &Bench) -> Html {
    let words = &bench.words;
    let certificate = &bench.tools().certificate;
    if *certificate == Default::default() {
        return Html::default();
    }
    let day = counts_on(bench);
    let doubts = certificate.facts().doubts(day);
    let day = bench.day(day);
    if doubts.is_empty() {
        return html! { <p class="note note-met">{ words.fill(Key::CertificateCounts, &[("day", &day)]) }</p> };
    }
    let doubt = |doubt: &CertificateDoubt| {
        let key = match doubt {
            CertificateDoubt::NoDates => Key::DoubtNoDates,
            CertificateDoubt::Ended => Key::DoubtEnded,
            CertificateDoubt::NotYet => Key::DoubtNotYet,
            CertificateDoubt::NotAccredited => Key::DoubtNotAccredited,
            CertificateDoubt::AccreditationUnknown => Key::DoubtAccreditationUnknown,
            CertificateDoubt::NoScope => Key::DoubtNoScope,
        };
        html! { <li>{ words.fill(key, &[("day", &day)]) }</li> }
    };
    html! {
        <div class="note note-uncertain stack-tight">
            <p>{ words.fill(Key::CertificateDoubts, &[("day", &day)]) }</p>
            <ul>{ for doubts.iter().map(doubt) }</ul>
        </div>
    }
}
