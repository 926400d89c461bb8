//! The site: the app, given the whole page.

#[cfg(target_arch = "wasm32")]
mod start {
    use belfry_app::{
        address::Address,
        app::{App, AppProps},
        desk::{Library, Surroundings, Titles, Wishes},
        panic,
        remote::Remote,
        seal::Seals,
        storage::Drafts,
        turns::Turns,
    };

    /// Fills the page's element with the app.
    pub fn app() {
        let document = web_sys::window().and_then(|window| window.document());
        let Some(root) = document.and_then(|document| document.get_element_by_id("belfry")) else { return };
        root.set_text_content(None);
        panic::watch_over(root.clone(), Titles::Ours);
        let surroundings = Surroundings {
            root: root.clone(),
            address: Address::of_the_page(),
            drafts: Drafts::find(""),
            seals: Seals::default(),
            turns: Turns::default(),
            library: Library::Below("".into()),
            titles: Titles::Ours,
            wishes: Wishes::default(),
            remote: Remote::default(),
        };
        yew::Renderer::<App>::with_root_and_props(root, AppProps { surroundings }).render();
    }
}

fn main() {
    // Elsewhere this program has nothing to do: the tests and tools use the library.
    #[cfg(target_arch = "wasm32")]
    start::app();
}
