//! "Put Belfry on your site": choices, and the lines that follow from them. The contract itself is `docs/embedding.md`.

use crate::{
    address, browser,
    components::{
        choice::{Choice, ChoiceList, LegendPlace, Many, choice_list},
        field::{Field, Kind, field},
    },
    desk::Study,
    format,
    key::Key,
    language::Language,
    pages::{levels, share::copy},
};
use belfry_engine::{collections::Map, level::AssuranceLevel};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// The folder of a release, as the snippet names it until the user gives their own.
const FOLDER: &str = "/embed/";
/// Least contrast between text and ground, WCAG 2.2, success criterion 1.4.3.
const CONTRAST: f64 = 4.5;

/// How Belfry stands in the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Way {
    /// As an element of the page.
    #[default]
    Element,
    /// In a frame.
    Frame,
}

impl Way {
    const ALL: [Self; 2] = [Self::Element, Self::Frame];

    const fn code(self) -> &'static str {
        match self {
            Self::Element => "element",
            Self::Frame => "frame",
        }
    }

    const fn tag(self) -> &'static str {
        match self {
            Self::Element => "belfry-assessment",
            Self::Frame => "belfry-frame",
        }
    }

    const fn script(self) -> &'static str {
        match self {
            Self::Element => "belfry.js",
            Self::Frame => "frame.js",
        }
    }

    const fn title(self) -> Key {
        match self {
            Self::Element => Key::BuilderElement,
            Self::Frame => Key::BuilderFrame,
        }
    }
}

/// What is chosen: attributes by name, as they will stand, and what is not an attribute.
#[derive(Clone, Debug, Default, PartialEq)]
struct Choices {
    way: Way,
    folder: String,
    /// Without those that say what happens anyway.
    attributes: Map<&'static str, String>,
    /// How results come in: nothing, `mail`, `event` or `webhook`.
    lead: String,
    /// The address for it.
    lead_address: String,
    color: String,
}

/// Every attribute that is chosen from a list: its name, what it is, and its values. The first is what happens without.
type Offer = (&'static str, Key, Vec<(&'static str, AttrValue)>);

fn offers(desk: &Study) -> [Offer; 7] {
    let say = |key: Key| desk.words.get(key);
    let mut languages = vec![("", say(Key::BuilderLanguageOwn))];
    languages.extend(Language::ALL.into_iter().map(|language| (language.code(), language.own_name().into())));
    let mut levels = vec![("", say(Key::BuilderLevelOwn))];
    levels.extend(AssuranceLevel::ALL.into_iter().map(|level| (level.code(), say(levels::assurance_key(level)))));
    [
        ("lang", Key::BuilderLanguage, languages),
        (
            "mode",
            Key::BuilderMode,
            vec![
                ("", say(Key::BuilderModeFull)),
                ("level", say(Key::BuilderModeLevel)),
                ("scope", say(Key::BuilderModeScope)),
            ],
        ),
        ("level", Key::BuilderLevel, levels),
        ("framework", Key::BuilderFramework, vec![("", say(Key::BuilderNewest)), ("cyfun-2023", "2023".into())]),
        (
            "theme",
            Key::BuilderTheme,
            vec![("", say(Key::BuilderThemeOwn)), ("light", say(Key::BuilderLight)), ("dark", say(Key::BuilderDark))],
        ),
        (
            "storage",
            Key::BuilderStorage,
            vec![("", say(Key::BuilderStorageKept)), ("off", say(Key::BuilderStorageOff))],
        ),
        (
            "loading",
            Key::BuilderLoading,
            vec![("", say(Key::BuilderLazy)), ("eager", say(Key::BuilderEager)), ("click", say(Key::BuilderClick))],
        ),
    ]
}

/// What the page needs.
#[derive(Properties, PartialEq)]
pub struct BuilderProps {
    /// What lies on the table.
    pub desk: Study,
}

/// Whether the preview can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Preview {
    /// Nobody asked for it.
    Folded,
    /// The folder stands beside this page.
    Shown,
    /// It does not.
    Missing,
}

/// "Put Belfry on your site".
#[component]
pub fn Builder(props: &BuilderProps) -> Html {
    let desk = &props.desk;
    let words = &desk.words;
    let choices = use_state_eq(|| Choices { folder: FOLDER.to_owned(), ..Choices::default() });
    let preview = use_state_eq(|| Preview::Folded);
    let show = {
        let preview = preview.clone();
        Callback::from(move |_: MouseEvent| {
            let preview = preview.clone();
            wasm_bindgen_futures::spawn_local(async move {
                let there = browser::fetch_text("embed/frame.html").await.is_ok();
                preview.set(if there { Preview::Shown } else { Preview::Missing });
            });
        })
    };
    html! {
        <div class="page-narrow stack-wide">
            <header class="stack">
                <h1 tabindex="-1">{ words.get(Key::BuilderTitle) }</h1>
                <p class="lead">{ words.get(Key::BuilderLead) }</p>
            </header>
            <section class="card stack" aria-labelledby="choices">
                <h2 id="choices">{ words.get(Key::BuilderChoices) }</h2>
                { form(desk, &choices) }
            </section>
            { lines(desk, &choices) }
            <section class="stack" aria-labelledby="preview">
                <h2 id="preview">{ words.get(Key::BuilderPreview) }</h2>
                { match *preview {
                    Preview::Folded => html! { <p><button type="button" class="button" onclick={show}>{ words.get(Key::BuilderShow) }</button></p> },
                    Preview::Shown => html! { <iframe class="preview" title={words.get(Key::BuilderPreview)} src={preview_address(&choices)}></iframe> },
                    Preview::Missing => html! { <p class="note note-short" role="status">{ words.get(Key::BuilderNoPreview) }</p> },
                } }
            </section>
        </div>
    }
}

fn form(desk: &Study, choices: &UseStateHandle<Choices>) -> Html {
    let words = &desk.words;
    let change = |change: fn(&mut Choices, String)| {
        let choices = choices.clone();
        Callback::from(move |text: String| {
            let mut next = (*choices).clone();
            change(&mut next, text);
            choices.set(next);
        })
    };
    let ways = Way::ALL.map(|way| Choice {
        value: way.code().into(),
        title: words.get(way.title()),
        detail: AttrValue::default(),
        chosen: choices.way == way,
    });
    let onway = change(|choices, code| {
        choices.way = Way::ALL.into_iter().find(|way| way.code() == code).unwrap_or_default();
    })
    .reform(|code: AttrValue| code.to_string());
    let list = |(name, label, values): Offer| {
        let choices = choices.clone();
        let chosen = choices.attributes.get(name).cloned().unwrap_or_default();
        let onchange = Callback::from(move |value: String| choices.set(with(&choices, name, value)));
        select(name, words.get(label), &values, &chosen, onchange)
    };
    let lead = [
        ("", words.get(Key::BuilderLeadNone)),
        ("mail", words.get(Key::BuilderLeadMail)),
        ("event", words.get(Key::BuilderLeadEvent)),
        ("webhook", words.get(Key::BuilderLeadWebhook)),
    ];
    let text_field = |id: &'static str, label: Key, value: &str, oninput: Callback<String>| Field {
        id: id.into(),
        label: words.get(label),
        hint: AttrValue::default(),
        error: AttrValue::default(),
        unit: AttrValue::default(),
        kind: Kind::Text,
        value: value.to_owned().into(),
        oninput,
    };
    let attribute = |name: &'static str| choices.attributes.get(name).map(String::as_str).unwrap_or_default();
    let missing =
        |text: &str| if text.trim().is_empty() { words.get(Key::BuilderMissing) } else { AttrValue::default() };
    let setting = |name: &'static str| {
        let choices = choices.clone();
        Callback::from(move |value: String| choices.set(with(&choices, name, value)))
    };
    let address_label = match &*choices.lead {
        "mail" => Some(Key::BuilderMail),
        "webhook" => Some(Key::BuilderWebhook),
        _ => None,
    };
    html! {
        <div class="stack">
            { choice_list(ChoiceList { id: "way".into(), legend: words.get(Key::BuilderWay), legend_place: LegendPlace::Shown, hint: words.get(Key::BuilderWayHint), many: Many::One, choices: ways.to_vec(), onchoose: onway }) }
            { field(Field { hint: words.get(Key::BuilderFolderHint), ..text_field("folder", Key::BuilderFolder, &choices.folder, change(|choices, text| choices.folder = text)) }) }
            <div class="pairs">{ for offers(desk).into_iter().map(list) }</div>
            { field(Field { hint: words.get(Key::BuilderColorHint), error: color_fault(desk, &choices.color), ..text_field("color", Key::BuilderColor, &choices.color, change(|choices, text| choices.color = text)) }) }
            { select("lead", words.get(Key::BuilderLeadWay), &lead, &choices.lead, change(|choices, way| choices.lead = way)) }
            if !choices.lead.is_empty() {
                <p class="hint">{ words.get(Key::BuilderLeadHint) }</p>
                if let Some(label) = address_label {
                    { field(Field { error: missing(&choices.lead_address), ..text_field("lead-address", label, &choices.lead_address, change(|choices, text| choices.lead_address = text)) }) }
                }
                { field(Field { error: missing(attribute("privacy")), ..text_field("privacy", Key::BuilderPrivacy, attribute("privacy"), setting("privacy")) }) }
                { field(Field { hint: words.get(Key::BuilderActionHint), ..text_field("action", Key::BuilderAction, attribute("call-to-action"), setting("call-to-action")) }) }
            }
        </div>
    }
}

/// With another value of one attribute; an empty one says what happens anyway.
fn with(choices: &Choices, name: &'static str, value: String) -> Choices {
    let mut next = choices.clone();
    if value.is_empty() {
        next.attributes.remove(name);
    } else {
        next.attributes.insert(name, value);
    }
    next
}

fn select(
    id: &'static str,
    label: AttrValue,
    values: &[(&'static str, AttrValue)],
    chosen: &str,
    onchoose: Callback<String>,
) -> Html {
    let onchange = Callback::from(move |event: Event| {
        if let Some(list) = event.target_dyn_into::<HtmlSelectElement>() {
            onchoose.emit(list.value());
        }
    });
    let id = format!("builder-{id}");
    html! {
        <div class="field">
            <label for={id.clone()}>{ label }</label>
            <select class="input" {id} {onchange}>
                { for values.iter().map(|(value, label)| html! { <option value={*value} selected={*value == chosen}>{ label }</option> }) }
            </select>
        </div>
    }
}

/// The lines to paste, with what the host must send.
fn lines(desk: &Study, choices: &Choices) -> Html {
    let words = &desk.words;
    let part = |title: Key, text: Option<Key>, id: &'static str, code: String| {
        let onclick = {
            let (desk, code) = (desk.clone(), code.clone());
            Callback::from(move |_: MouseEvent| copy(&desk, code.clone()))
        };
        html! {
            <section class="stack" aria-labelledby={id}>
                <h2 {id} class="h3">{ words.get(title) }</h2>
                if let Some(text) = text { <p class="soft">{ words.get(text) }</p> }
                <pre class="file" tabindex="0" aria-labelledby={id} role="group">{ code }</pre>
                <p><button type="button" class="button" {onclick} aria-describedby={id}>{ words.get(Key::ShareCopy) }</button></p>
            </section>
        }
    };
    html! {
        <>
            { part(Key::BuilderPaste, Some(Key::BuilderPasteText), "snippet", snippet(choices)) }
            if let Some(style) = style(choices) { { part(Key::BuilderStyle, None, "style", style) } }
            { part(Key::BuilderPolicy, None, "policy", policy(choices)) }
            { part(Key::BuilderKinds, Some(Key::BuilderKindsText), "kinds", "types { application/wasm wasm; }\n\nAddType application/wasm .wasm".to_owned()) }
        </>
    }
}

/// The folder with a slash at its end.
fn folder(choices: &Choices) -> String {
    match choices.folder.trim() {
        "" => FOLDER.to_owned(),
        folder if folder.ends_with('/') => folder.to_owned(),
        folder => format!("{folder}/"),
    }
}

/// As it stands between the quotes of an attribute.
fn quoted(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

/// What `lead` is set to; nothing while its address is missing.
fn lead_attribute(choices: &Choices) -> Option<String> {
    let address = choices.lead_address.trim();
    match &*choices.lead {
        "event" => Some("event".to_owned()),
        "mail" if !address.is_empty() => Some(format!("mailto:{address}")),
        "webhook" if !address.is_empty() => Some(address.to_owned()),
        _ => None,
    }
}

/// The attributes as they will stand. Those of a lead only with one.
fn attributes(choices: &Choices) -> Vec<(&'static str, String)> {
    let lead = lead_attribute(choices).map(|lead| ("lead", lead));
    let of_lead = |name: &str| matches!(name, "privacy" | "call-to-action");
    let chosen = choices.attributes.iter().filter(|(name, _)| !of_lead(name) || lead.is_some());
    let mut attributes: Vec<_> = chosen.map(|(name, value)| (*name, value.trim().to_owned())).collect();
    attributes.extend(lead.clone());
    attributes
}

fn snippet(choices: &Choices) -> String {
    let attributes: String =
        attributes(choices).iter().map(|(name, value)| format!(" {name}=\"{}\"", quoted(value))).collect();
    let (folder, tag) = (quoted(&folder(choices)), choices.way.tag());
    format!("<script type=\"module\" src=\"{folder}{}\"></script>\n<{tag}{attributes}></{tag}>", choices.way.script())
}

/// Red, green and blue, from 0 to 1; `None` when it is not written as `#rrggbb`.
fn parsed_color(text: &str) -> Option<[f64; 3]> {
    let digits = text.trim().strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
    let part = |at: usize| Some(f64::from(u8::from_str_radix(digits.get(at..at + 2)?, 16).ok()?) / 255.0);
    Some([part(0)?, part(2)?, part(4)?])
}

/// How well white text stands on it, from 1 to 21 (WCAG 2.2, "contrast ratio").
fn contrast_with_white(color: [f64; 3]) -> f64 {
    let linear = |part: f64| if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) };
    let [red, green, blue] = color.map(linear);
    1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
}

fn color_fault(desk: &Study, color: &str) -> AttrValue {
    let words = &desk.words;
    match parsed_color(color) {
        None if color.trim().is_empty() => AttrValue::default(),
        None => words.get(Key::BuilderColorWrong),
        Some(color) if contrast_with_white(color) < CONTRAST => {
            let ratio = format::number(words.language(), contrast_with_white(color), 1);
            words.fill(Key::BuilderColorPale, &[("ratio", &ratio)])
        }
        Some(_) => AttrValue::default(),
    }
}

/// The colour that can be used, if one was chosen.
fn color(choices: &Choices) -> Option<&str> {
    parsed_color(&choices.color).filter(|color| contrast_with_white(*color) >= CONTRAST).map(|_| choices.color.trim())
}

fn style(choices: &Choices) -> Option<String> {
    let color = color(choices)?;
    let tag = choices.way.tag();
    Some(format!(
        "{tag} {{\n  --belfry-action: {color};\n  --belfry-action-strong: {color};\n  --belfry-focus: {color};\n}}"
    ))
}

/// Scheme and host of an address; `None` for one on the same site.
fn origin(address: &str) -> Option<&str> {
    let start = address.find("://")? + 3;
    let end = address.get(start..)?.find('/').map_or(address.len(), |at| start + at);
    address.get(..end)
}

/// What the policy of the page must allow.
fn policy(choices: &Choices) -> String {
    let folder = folder(choices);
    let here = origin(&folder).unwrap_or("'self'").to_owned();
    let webhook = lead_attribute(choices).filter(|_| choices.lead == "webhook");
    let hook = webhook.as_deref().map(|address| origin(address).unwrap_or("'self'").to_owned());
    let mut connections: Vec<String> = match choices.way {
        Way::Element => vec![here.clone()],
        Way::Frame => Vec::new(),
    };
    connections.extend(hook.filter(|hook| !connections.contains(hook)));
    let connect =
        if connections.is_empty() { String::new() } else { format!(" connect-src {};", connections.join(" ")) };
    match choices.way {
        Way::Element => {
            format!("script-src {here} 'wasm-unsafe-eval'; style-src {here};{connect} img-src {here} data:")
        }
        Way::Frame => format!("script-src {here};{connect} frame-src {here}"),
    }
}

/// The frame of this very site, with what was chosen. A preview asks nobody and keeps nothing.
fn preview_address(choices: &Choices) -> String {
    let part = |text: &str| String::from(js_sys::encode_uri_component(text));
    let kept = |(name, _): &(&'static str, String)| {
        !matches!(*name, "lead" | "privacy" | "call-to-action" | "storage" | "loading")
    };
    let mut query: Vec<String> = attributes(choices)
        .iter()
        .filter(|pair| kept(pair))
        .map(|(name, value)| format!("{name}={}", part(value)))
        .collect();
    query.push("storage=off".to_owned());
    for name in ["action", "action-strong", "focus"] {
        query.extend(color(choices).map(|color| format!("--belfry-{name}={}", part(color))));
    }
    let base = address::of_this_page().unwrap_or_default();
    let folder = base.rsplit_once('/').map_or("", |(folder, _)| folder);
    format!("{folder}/embed/frame.html?{}", query.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(way: Way, attributes: &[(&'static str, &str)]) -> Choices {
        let attributes = attributes.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        Choices { way, attributes, ..Choices::default() }
    }

    #[test]
    fn nothing_chosen_is_two_short_lines() {
        assert_eq!(
            snippet(&Choices::default()),
            "<script type=\"module\" src=\"/embed/belfry.js\"></script>\n<belfry-assessment></belfry-assessment>"
        );
    }

    #[test]
    fn what_is_typed_cannot_leave_its_quotes() {
        let line =
            snippet(&Choices { lead: "event".to_owned(), ..chosen(Way::Frame, &[("call-to-action", "\"><script>")]) });
        assert!(line.contains("call-to-action=\"&quot;>&lt;script>\""), "{line}");
        assert!(line.contains("<belfry-frame") && line.contains("/embed/frame.js"), "{line}");
    }

    #[test]
    fn a_lead_without_its_address_is_left_out_with_all_that_belongs_to_it() {
        let choices = Choices { lead: "mail".to_owned(), ..chosen(Way::Element, &[("privacy", "/privacy")]) };
        assert!(attributes(&choices).is_empty());
        let choices = Choices { lead_address: "a@b.be".to_owned(), ..choices };
        assert_eq!(attributes(&choices), [("privacy", "/privacy".to_owned()), ("lead", "mailto:a@b.be".to_owned())]);
    }

    #[test]
    fn the_policy_names_what_is_needed_and_nothing_else() {
        assert_eq!(
            policy(&Choices::default()),
            "script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:"
        );
        assert_eq!(policy(&chosen(Way::Frame, &[])), "script-src 'self'; frame-src 'self'");
        let elsewhere = Choices {
            folder: "https://cdn.example/belfry".to_owned(),
            lead: "webhook".to_owned(),
            lead_address: "https://crm.example/in?x=1".to_owned(),
            ..chosen(Way::Element, &[])
        };
        assert_eq!(
            policy(&elsewhere),
            "script-src https://cdn.example 'wasm-unsafe-eval'; style-src https://cdn.example; connect-src https://cdn.example https://crm.example; img-src https://cdn.example data:"
        );
        assert_eq!(
            policy(&Choices { way: Way::Frame, ..elsewhere }),
            "script-src https://cdn.example; connect-src https://crm.example; frame-src https://cdn.example"
        );
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        let ratio = |color| contrast_with_white(parsed_color(color).unwrap());
        assert!((ratio("#000000") - 21.0).abs() < 1e-9 && (ratio("#ffffff") - 1.0).abs() < 1e-9);
        // The well-known greys on either side of the line.
        assert!(ratio("#767676") >= CONTRAST && ratio("#777777") < CONTRAST);
        assert_eq!(parsed_color("#12345"), None);
        assert_eq!(parsed_color("#12345é"), None);
        assert_eq!(style(&Choices { color: "#ffff00".to_owned(), ..Choices::default() }), None);
    }
}
