//! Text onto pages of A4: what stands where, and what it is.

use super::{
    letters::{Face, Fidelity, clean, encoded, width},
    lines::{Line, Piece, line_width, runs, text, whole, widest_word, wrap},
    tree::{Node, Tree},
};
use crate::export::{
    document::{Align, Block, Cover, Depth, Document, Filled, Run, Table},
    wording::fill,
};
use pdf_writer::types::StructRole;

/// A4, in points.
pub(super) const WIDTH: f32 = 595.28;
pub(super) const HEIGHT: f32 = 841.89;
const LEFT: f32 = 62.0;
const RIGHT: f32 = WIDTH - 62.0;
/// From the upper edge of the page.
const TOP: f32 = 84.0;
const BOTTOM: f32 = HEIGHT - 72.0;
const COLUMN: f32 = RIGHT - LEFT;

/// A colour: shares of red, green and blue.
pub(super) type Colour = [f32; 3];
const INK: Colour = [0.102, 0.102, 0.118];
const SOFT: Colour = [0.36, 0.38, 0.42];
const ACCENT: Colour = [0.122, 0.29, 0.478];
const LINE: Colour = [0.83, 0.85, 0.88];
const TINT: Colour = [0.937, 0.953, 0.973];

/// How text is set.
#[derive(Clone, Copy, Debug)]
struct Style {
    /// In points.
    size: f32,
    /// From one line to the next, in points.
    leading: f32,
    colour: Colour,
}

const BODY: Style = Style { size: 9.5, leading: 13.6, colour: INK };
const CELL: Style = Style { size: 8.0, leading: 10.6, colour: INK };
const HEAD: Style = Style { size: 7.6, leading: 10.0, colour: ACCENT };
const SMALL: Style = Style { size: 8.2, leading: 11.4, colour: SOFT };
const EDGE: Style = Style { size: 7.5, leading: 10.0, colour: SOFT };
const NAME: Style = Style { size: 27.0, leading: 33.0, colour: INK };
const FACT: Style = Style { size: 10.5, leading: 14.5, colour: INK };
const PART: Style = Style { size: 17.0, leading: 21.0, colour: ACCENT };
const SECTION: Style = Style { size: 11.5, leading: 15.0, colour: INK };
const DETAIL: Style = Style { size: 9.5, leading: 13.0, colour: INK };

/// Above and below the text of a cell, and on both sides of it.
const PAD: [f32; 2] = [3.6, 5.2];
/// The height of a row that is filled in by hand.
const BY_HAND: f32 = 54.0;

/// Something on a page, in points from the upper left corner.
#[derive(Clone, Debug)]
pub(super) enum Mark {
    /// Text on its baseline.
    Text { owner: Option<Node>, x: f32, y: f32, face: Face, size: f32, colour: Colour, text: String },
    /// A filled rectangle.
    Box { x: f32, y: f32, wide: f32, high: f32, colour: Colour },
}

/// Something to click on that leads to a title.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub(super) owner: Node,
    pub(super) top: f32,
    pub(super) bottom: f32,
    /// Which of the titles.
    pub(super) to: usize,
}

impl Link {
    pub(super) const LEFT: f32 = LEFT;
    pub(super) const RIGHT: f32 = RIGHT;
}

/// A page.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub(super) marks: Vec<Mark>,
    pub(super) links: Vec<Link>,
}

/// A title, for the table of contents and the bookmarks.
#[derive(Clone, Debug)]
pub(super) struct Title {
    pub(super) depth: Depth,
    pub(super) text: String,
    /// Its page, from 0.
    pub(super) sheet: usize,
    /// From the upper edge, in points.
    pub(super) y: f32,
}

/// Everything, placed.
#[derive(Clone, Debug)]
pub(super) struct Laid {
    pub(super) sheets: Vec<Sheet>,
    pub(super) titles: Vec<Title>,
    pub(super) tree: Tree,
}

/// Lays a document out.
pub(super) fn lay(document: &Document) -> Laid {
    let mut tree = Tree::new();
    let [cover, contents, body] =
        [StructRole::Sect, StructRole::TOC, StructRole::Sect].map(|role| tree.add(Node::ROOT, role));
    let mut setter = Setter::new(tree);
    setter.blocks(body, &document.blocks);
    let Setter { sheets: body, mut titles, tree, fidelity, .. } = setter;
    // How many pages the contents take does not depend on the numbers in it.
    let mut dry = Setter::new(tree.clone());
    dry.contents(contents, &titles, &document.frame.contents);
    let mut setter = Setter { fidelity, ..Setter::new(tree) };
    setter.cover(cover, &document.cover, &document.frame.replaced);
    let before = setter.sheets.len() + dry.sheets.len();
    titles.iter_mut().for_each(|title| title.sheet += before);
    let mut inside = Setter::new(setter.tree);
    inside.contents(contents, &titles, &document.frame.contents);
    let covers = setter.sheets.len();
    let mut sheets = setter.sheets;
    sheets.extend(inside.sheets);
    sheets.extend(body);
    edges(&mut sheets, covers, document);
    Laid { sheets, titles, tree: inside.tree }
}

/// Title and day above every page but the first, its number below.
fn edges(sheets: &mut [Sheet], covers: usize, document: &Document) {
    let pages = sheets.len().to_string();
    let day = text(&document.day, Face::Regular);
    let wide = |line: &[Piece]| points(line_width(line), EDGE.size);
    let title = wrap(&text(&document.title.replace('\n', " "), Face::Regular), room(COLUMN * 0.8, EDGE.size));
    let title = match title.as_slice() {
        [] => Line::new(),
        [title] => title.clone(),
        [title, ..] => [title.clone(), text("…", Face::Regular)].concat(),
    };
    for (at, sheet) in sheets.iter_mut().enumerate().skip(covers) {
        let number = fill(&document.frame.page, &[("page", &(at + 1).to_string()), ("pages", &pages)]);
        let number = text(&number, Face::Regular);
        let mut line = |x: f32, y: f32, line: &[Piece]| sheet.line(None, x, y, EDGE, line);
        line(LEFT, 46.0, &title);
        line(RIGHT - wide(&day), 46.0, &day);
        line(RIGHT - wide(&number), HEIGHT - 40.0, &number);
        sheet.marks.push(Mark::Box { x: LEFT, y: 53.0, wide: COLUMN, high: 0.6, colour: LINE });
    }
}

fn points(thousandths: u32, size: f32) -> f32 {
    thousandths as f32 * size / 1000.0
}

/// So many points in thousandths of a size.
fn room(points: f32, size: f32) -> u32 {
    // Never without any room, or no letter would find its place.
    (points * 1000.0 / size).max(1.0) as u32
}

impl Sheet {
    fn line(&mut self, owner: Option<Node>, x: f32, y: f32, style: Style, line: &[Piece]) {
        let mut x = x;
        for piece in line {
            self.marks.push(Mark::Text {
                owner,
                x,
                y,
                face: piece.face,
                size: style.size,
                colour: style.colour,
                text: piece.text.clone(),
            });
            x += points(width(&piece.text, piece.face), style.size);
        }
    }
}

/// Puts one thing below another.
struct Setter {
    sheets: Vec<Sheet>,
    titles: Vec<Title>,
    tree: Tree,
    fidelity: Fidelity,
    /// Where the next thing goes, from the upper edge.
    y: f32,
}

impl Setter {
    fn new(tree: Tree) -> Self {
        Self { sheets: vec![Sheet::default()], titles: Vec::new(), tree, fidelity: Fidelity::Exact, y: TOP }
    }

    fn turn(&mut self) {
        self.sheets.push(Sheet::default());
        self.y = TOP;
    }

    /// Another page, unless so much fits onto this one.
    fn need(&mut self, high: f32) {
        if self.y + high > BOTTOM && self.y > TOP {
            self.turn();
        }
    }

    fn sheet(&mut self) -> Option<&mut Sheet> {
        self.sheets.last_mut()
    }

    fn put(&mut self, owner: Option<Node>, x: f32, y: f32, style: Style, line: &[Piece]) {
        if line.iter().any(|piece| encoded(&piece.text).1 == Fidelity::Replaced) {
            self.fidelity = Fidelity::Replaced;
        }
        if let Some(sheet) = self.sheet() {
            sheet.line(owner, x, y, style, line);
        }
    }

    fn fill(&mut self, x: f32, y: f32, wide: f32, high: f32, colour: Colour) {
        if let Some(sheet) = self.sheet() {
            sheet.marks.push(Mark::Box { x, y, wide, high, colour });
        }
    }

    /// Lines one below another, over as many pages as it takes: never one alone at the foot or the head of a page.
    fn flow(&mut self, owner: Node, x: f32, style: Style, lines: &[Line]) {
        for (at, line) in lines.iter().enumerate() {
            let left = lines.len() - at;
            let together = if at == 0 || left == 2 { left.min(2) } else { 1 };
            self.need(style.leading * together as f32);
            self.put(Some(owner), x, self.y + baseline(style), style, line);
            self.y += style.leading;
        }
    }

    fn paragraph(&mut self, parent: Node, x: f32, wide: f32, style: Style, pieces: &[Piece]) {
        let owner = self.tree.add(parent, StructRole::P);
        self.flow(owner, x, style, &wrap(pieces, room(wide, style.size)));
    }

    fn blocks(&mut self, parent: Node, blocks: &[Block]) {
        for (at, block) in blocks.iter().enumerate() {
            match block {
                Block::Heading(depth, title) => {
                    let ahead = blocks.get(at..).map_or(0.0, least);
                    self.heading(parent, *depth, title, ahead);
                }
                Block::Paragraph(said) => {
                    self.paragraph(parent, LEFT, COLUMN, BODY, &runs(said));
                    self.y += 6.0;
                }
                Block::Note(said) => self.note(parent, said),
                Block::List(items) => self.list(parent, items),
                Block::Table(table) => self.table(parent, table),
            }
        }
    }

    fn heading(&mut self, parent: Node, depth: Depth, title: &str, ahead: f32) {
        let (style, above, _, role) = look(depth);
        let lines = heading_lines(title, style);
        self.need(ahead);
        if self.y > TOP {
            self.y += above;
        }
        let text = whole(&clean(&title.replace('\n', " ")));
        self.titles.push(Title { depth, text, sheet: self.sheets.len() - 1, y: self.y });
        if depth == Depth::Part {
            self.fill(LEFT, self.y, 34.0, 2.4, ACCENT);
            self.y += 9.0;
        }
        let owner = self.tree.add(parent, role);
        self.flow(owner, LEFT, style, &lines);
        self.y += look(depth).2;
    }

    fn note(&mut self, parent: Node, said: &[Run]) {
        let lines = wrap(&runs(said), room(COLUMN - 14.0, BODY.size));
        let (page, top) = (self.sheets.len(), self.y);
        let owner = self.tree.add(parent, StructRole::P);
        self.flow(owner, LEFT + 14.0, BODY, &lines);
        if self.sheets.len() == page {
            self.fill(LEFT, top + 2.0, 2.4, self.y - top - 2.0, ACCENT);
        }
        self.y += 6.0;
    }

    fn list(&mut self, parent: Node, items: &[Vec<Run>]) {
        const INDENT: f32 = 13.0;
        let list = self.tree.add(parent, StructRole::L);
        for item in items {
            let lines = wrap(&runs(item), room(COLUMN - INDENT, BODY.size));
            let item = self.tree.add(list, StructRole::LI);
            let [label, content] = [StructRole::Lbl, StructRole::LBody].map(|role| self.tree.add(item, role));
            self.need(BODY.leading * lines.len().min(2) as f32);
            let bullet = Style { colour: ACCENT, ..BODY };
            self.put(Some(label), LEFT + 2.0, self.y + baseline(BODY), bullet, &text("•", Face::Regular));
            self.flow(content, LEFT + INDENT, BODY, &lines);
            self.y += 3.2;
        }
        self.y += 4.0;
    }

    fn table(&mut self, parent: Node, table: &Table) {
        let grid = Grid::new(table);
        let node = self.tree.add(parent, StructRole::Table);
        self.y += 2.0;
        let first = table.rows.first().map_or(0.0, |row| grid.height(&grid.row(row), table.filled));
        self.need(grid.head_height + first.min(BOTTOM - TOP - grid.head_height));
        let row = self.tree.add(node, StructRole::TR);
        let heads: Vec<Node> = table.columns.iter().map(|_| self.tree.add(row, StructRole::TH)).collect();
        self.head(&grid, &heads.iter().copied().map(Some).collect::<Vec<_>>());
        let height = |row: &Vec<String>| grid.height(&grid.row(row), table.filled);
        for (at, row) in table.rows.iter().enumerate() {
            let mut cells = grid.row(row);
            let node = self.tree.add(node, StructRole::TR);
            let owners: Vec<Node> = cells.iter().map(|_| self.tree.add(node, StructRole::TD)).collect();
            let whole = height(row);
            // The last row does not go on alone.
            let last = table.rows.get(at + 1).filter(|_| at + 2 == table.rows.len()).map_or(0.0, height);
            // What no page holds begins where it stands, unless that is the foot of the page.
            let is_tall = whole > BOTTOM - TOP - grid.head_height;
            let least = if is_tall { 8.0 * CELL.leading } else { whole + last };
            if self.y + least > BOTTOM && self.y > TOP + grid.head_height {
                self.turn();
                self.head(&grid, &vec![None; heads.len()]);
            }
            // A row that no page holds goes on on the next; every other one stays whole.
            loop {
                let rest = grid.rest(&mut cells, BOTTOM - self.y);
                let high = grid.height(&cells, table.filled);
                self.cells(&grid, &cells, &owners, high);
                if table.filled == Filled::ByHand {
                    self.boxes(&grid, high);
                }
                if rest.iter().all(Vec::is_empty) {
                    break;
                }
                cells = rest;
                self.turn();
                self.head(&grid, &vec![None; heads.len()]);
            }
        }
        self.y += 10.0;
    }

    /// The row of headings; on every page but the first it only repeats what was read.
    fn head(&mut self, grid: &Grid, owners: &[Option<Node>]) {
        self.fill(LEFT, self.y, COLUMN, grid.head_height, TINT);
        for ((column, lines), owner) in grid.columns.iter().zip(&grid.heads).zip(owners) {
            let mut y = self.y + grid.head_height - PAD[1] - HEAD.leading * lines.len() as f32;
            for line in lines {
                self.put(*owner, column.x(line, HEAD.size), y + baseline(HEAD), HEAD, line);
                y += HEAD.leading;
            }
        }
        self.y += grid.head_height;
    }

    fn cells(&mut self, grid: &Grid, cells: &[Vec<Line>], owners: &[Node], high: f32) {
        for ((column, lines), owner) in grid.columns.iter().zip(cells).zip(owners) {
            let mut y = self.y + PAD[0];
            for line in lines {
                self.put(Some(*owner), column.x(line, CELL.size), y + baseline(CELL), CELL, line);
                y += CELL.leading;
            }
        }
        self.y += high;
        self.fill(LEFT, self.y - 0.5, COLUMN, 0.5, LINE);
    }

    /// Lines between the columns of a row that was just put, so that each has its place to write.
    fn boxes(&mut self, grid: &Grid, high: f32) {
        for column in grid.columns.iter().skip(1) {
            self.fill(column.left, self.y - high, 0.5, high, LINE);
        }
    }

    fn cover(&mut self, parent: Node, cover: &Cover, replaced: &str) {
        self.fill(0.0, 0.0, 14.0, HEIGHT, ACCENT);
        self.y = 150.0;
        let kind = Style { colour: ACCENT, ..FACT };
        self.paragraph(parent, LEFT, COLUMN, kind, &text(&cover.kind, Face::Bold));
        self.y += 10.0;
        self.paragraph(parent, LEFT, COLUMN, NAME, &text(&cover.organisation, Face::Bold));
        self.y = (self.y + 40.0).max(330.0);
        let table = self.tree.add(parent, StructRole::Table);
        for [name, value] in &cover.facts {
            const NAMES: f32 = 150.0;
            let [name, value] = [(name, NAMES - 12.0, Face::Regular), (value, COLUMN - NAMES, Face::Bold)]
                .map(|(said, wide, face)| wrap(&text(said, face), room(wide, FACT.size)));
            let high = FACT.leading * name.len().max(value.len()) as f32 + 13.0;
            self.need(high);
            let row = self.tree.add(table, StructRole::TR);
            let top = self.y + 6.0;
            let soft = Style { colour: SOFT, ..FACT };
            for (x, role, lines, style) in
                [(LEFT, StructRole::TH, name, soft), (LEFT + NAMES, StructRole::TD, value, FACT)]
            {
                let owner = self.tree.add(row, role);
                for (at, line) in lines.iter().enumerate() {
                    self.put(Some(owner), x, top + at as f32 * style.leading + baseline(style), style, line);
                }
            }
            self.y += high;
            self.fill(LEFT, self.y, COLUMN, 0.5, LINE);
        }
        let replaced = (self.fidelity == Fidelity::Replaced).then(|| replaced.to_owned());
        let notes: Vec<Vec<Line>> = cover
            .notes
            .iter()
            .chain(&replaced)
            .map(|note| wrap(&text(note, Face::Regular), room(COLUMN, SMALL.size)))
            .collect();
        let lines: usize = notes.iter().map(Vec::len).sum();
        let high = lines as f32 * SMALL.leading + notes.len() as f32 * 5.0;
        self.need(high + 12.0);
        self.y = (self.y + 12.0).max(BOTTOM - high);
        for note in notes {
            let owner = self.tree.add(parent, StructRole::P);
            self.flow(owner, LEFT, SMALL, &note);
            self.y += 5.0;
        }
    }

    fn contents(&mut self, parent: Node, titles: &[Title], heading: &str) {
        let caption = self.tree.add(parent, StructRole::Caption);
        self.fill(LEFT, self.y, 34.0, 2.4, ACCENT);
        self.y += 9.0;
        self.flow(caption, LEFT, PART, &wrap(&text(heading, Face::Bold), room(COLUMN, PART.size)));
        self.y += 10.0;
        for (to, title) in titles.iter().enumerate() {
            let (indent, face, above) = match title.depth {
                Depth::Part => (0.0, Face::Bold, 6.0),
                Depth::Section => (14.0, Face::Regular, 0.0),
                Depth::Detail => continue,
            };
            let lines = wrap(&text(&title.text, face), room(COLUMN - indent - 40.0, BODY.size));
            let high = BODY.leading * lines.len() as f32;
            self.need(high + above);
            if self.y > TOP {
                self.y += above;
            }
            let item = self.tree.add(parent, StructRole::TOCI);
            let reference = self.tree.add(item, StructRole::Reference);
            let owner = self.tree.add(reference, StructRole::Link);
            let top = self.y;
            for line in &lines {
                self.put(Some(owner), LEFT + indent, self.y + baseline(BODY), BODY, line);
                self.y += BODY.leading;
            }
            // A space, so that title and number are two words for whoever copies them.
            let number = text(&(title.sheet + 1).to_string(), face);
            let x = RIGHT - points(line_width(&number), BODY.size);
            let y = self.y - BODY.leading + baseline(BODY);
            self.put(Some(owner), x, y, BODY, &number);
            let link = Link { owner, top, bottom: self.y, to };
            if let Some(sheet) = self.sheet() {
                sheet.links.push(link);
            }
        }
    }
}

/// From the upper edge of a line to its baseline.
const fn baseline(style: Style) -> f32 {
    (style.leading + style.size * 0.72) / 2.0
}

/// How a title looks, the space above and below it, and what it is.
const fn look(depth: Depth) -> (Style, f32, f32, StructRole) {
    match depth {
        Depth::Part => (PART, 26.0, 8.0, StructRole::H1),
        Depth::Section => (SECTION, 12.0, 4.0, StructRole::H2),
        Depth::Detail => (DETAIL, 8.0, 2.0, StructRole::H3),
    }
}

fn heading_lines(title: &str, style: Style) -> Vec<Line> {
    wrap(&text(&title.replace('\n', " "), Face::Bold), room(COLUMN, style.size))
}

/// How much of a page what comes first needs: a title stays with what it is the title of.
fn least(blocks: &[Block]) -> f32 {
    let Some((first, rest)) = blocks.split_first() else { return 0.0 };
    match first {
        Block::Heading(depth, title) => {
            let (style, above, below, _) = look(*depth);
            let high = heading_lines(title, style).len() as f32 * style.leading;
            // No part begins in the lower half of a page.
            let part = if *depth == Depth::Part { (BOTTOM - TOP) / 2.0 } else { 0.0 };
            (above + high + below + 9.0 + least(rest)).max(part)
        }
        Block::Paragraph(said) => {
            let lines = wrap(&runs(said), room(COLUMN, BODY.size)).len();
            let short = lines <= 2;
            // A paragraph of a line or two is mostly there for the table below it.
            lines.min(2) as f32 * BODY.leading + if short { 6.0 + least(rest) } else { 0.0 }
        }
        Block::Note(_) | Block::List(_) => 2.0 * BODY.leading,
        Block::Table(table) => {
            let grid = Grid::new(table);
            let rows = match table.filled {
                Filled::Here => 1,
                // Where to sign stays on one page.
                Filled::ByHand => table.rows.len(),
            };
            let rows: f32 = table.rows.iter().take(rows).map(|row| grid.height(&grid.row(row), table.filled)).sum();
            (grid.head_height + rows).min(BOTTOM - TOP - 60.0)
        }
    }
}

/// A column, placed.
struct Track {
    left: f32,
    wide: f32,
    align: Align,
}

impl Track {
    /// Where a line begins.
    fn x(&self, line: &[Piece], size: f32) -> f32 {
        match self.align {
            Align::Start => self.left + PAD[1],
            Align::End => self.left + self.wide - PAD[1] - points(line_width(line), size),
        }
    }

    fn room(&self, size: f32) -> u32 {
        room(self.wide - 2.0 * PAD[1], size)
    }
}

/// The columns of a table, placed, with their headings.
struct Grid {
    columns: Vec<Track>,
    heads: Vec<Vec<Line>>,
    head_height: f32,
}

impl Grid {
    fn new(table: &Table) -> Self {
        let mut left = LEFT;
        let columns: Vec<Track> = widths(table)
            .into_iter()
            .zip(&table.columns)
            .map(|(wide, column)| {
                let track = Track { left, wide, align: column.align };
                left += wide;
                track
            })
            .collect();
        let heads: Vec<Vec<Line>> = columns
            .iter()
            .zip(&table.columns)
            .map(|(track, column)| wrap(&text(&column.heading, Face::Bold), track.room(HEAD.size)))
            .collect();
        let most = heads.iter().map(Vec::len).max().unwrap_or_default();
        Self { columns, heads, head_height: most as f32 * HEAD.leading + PAD[0] + PAD[1] }
    }

    fn row(&self, row: &[String]) -> Vec<Vec<Line>> {
        let cell = |(track, cell): (&Track, &String)| wrap(&text(cell, Face::Regular), track.room(CELL.size));
        self.columns.iter().zip(row).map(cell).collect()
    }

    fn height(&self, cells: &[Vec<Line>], filled: Filled) -> f32 {
        let lines = cells.iter().map(Vec::len).max().unwrap_or_default();
        let high = lines as f32 * CELL.leading + 2.0 * PAD[0];
        match filled {
            Filled::Here => high,
            Filled::ByHand => high.max(BY_HAND),
        }
    }

    /// Takes from the cells what does not fit into so many points.
    fn rest(&self, cells: &mut [Vec<Line>], high: f32) -> Vec<Vec<Line>> {
        let lines = ((high - 2.0 * PAD[0]) / CELL.leading).max(1.0) as usize;
        cells.iter_mut().map(|cell| cell.split_off(lines.min(cell.len()))).collect()
    }
}

/// A word longer than this does not make its column wider.
const LONG_WORD: f32 = 90.0;

/// How wide each column is, in points: its share, or more where its longest word needs it.
pub(crate) fn widths(table: &Table) -> Vec<f32> {
    let least: Vec<f32> = table
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| {
            let cells = table.rows.iter().filter_map(|row| row.get(at));
            let cells = cells.map(|cell| widest_word(cell, Face::Regular)).max().unwrap_or_default();
            let word = points(cells, CELL.size).max(points(widest_word(&column.heading, Face::Bold), HEAD.size));
            // A path or a fingerprint is broken anyway.
            if word > LONG_WORD { LONG_WORD * 0.7 } else { word + 2.0 * PAD[1] + 0.5 }
        })
        .collect();
    let share = |at: usize| table.columns.get(at).map_or(1.0, |column| f32::from(column.share.max(1)));
    let mut fixed: Vec<Option<f32>> = vec![None; least.len()];
    loop {
        let left = COLUMN - fixed.iter().flatten().sum::<f32>();
        let shares: f32 = (0..fixed.len()).filter(|at| fixed.get(*at) == Some(&None)).map(share).sum();
        let wide = |at: usize| left * share(at) / shares;
        let narrow = (0..fixed.len())
            .find(|at| fixed.get(*at) == Some(&None) && least.get(*at).is_some_and(|least| wide(*at) < *least));
        match narrow.and_then(|at| fixed.get_mut(at).zip(least.get(at))) {
            Some((fixed, least)) => *fixed = Some(*least),
            None => {
                let all: Vec<f32> =
                    fixed.iter().enumerate().map(|(at, fixed)| fixed.unwrap_or_else(|| wide(at))).collect();
                // Where every column has a long word, all give way alike.
                let sum: f32 = all.iter().sum();
                return all.into_iter().map(|wide| wide * COLUMN / sum.max(1.0)).collect();
            }
        }
    }
}
