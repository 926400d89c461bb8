//! A dossier inside an address: packed, in letters, after the `#` that browsers never send.

use crate::{
    address::{self, Route},
    desk::{Surroundings, Titles},
    packing::{NotPacked, from_letters, in_letters, pack, unpack},
};

/// A link that holds a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What stands before the payload.
    start: String,
    /// The payload, in letters.
    letters: String,
}

/// The first letter of a payload in digits: two for each letter, the way health cards write theirs
/// (SMART Health Cards Framework, "Encoding Chunks as QR Codes"). A code made of digits holds a third more.
const IN_DIGITS: char = '.';
/// Where the letters of an address begin.
const FIRST: u8 = b'-';

impl Link {
    /// The link as an address.
    pub fn address(&self) -> String {
        format!("{}{}", self.start, self.letters)
    }

    /// The same link in two parts for a code to point a phone at: text, then digits alone.
    pub fn in_digits(&self) -> (String, String) {
        let digits = self.letters.bytes().map(|letter| format!("{:02}", letter.saturating_sub(FIRST))).collect();
        (format!("{}{IN_DIGITS}", self.start), digits)
    }
}

/// The address of this page without what stands after the `#`, where a link to it would work elsewhere: not for a file
/// on a disk, nor inside somebody else's page.
pub fn base(surroundings: &Surroundings) -> Option<String> {
    match surroundings.titles {
        Titles::Ours => address::of_this_page().filter(|address| address.starts_with("http")),
        Titles::Theirs => None,
    }
}

/// A link to a saved dossier, open or sealed.
///
/// # Errors
/// The browser cannot pack it.
pub async fn link_to(base: &str, saved: &str) -> Result<Link, NotPacked> {
    link_to_page(base, &Route::Shared(String::new()), saved).await
}

/// A link to a page that reads a text from its address; the page's path ends where the text begins.
///
/// # Errors
/// The browser cannot pack it.
pub async fn link_to_page(base: &str, page: &Route, text: &str) -> Result<Link, NotPacked> {
    let letters = in_letters(&pack(text.as_bytes()).await?);
    let start = format!("{base}#{}", page.path());
    Ok(Link { start, letters })
}

/// The saved dossier in a payload.
///
/// # Errors
/// The link is damaged or cut off.
pub async fn read(payload: &str) -> Result<Vec<u8>, NotPacked> {
    let letters = match payload.strip_prefix(IN_DIGITS) {
        Some(digits) => letters_of(digits).ok_or(NotPacked)?,
        None => payload.to_owned(),
    };
    unpack(&from_letters(&letters)?).await
}

fn letters_of(digits: &str) -> Option<String> {
    let digits: Vec<u32> = digits.chars().map(|digit| digit.to_digit(10)).collect::<Option<_>>()?;
    let (pairs, rest) = digits.as_chunks::<2>();
    let letter = |[tens, ones]: &[u32; 2]| u8::try_from(tens * 10 + ones + u32::from(FIRST)).ok().map(char::from);
    if rest.is_empty() { pairs.iter().map(letter).collect() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_for_the_same_letters() {
        let link = Link { start: "https://example.be/#/shared/".to_owned(), letters: "-09AZ_az".to_owned() };
        let (start, digits) = link.in_digits();
        assert_eq!(start, "https://example.be/#/shared/.");
        assert!(digits.bytes().all(|digit| digit.is_ascii_digit()));
        assert_eq!(letters_of(&digits).as_deref(), Some("-09AZ_az"));
    }

    #[test]
    fn what_is_cut_off_or_no_digits_is_refused() {
        assert_eq!(letters_of("001"), None);
        assert_eq!(letters_of("0x"), None);
    }
}
