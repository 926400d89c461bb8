//! What the parts of a page mean, and in which order they are read (ISO 32000-1, 14.7 and 14.8).

use pdf_writer::{Ref, types::StructRole};

/// An element, by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Node(usize);

impl Node {
    /// The document itself.
    pub(super) const ROOT: Self = Self(0);
}

/// Something that an element holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kid {
    /// Another element.
    Node(Node),
    /// Something on a page: which page, and its number there.
    Mark { sheet: usize, number: usize },
    /// A link.
    Link(Ref),
}

/// An element.
#[derive(Clone, Debug)]
pub(super) struct Element {
    pub(super) role: StructRole,
    pub(super) parent: Option<Node>,
    pub(super) kids: Vec<Kid>,
}

/// All of them, parents first.
#[derive(Clone, Debug)]
pub(super) struct Tree(Vec<Element>);

impl Tree {
    pub(super) fn new() -> Self {
        Self(vec![Element { role: StructRole::Document, parent: None, kids: Vec::new() }])
    }

    pub(super) fn add(&mut self, parent: Node, role: StructRole) -> Node {
        let node = Node(self.0.len());
        self.0.push(Element { role, parent: Some(parent), kids: Vec::new() });
        self.give(parent, Kid::Node(node));
        node
    }

    pub(super) fn give(&mut self, node: Node, kid: Kid) {
        if let Some(element) = self.0.get_mut(node.0) {
            element.kids.push(kid);
        }
    }

    pub(super) fn role(&self, node: Node) -> StructRole {
        self.0.get(node.0).map_or(StructRole::P, |element| element.role)
    }

    /// Whether an element holds another one of this kind.
    pub(super) fn holds(&self, node: Node, role: StructRole) -> bool {
        let kids = self.0.get(node.0).into_iter().flat_map(|element| &element.kids);
        kids.into_iter().any(|kid| matches!(kid, Kid::Node(kid) if self.role(*kid) == role))
    }

    pub(super) fn elements(&self) -> &[Element] {
        &self.0
    }

    /// The place of an element among all.
    pub(super) const fn place(node: Node) -> usize {
        node.0
    }
}
