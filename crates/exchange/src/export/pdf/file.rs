//! Pages, what they mean, bookmarks and what a reader shows of the file, as the objects of a PDF.

use super::{
    layout::{HEIGHT, Laid, Link, Mark, Sheet, Title, WIDTH},
    letters::{Face, Fidelity, clean, encoded},
    tree::{Kid, Node, Tree},
};
use crate::export::{
    civil,
    document::{Depth, Document},
    iso,
};
use flate2::{Compression, write::ZlibEncoder};
use pdf_writer::{
    Content, Date, Filter, Finish, Name, Pdf, Rect, Ref, Settings, Str, TextStr, XRefFilter,
    types::{
        ActionType, AnnotationType, ArtifactType, ListNumbering, PageMode, StructRole, TabOrder, TableHeaderScope,
    },
    writers::StructTreeRoot,
};
use quick_xml::escape::escape;
use std::io::Write as _;

/// Gives each object its number.
struct Numbers(i32);

impl Numbers {
    fn next(&mut self) -> Ref {
        self.0 += 1;
        Ref::new(self.0)
    }

    fn many(&mut self, count: usize) -> Vec<Ref> {
        (0..count).map(|_| self.next()).collect()
    }
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    // Writing to memory cannot fail.
    let _ = packer.write_all(bytes);
    packer.finish().unwrap_or_default()
}

pub(super) fn file(laid: Laid, document: &Document) -> Vec<u8> {
    let Laid { sheets, titles, mut tree } = laid;
    let mut pdf = Pdf::with_settings(Settings { pretty: false });
    let mut numbers = Numbers(0);
    let [catalog, pages, outline, root, parents, metadata, info] = std::array::from_fn(|_| numbers.next());
    let fonts = [Face::Regular, Face::Bold].map(|face| (face, numbers.next()));
    let page_ids = numbers.many(sheets.len());
    let mut owners: Vec<Vec<Node>> = Vec::new();
    let mut links: Vec<(Ref, Node)> = Vec::new();
    let title_of = |at: usize| titles.get(at).and_then(|title| Some((title, *page_ids.get(title.sheet)?)));
    for (at, (sheet, id)) in sheets.iter().zip(&page_ids).enumerate() {
        let (content, marked) = content(sheet, at, &mut tree);
        let stream = numbers.next();
        pdf.stream(stream, &packed(&content)).filter(Filter::FlateDecode);
        owners.push(marked);
        let mut on_page = Vec::new();
        for link in &sheet.links {
            let Some((title, page)) = title_of(link.to) else { continue };
            let id = numbers.next();
            let mut annotation = pdf.annotation(id);
            annotation.subtype(AnnotationType::Link);
            annotation.rect(Rect::new(Link::LEFT, HEIGHT - link.bottom, Link::RIGHT, HEIGHT - link.top));
            annotation.border(0.0, 0.0, 0.0, None);
            annotation.contents(TextStr(&title.text));
            annotation.struct_parent(count(sheets.len() + links.len()));
            annotation.action().action_type(ActionType::GoTo).destination().page(page).xyz(
                0.0,
                HEIGHT - title.y + 8.0,
                None,
            );
            annotation.finish();
            tree.give(link.owner, Kid::Link(id));
            links.push((id, link.owner));
            on_page.push(id);
        }
        let mut page = pdf.page(*id);
        page.parent(pages).media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT)).contents(stream);
        page.struct_parents(count(at)).tab_order(TabOrder::StructureOrder);
        if !on_page.is_empty() {
            page.annotations(on_page);
        }
        let mut resources = page.resources();
        let mut named = resources.fonts();
        for (face, id) in fonts {
            named.pair(font_name(face), id);
        }
    }
    for (face, id) in fonts {
        let name = match face {
            Face::Regular => Name(b"Helvetica"),
            Face::Bold => Name(b"Helvetica-Bold"),
        };
        pdf.type1_font(id).base_font(name).encoding_predefined(Name(b"WinAnsiEncoding"));
    }
    pdf.pages(pages).kids(page_ids.iter().copied()).count(count(page_ids.len()));
    structure(&mut pdf, &mut numbers, &tree, &page_ids, [root, parents], &owners, &links);
    bookmarks(&mut pdf, &mut numbers, outline, &titles, &page_ids);
    pdf.metadata(metadata, described(document).as_bytes());
    let mut about = pdf.document_info(info);
    let title = clean(&document.title);
    about.title(TextStr(&title)).producer(TextStr("Belfry")).creator(TextStr("Belfry"));
    about.creation_date(date(document)).modified_date(date(document));
    about.finish();
    let mut entry = pdf.catalog(catalog);
    entry.pages(pages).outlines(outline).page_mode(PageMode::UseOutlines).metadata(metadata);
    entry.lang(TextStr(&document.language));
    entry.viewer_preferences().display_doc_title(true);
    entry.mark_info().marked(true);
    entry.pair(Name(b"StructTreeRoot"), root);
    entry.finish();
    let id = document.identity.as_bytes().to_vec();
    pdf.set_file_id((id.clone(), id));
    pdf.finish_with_xref_stream_and_filter(numbers.next(), |bytes| {
        (packed(bytes), XRefFilter::Single(Filter::FlateDecode))
    })
}

fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// To a hundredth of a point, which no eye sees.
fn rounded(points: f32) -> f32 {
    (points * 100.0).round() / 100.0
}

const fn font_name(face: Face) -> Name<'static> {
    match face {
        Face::Regular => Name(b"R"),
        Face::Bold => Name(b"B"),
    }
}

/// What a page shows, and which element each marked stretch of it belongs to, by its number.
fn content(sheet: &Sheet, at: usize, tree: &mut Tree) -> (Vec<u8>, Vec<Node>) {
    let mut content = Content::with_settings(Settings { pretty: false });
    let mut owners: Vec<Node> = Vec::new();
    let mut open: Option<Option<Node>> = None;
    let (mut font, mut fill) = (None, None);
    for mark in &sheet.marks {
        match mark {
            Mark::Box { x, y, wide, high, colour } => {
                if open.take().is_some() {
                    content.end_marked_content();
                }
                artifact(&mut content, ArtifactType::Layout);
                fill = Some(colour);
                let [red, green, blue] = *colour;
                content.set_fill_rgb(red, green, blue);
                let [x, y, wide, high] = [*x, HEIGHT - y - high, *wide, *high].map(rounded);
                content.rect(x, y, wide, high).fill_nonzero().end_marked_content();
            }
            Mark::Text { owner, x, y, face, size, colour, text } => {
                if open != Some(*owner) {
                    if open.is_some() {
                        content.end_marked_content();
                    }
                    open = Some(*owner);
                    match owner {
                        Some(node) => {
                            let number = owners.len();
                            let name = tree.role(*node).to_name();
                            content.begin_marked_content_with_properties(name).properties().identify(count(number));
                            tree.give(*node, Kid::Mark { sheet: at, number });
                            owners.push(*node);
                        }
                        None => artifact(&mut content, ArtifactType::Pagination),
                    }
                }
                if fill != Some(colour) {
                    fill = Some(colour);
                    let [red, green, blue] = *colour;
                    content.set_fill_rgb(red, green, blue);
                }
                let (bytes, fidelity) = encoded(text);
                if fidelity == Fidelity::Replaced {
                    content.begin_marked_content_with_properties(Name(b"Span")).properties().actual_text(TextStr(text));
                }
                content.begin_text();
                if font != Some((*face, size)) {
                    font = Some((*face, size));
                    content.set_font(font_name(*face), *size);
                }
                content.next_line(rounded(*x), rounded(HEIGHT - y)).show(Str(&bytes)).end_text();
                if fidelity == Fidelity::Replaced {
                    content.end_marked_content();
                }
            }
        }
    }
    if open.is_some() {
        content.end_marked_content();
    }
    (content.finish().into_vec(), owners)
}

/// What is there to look at and says nothing.
fn artifact(content: &mut Content, kind: ArtifactType) {
    content.begin_marked_content_with_properties(Name(b"Artifact")).properties().artifact().kind(kind);
}

/// The tree of what everything means, and the way back to it from each page and link.
fn structure(
    pdf: &mut Pdf,
    numbers: &mut Numbers,
    tree: &Tree,
    pages: &[Ref],
    [root, parents]: [Ref; 2],
    owners: &[Vec<Node>],
    links: &[(Ref, Node)],
) {
    let ids = numbers.many(tree.elements().len());
    let id = |node: Node| ids.get(Tree::place(node)).copied().unwrap_or(root);
    for (element, own) in tree.elements().iter().zip(&ids) {
        let mut written = pdf.struct_element(*own);
        written.kind(element.role).parent(element.parent.map_or(root, id));
        // Most of what an element holds is on one page.
        let home = element.kids.iter().find_map(|kid| match kid {
            Kid::Mark { sheet, .. } => Some(*sheet),
            Kid::Node(_) | Kid::Link(_) => None,
        });
        if let Some(page) = home.and_then(|home| pages.get(home)) {
            written.page(*page);
        }
        match element.role {
            StructRole::TH => {
                // On the cover names stand before their values; elsewhere above them.
                let beside = matches!(element.parent, Some(parent) if tree.holds(parent, StructRole::TD));
                let scope = if beside { TableHeaderScope::Row } else { TableHeaderScope::Column };
                written.attributes().push().table().scope(scope);
            }
            StructRole::L => {
                written.attributes().push().list().list_numbering(ListNumbering::Disc);
            }
            _ => {}
        }
        if element.kids.is_empty() {
            continue;
        }
        let mut kids = written.children();
        for kid in &element.kids {
            match kid {
                Kid::Node(node) => {
                    kids.struct_element(id(*node));
                }
                Kid::Mark { sheet, number } if Some(*sheet) == home => {
                    kids.marked_content_id(count(*number));
                }
                Kid::Mark { sheet, number } => {
                    let mut mark = kids.marked_content_ref();
                    mark.marked_content_id(count(*number));
                    if let Some(page) = pages.get(*sheet) {
                        mark.page(*page);
                    }
                }
                Kid::Link(annotation) => {
                    kids.object_ref().object(*annotation);
                }
            }
        }
    }
    let lists = numbers.many(owners.len());
    for (list, owners) in lists.iter().zip(owners) {
        pdf.indirect(*list).array().items(owners.iter().map(|owner| id(*owner)));
    }
    let mut back = pdf.number_tree::<Ref>(parents);
    let mut entries = back.nums();
    let all = lists.into_iter().chain(links.iter().map(|(_, owner)| id(*owner)));
    for (at, entry) in all.enumerate() {
        entries.insert(count(at), entry);
    }
    entries.finish();
    back.finish();
    let mut all = pdf.indirect(root).start::<StructTreeRoot<'_>>();
    all.child(id(Node::ROOT)).parent_tree_next_key(count(owners.len() + links.len()));
    all.pair(Name(b"ParentTree"), parents);
}

const fn rank(depth: Depth) -> usize {
    match depth {
        Depth::Part => 0,
        Depth::Section => 1,
        Depth::Detail => 2,
    }
}

/// A bookmark for each title, below the one it belongs to.
fn bookmarks(pdf: &mut Pdf, numbers: &mut Numbers, outline: Ref, titles: &[Title], pages: &[Ref]) {
    let ids = numbers.many(titles.len());
    // Of each title: the last one before it that stands higher.
    let above = |at: usize| -> Option<usize> {
        let own = rank(titles.get(at)?.depth);
        (0..at).rev().find(|other| titles.get(*other).is_some_and(|other| rank(other.depth) < own))
    };
    let parents: Vec<Option<usize>> = (0..titles.len()).map(above).collect();
    let kids = |parent: Option<usize>| {
        let of = parents.iter().enumerate().filter(move |(_, other)| **other == parent);
        of.map(|(at, _)| at).collect::<Vec<_>>()
    };
    let id = |at: usize| ids.get(at).copied().unwrap_or(outline);
    for (at, (title, parent)) in titles.iter().zip(&parents).enumerate() {
        let siblings = kids(*parent);
        let place = siblings.iter().position(|other| *other == at);
        let beside = |step: Option<usize>| step.and_then(|place| siblings.get(place)).map(|other| id(*other));
        let below = kids(Some(at));
        let mut item = pdf.outline_item(id(at));
        item.title(TextStr(&title.text)).parent(parent.map_or(outline, id));
        if let Some(previous) = beside(place.and_then(|place| place.checked_sub(1))) {
            item.prev(previous);
        }
        if let Some(next) = beside(place.map(|place| place + 1)) {
            item.next(next);
        }
        if let (Some(first), Some(last)) = (below.first(), below.last()) {
            // Closed: only the parts show at first.
            item.first(id(*first)).last(id(*last)).count(-count(below.len()));
        }
        if let Some(page) = pages.get(title.sheet) {
            item.dest().page(*page).xyz(0.0, rounded(HEIGHT - title.y + 8.0), None);
        }
    }
    let all = kids(None);
    let mut root = pdf.outline(outline);
    if let (Some(first), Some(last)) = (all.first(), all.last()) {
        root.first(id(*first)).last(id(*last)).count(count(all.len()));
    }
}

fn date(document: &Document) -> Date {
    let (day, minutes) = civil(document.made);
    let (year, month, day) = day.civil();
    let part = |number: u32| u8::try_from(number).unwrap_or_default();
    Date::new(u16::try_from(year).unwrap_or_default())
        .month(part(month))
        .day(part(day))
        .hour(part(minutes / 60))
        .minute(part(minutes % 60))
        .second(0)
        .utc_offset_hour(0)
        .utc_offset_minute(0)
}

/// The same for programs that sort files (XMP, ISO 16684-1).
fn described(document: &Document) -> String {
    let title = clean(&document.title);
    let (title, language) = (escape(title.as_str()), escape(document.language.as_str()));
    let made = iso(document.made);
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"><dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title><dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language><xmp:CreateDate>{made}</xmp:CreateDate><xmp:ModifyDate>{made}</xmp:ModifyDate><pdf:Producer>Belfry</pdf:Producer></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>"
    )
}
