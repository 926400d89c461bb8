//! A plan of action and milestones: each measure of the roadmap as a risk with its planned remediation and as an item; each
//! point on the way as an item that refers to the measures that lead there.

use super::{
    document, metadata,
    model::{BackMatter, Item, Link, Plan, RelatedRisk, Remediation, Risk, SystemId, Task, Timing},
    property,
    results::resource,
};
use crate::export::{
    Subject,
    identity::uuid,
    markdown::escaped,
    wording::{Label, Name, Phrases, Words, milestone},
};
use belfry_engine::{date::Date, identifier::MeasureId, roadmap};
use serde::Serialize;

const ROOT: &str = "plan-of-action-and-milestones";

#[derive(Serialize)]
struct Document {
    #[serde(rename = "plan-of-action-and-milestones")]
    plan: Plan,
}

/// The plan: JSON, ending in a line break.
pub fn write(subject: &Subject<'_>, words: &dyn Words) -> String {
    let roadmap = &subject.report.roadmap;
    let method = uuid(subject, &["method"]);
    let mut items: Vec<Item> = roadmap.tasks.iter().map(|task| measure(subject, words, task)).collect();
    items.extend(roadmap.milestones.iter().map(|point| point_on_the_way(subject, words, point)));
    if items.is_empty() {
        items.push(nothing_left(subject, words));
    }
    let mut about = metadata(subject, words);
    // Requirements without an answer, which the plan counts as 1.
    about.props.extend(property("assumed-lowest", &subject.report.path.assumed.len().to_string()));
    let plan = Plan {
        uuid: document(subject, ROOT),
        metadata: about,
        system_id: SystemId { identifier_type: "http://ietf.org/rfc/rfc4122", id: uuid(subject, &["system"]) },
        risks: roadmap.tasks.iter().map(|task| risk(subject, words, task)).collect(),
        poam_items: items,
        back_matter: BackMatter { resources: vec![resource(subject, words, method)] },
    };
    // Texts and lists: writing them cannot fail.
    let mut text = serde_json::to_string_pretty(&Document { plan }).unwrap_or_default();
    text.push('\n');
    text
}

fn risk_of(subject: &Subject<'_>, measure: &MeasureId) -> String {
    uuid(subject, &["measure", measure.as_str()])
}

/// The first moment of a day; the last one, in minutes, where it is a term.
fn start_of(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

fn end_of(day: Date) -> String {
    format!("{day}T23:59:00Z")
}

fn risk(subject: &Subject<'_>, words: &dyn Words, task: &roadmap::Task) -> Risk {
    let id = task.measure.as_str();
    let title = escaped(&words.name(Name::Measure(&task.measure)));
    let why = escaped(&words.name(Name::MeasureWhy(&task.measure)));
    let step = |kind: &'static str, timing: Timing| Task {
        uuid: uuid(subject, &["task", kind, id]),
        kind,
        title: title.clone(),
        timing,
    };
    Risk {
        uuid: risk_of(subject, &task.measure),
        title: title.clone(),
        description: why.clone(),
        statement: why,
        props: properties(subject, task),
        status: "open",
        deadline: Some(end_of(task.ends)),
        remediations: vec![Remediation {
            uuid: uuid(subject, &["remediation", id]),
            lifecycle: "planned",
            title: title.clone(),
            description: escaped(&words.name(Name::MeasureHow(&task.measure))),
            tasks: vec![
                step("action", Timing::WithinDateRange { start: start_of(task.starts), end: end_of(task.ends) }),
                step("milestone", Timing::OnDate { date: end_of(task.ends) }),
            ],
        }],
        related_observations: Vec::new(),
    }
}

fn properties(subject: &Subject<'_>, task: &roadmap::Task) -> Vec<super::Property> {
    let effort = task.effort.to_f64().to_string();
    let facts = [
        ("measure", task.measure.as_str()),
        ("urgency", task.urgency.code()),
        ("who", task.who.code()),
        ("effort-days", &effort),
    ];
    let raised = task.raises.iter().filter_map(|at| subject.requirement_id(*at));
    let facts = facts.into_iter().filter_map(|(name, value)| property(name, value));
    facts.chain(raised.filter_map(|id| property("raises", id.as_str()))).collect()
}

fn measure(subject: &Subject<'_>, words: &dyn Words, task: &roadmap::Task) -> Item {
    Item {
        uuid: uuid(subject, &["item", task.measure.as_str()]),
        title: escaped(&words.name(Name::Measure(&task.measure))),
        description: escaped(&words.name(Name::MeasureHow(&task.measure))),
        props: properties(subject, task),
        links: vec![reference(subject)],
        related_risks: vec![RelatedRisk { risk_uuid: risk_of(subject, &task.measure) }],
    }
}

/// By which method it is counted.
fn reference(subject: &Subject<'_>) -> Link {
    Link { href: format!("#{}", uuid(subject, &["method"])), rel: "reference" }
}

fn point_on_the_way(subject: &Subject<'_>, words: &dyn Words, point: &roadmap::Milestone) -> Item {
    let measures: Vec<String> = point.measures.iter().map(|id| words.name(Name::Measure(id))).collect();
    let props = [("milestone", point.urgency.code()), ("due", &point.due.to_string())];
    Item {
        uuid: uuid(subject, &["milestone", point.urgency.code()]),
        title: escaped(&words.pair(&point.due.to_string(), &words.label(milestone(point.urgency)))),
        description: measures.iter().map(|name| format!("- {}", escaped(name))).collect::<Vec<_>>().join("\n"),
        props: props.into_iter().filter_map(|(name, value)| property(name, value)).collect(),
        links: vec![reference(subject)],
        related_risks: point.measures.iter().map(|id| RelatedRisk { risk_uuid: risk_of(subject, id) }).collect(),
    }
}

/// A plan must have an item, even one that has nothing left to plan.
fn nothing_left(subject: &Subject<'_>, words: &dyn Words) -> Item {
    let text = escaped(&words.label(Label::NothingLeft));
    let level = words.label(subject.report.level.assurance().into());
    Item {
        uuid: uuid(subject, &["item"]),
        title: escaped(&level),
        description: text,
        props: property("level", subject.report.level.code()).into_iter().collect(),
        links: Vec::new(),
        related_risks: Vec::new(),
    }
}
