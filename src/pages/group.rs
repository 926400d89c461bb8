//! The group wizard: a small tree of linked and partner enterprises that shows its sum.

use super::number_field::NumberField;
use crate::{
    components::{
        choice::{Choice, ChoiceList, LegendPlace, Many, choice_list},
        field::{Field, Kind, field},
        icon::{Picture, icon},
    },
    desk::Desk,
    format,
    key::Key,
    number::Quantity,
};
use belfry_dossier::{
    action::Action,
    open::DEEPEST_GROUP,
    profile::{Member, Profile, Relation},
    questions::weighed,
};
use belfry_engine::size::{
    AnnualWorkUnits, Euro, Figures, GroupMember, Line, Share, SizeClass, Weight, consolidate, size_class,
};
use yew::prelude::*;

/// The group wizard.
pub fn group_wizard(desk: &Desk) -> Html {
    let words = &desk.words;
    let profile = &desk.view.dossier.profile;
    let onchoose = {
        let dossier = desk.view.dossier.clone();
        desk.acting(move |code: AttrValue| {
            let in_group = code == "yes";
            let mut profile = Profile { in_group: Some(in_group), ..dossier.profile.clone() };
            if in_group && profile.group.is_empty() {
                profile.group.push(Member::default());
            }
            Action::Profile(Box::new(profile))
        })
    };
    let choices = vec![
        Choice {
            value: "no".into(),
            title: words.get(Key::GroupNo),
            detail: words.get(Key::GroupNoDetail),
            chosen: profile.in_group == Some(false),
        },
        Choice {
            value: "yes".into(),
            title: words.get(Key::GroupYes),
            detail: words.get(Key::GroupYesDetail),
            chosen: profile.in_group == Some(true),
        },
    ];
    html! {
        <div class="stack">
            { choice_list(ChoiceList { id: "scope-group".into(), legend: words.get(Key::AskGroup), legend_place: LegendPlace::Unseen, hint: AttrValue::default(), many: Many::One, choices, onchoose }) }
            if profile.in_group == Some(true) {
                { members(desk, &[]) }
                { sum(desk) }
            }
        </div>
    }
}

fn members_at<'tree>(group: &'tree [Member], path: &[usize]) -> &'tree [Member] {
    match path.split_first() {
        None => group,
        Some((first, rest)) => group.get(*first).map_or(&[], |member| members_at(&member.members, rest)),
    }
}

fn edit_members(group: &mut Vec<Member>, path: &[usize], edit: &dyn Fn(&mut Vec<Member>)) {
    match path.split_first() {
        None => edit(group),
        Some((first, rest)) => {
            if let Some(member) = group.get_mut(*first) {
                edit_members(&mut member.members, rest, edit);
            }
        }
    }
}

/// A change somewhere in the tree.
fn changing<IN: 'static>(desk: &Desk, path: &[usize], edit: impl Fn(&mut Vec<Member>, &IN) + 'static) -> Callback<IN> {
    let (dossier, path) = (desk.view.dossier.clone(), path.to_vec());
    desk.acting(move |input: IN| {
        let mut profile = dossier.profile.clone();
        edit_members(&mut profile.group, &path, &|members| edit(members, &input));
        Action::Profile(Box::new(profile))
    })
}

/// The enterprises at one place of the tree.
fn members(desk: &Desk, path: &[usize]) -> Html {
    let words = &desk.words;
    let count = members_at(&desk.view.dossier.profile.group, path).len();
    let add = changing(desk, path, |members, _: &MouseEvent| members.push(Member::default()));
    html! {
        <div class="group-members stack">
            { for (0..count).map(|at| member_card(desk, path, at)) }
            <button type="button" class="button" onclick={add}>{ words.get(if path.is_empty() { Key::GroupAdd } else { Key::GroupAddBelow }) }</button>
        </div>
    }
}

fn member_card(desk: &Desk, path: &[usize], at: usize) -> Html {
    let words = &desk.words;
    let below = [path, &[at]].concat();
    let Some(member) = members_at(&desk.view.dossier.profile.group, path).get(at) else { return Html::default() };
    let id = below.iter().map(ToString::to_string).collect::<Vec<_>>().join("-");
    let number = (at + 1).to_string();
    let legend = if member.name.is_empty() {
        words.fill(Key::GroupMember, &[("number", &number)])
    } else {
        member.name.clone().into()
    };
    let relation = |relation: Relation, title: Key, detail: Key| Choice {
        value: relation.code().into(),
        title: words.get(title),
        detail: words.get(detail),
        chosen: member.relation == relation,
    };
    let relations = vec![
        relation(Relation::Linked, Key::RelationLinked, Key::RelationLinkedDetail),
        relation(Relation::Partner, Key::RelationPartner, Key::RelationPartnerDetail),
        relation(Relation::Minority, Key::RelationMinority, Key::RelationMinorityDetail),
    ];
    let on_relation = changing(desk, path, move |members, code: &AttrValue| {
        if let (Some(member), Some(relation)) = (members.get_mut(at), Relation::from_code(code)) {
            member.relation = relation;
        }
    });
    let on_name = changing(desk, path, move |members, name: &String| {
        if let Some(member) = members.get_mut(at) {
            member.name.clone_from(name);
        }
    });
    let on_public = changing(desk, path, move |members, _: &AttrValue| {
        if let Some(member) = members.get_mut(at) {
            member.public_body = !member.public_body;
        }
    });
    let remove = changing(desk, path, move |members, _: &MouseEvent| {
        if at < members.len() {
            members.remove(at);
        }
    });
    let number_field = |name: &str,
                        label: Key,
                        unit: Key,
                        quantity: Quantity,
                        value: Option<String>,
                        set: fn(&mut Member, Option<&str>)| {
        let onvalue = changing(desk, path, move |members, text: &Option<String>| {
            if let Some(member) = members.get_mut(at) {
                set(member, text.as_deref());
            }
        });
        html! {
            <NumberField desk={desk.clone()} id={format!("member-{name}-{id}")} label={words.get(label)} unit={words.get(unit)} {quantity}
                value={value.map(AttrValue::from)} {onvalue} />
        }
    };
    let public = vec![Choice {
        value: "public".into(),
        title: words.get(Key::GroupPublic),
        detail: words.get(Key::GroupPublicDetail),
        chosen: member.public_body,
    }];
    html! {
        <fieldset class="card stack" key={id.clone()}>
            <legend class="unseen">{ &legend }</legend>
            <div class="spread">
                <strong>{ &legend }</strong>
                <button type="button" class="button button-icon" onclick={remove} aria-label={words.fill(Key::GroupRemove, &[("name", &legend)])}>{ icon(Picture::Bin, "") }</button>
            </div>
            { field(Field { id: (format!("member-name-{id}")).into(), label: words.get(Key::GroupName), hint: AttrValue::default(), error: AttrValue::default(), unit: AttrValue::default(), kind: Kind::Text, value: (member.name.clone()).into(), oninput: on_name }) }
            { choice_list(ChoiceList { id: (format!("member-relation-{id}")).into(), legend: words.get(Key::GroupRelation), legend_place: LegendPlace::Shown, hint: AttrValue::default(), many: Many::One, choices: relations, onchoose: on_relation }) }
            if member.relation == Relation::Partner {
                { number_field("share", Key::GroupShare, Key::PercentUnit, Quantity::Share, member.share.map(|share| share.to_string()), |member, text| member.share = text.and_then(|text| Share::parse(text).ok())) }
            }
            if member.relation != Relation::Minority {
                { choice_list(ChoiceList { id: (format!("member-public-{id}")).into(), legend: words.get(Key::GroupPublic), legend_place: LegendPlace::Unseen, hint: AttrValue::default(), many: Many::Several, choices: public, onchoose: on_public }) }
                if !member.public_body {
                    { number_field("staff", Key::StaffLabel, Key::StaffUnit, Quantity::Staff, member.staff.map(|staff| staff.to_string()), |member, text| member.staff = text.and_then(|text| AnnualWorkUnits::parse(text).ok())) }
                    { number_field("turnover", Key::TurnoverLabel, Key::EuroUnit, Quantity::Euro, member.turnover.map(|euro| euro.to_string()), |member, text| member.turnover = text.and_then(|text| Euro::parse(text).ok())) }
                    { number_field("balance", Key::BalanceSheetLabel, Key::EuroUnit, Quantity::Euro, member.balance_sheet.map(|euro| euro.to_string()), |member, text| member.balance_sheet = text.and_then(|text| Euro::parse(text).ok())) }
                    if below.len() < DEEPEST_GROUP {
                        { members(desk, &below) }
                    }
                }
            }
        </fieldset>
    }
}

/// The name of a size class.
pub const fn size_key(size: SizeClass) -> Key {
    match size {
        SizeClass::Micro => Key::SizeMicro,
        SizeClass::Small => Key::SizeSmall,
        SizeClass::Medium => Key::SizeMedium,
        SizeClass::Large => Key::SizeLarge,
    }
}

/// The sum, line by line.
pub fn sum(desk: &Desk) -> Html {
    let words = &desk.words;
    let profile = &desk.view.dossier.profile;
    let group: Vec<GroupMember> = profile.group.iter().map(weighed).collect();
    let found = consolidate(profile.own_figures(), &group);
    let row = |name: AttrValue, weight: AttrValue, figures: Figures| {
        html! {
            <tr>
                <th scope="row">{ name }</th>
                <td>{ weight }</td>
                <td class="number">{ shown(desk, &figures.staff.to_string()) }</td>
                <td class="number">{ shown(desk, &figures.turnover.to_string()) }</td>
                <td class="number">{ shown(desk, &figures.balance_sheet.to_string()) }</td>
            </tr>
        }
    };
    let line = |line: &Line| row(name_at(desk, &line.path), weight(desk, line.weight), line.adds);
    let headings = [Key::SumWho, Key::SumWeight, Key::SumStaff, Key::SumTurnover, Key::SumBalance];
    html! {
        <div class="scroll" tabindex="0" role="group" aria-label={words.get(Key::SumCaption)}>
            <table>
                <caption>{ words.get(Key::SumCaption) }</caption>
                <thead><tr>{ for headings.into_iter().map(|key| html! { <th scope="col">{ words.get(key) }</th> }) }</tr></thead>
                <tbody>
                    { row(words.get(Key::SumOwn), AttrValue::default(), profile.own_figures()) }
                    { for found.lines.iter().map(line) }
                    { row(words.get(Key::SumTotal), words.get(size_key(size_class(found.figures))), found.figures) }
                </tbody>
            </table>
        </div>
    }
}

fn name_at(desk: &Desk, path: &[usize]) -> AttrValue {
    let Some((last, above)) = path.split_last() else { return AttrValue::default() };
    let member = members_at(&desk.view.dossier.profile.group, above).get(*last);
    match member {
        Some(member) if !member.name.is_empty() => member.name.clone().into(),
        Some(_) | None => {
            let number = path.iter().map(|at| (at + 1).to_string()).collect::<Vec<_>>().join(".");
            desk.words.fill(Key::GroupMember, &[("number", &number)])
        }
    }
}

fn weight(desk: &Desk, weight: Weight) -> AttrValue {
    let words = &desk.words;
    match weight {
        Weight::Whole => words.get(Key::WeightWhole),
        Weight::Proportion(share) => words.fill(Key::WeightProportion, &[("share", &share.to_string())]),
        Weight::BelowThreshold => words.get(Key::WeightBelow),
        Weight::PublicBody => words.get(Key::WeightPublic),
        Weight::PartnerOfPartner => words.get(Key::WeightPartnerOfPartner),
    }
}

/// A figure as the language writes it.
pub fn shown(desk: &Desk, plain: &str) -> String {
    plain.parse::<f64>().map_or_else(|_| plain.to_owned(), |number| format::number(desk.words.language(), number, 2))
}
