//! Passphrases: WebCrypto turns one into a key, seals with it and opens with it. A key never leaves the browser's own
//! hands and is forgotten with the page; the passphrase itself is kept nowhere.

use crate::packing::{NotPacked, pack, unpack};
use belfry_dossier::sealed::{Derivation, NONCE, ROUNDS, SALT, Sealed};
use js_sys::{Array, Object, Reflect, Uint8Array};
use std::{cell::RefCell, fmt, rc::Rc};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AesGcmParams, Crypto, CryptoKey, Pbkdf2Params, SubtleCrypto};

/// A passphrase that was turned into a key, and how.
#[derive(Clone)]
pub struct Seal {
    key: CryptoKey,
    derivation: Derivation,
}

impl fmt::Debug for Seal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Seal")
    }
}

/// Why sealing or opening failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSealed {
    /// The page was not loaded over https: the browser lends its cryptography to no other.
    Unavailable,
    /// The passphrase is another, or the file was changed.
    WrongPassphrase,
}

impl From<NotPacked> for NotSealed {
    fn from(NotPacked: NotPacked) -> Self {
        Self::WrongPassphrase
    }
}

fn crypto() -> Result<(Crypto, SubtleCrypto), NotSealed> {
    let crypto = web_sys::window().and_then(|window| window.crypto().ok()).ok_or(NotSealed::Unavailable)?;
    let subtle = crypto.subtle();
    if subtle.is_undefined() { Err(NotSealed::Unavailable) } else { Ok((crypto, subtle)) }
}

/// Whether the browser can seal on this page at all.
pub fn is_available() -> bool {
    crypto().is_ok()
}

/// Bytes that nobody can guess.
fn fresh<const LENGTH: usize>(crypto: &Crypto) -> Result<[u8; LENGTH], NotSealed> {
    let mut bytes = [0; LENGTH];
    crypto.get_random_values_with_u8_array(&mut bytes).map_err(|_| NotSealed::Unavailable)?;
    Ok(bytes)
}

async fn done(promise: Result<js_sys::Promise, JsValue>, otherwise: NotSealed) -> Result<JsValue, NotSealed> {
    JsFuture::from(promise.map_err(|_| otherwise)?).await.map_err(|_| otherwise)
}

impl Seal {
    /// A fresh seal for a passphrase.
    ///
    /// # Errors
    /// The browser does not lend its cryptography to this page.
    pub async fn fresh(passphrase: &str) -> Result<Self, NotSealed> {
        let salt = fresh::<SALT>(&crypto()?.0)?;
        Self::derived(passphrase, Derivation { rounds: ROUNDS, salt }).await
    }

    async fn derived(passphrase: &str, derivation: Derivation) -> Result<Self, NotSealed> {
        let (_, subtle) = crypto()?;
        let raw = Uint8Array::from(passphrase.as_bytes());
        let usages = Array::of1(&"deriveKey".into());
        let base = subtle.import_key_with_str("raw", &raw, "PBKDF2", false, &usages);
        let base: CryptoKey = done(base, NotSealed::Unavailable).await?.unchecked_into();
        let how =
            Pbkdf2Params::new("PBKDF2", &"SHA-256".into(), derivation.rounds, &Uint8Array::from(&derivation.salt[..]));
        let kind = Object::new();
        for (name, value) in [("name", JsValue::from("AES-GCM")), ("length", JsValue::from(256))] {
            Reflect::set(&kind, &name.into(), &value).map_err(|_| NotSealed::Unavailable)?;
        }
        let usages = Array::of2(&"encrypt".into(), &"decrypt".into());
        let key = subtle.derive_key_with_object_and_object(&how, &base, &kind, false, &usages);
        Ok(Self { key: done(key, NotSealed::Unavailable).await?.unchecked_into(), derivation })
    }

    /// Seals a text.
    ///
    /// # Errors
    /// The browser does not lend its cryptography to this page.
    pub async fn close(&self, text: &str) -> Result<Sealed, NotSealed> {
        let (crypto, subtle) = crypto()?;
        let packed = pack(text.as_bytes()).await.map_err(|NotPacked| NotSealed::Unavailable)?;
        let nonce = fresh::<NONCE>(&crypto)?;
        let sealed = subtle.encrypt_with_object_and_u8_array(&parameters(&nonce), &self.key, &packed);
        let content = Uint8Array::new(&done(sealed, NotSealed::Unavailable).await?).to_vec();
        Ok(Sealed { derivation: self.derivation.clone(), nonce, content })
    }

    /// Opens what was sealed with a passphrase: the text, and the seal for closing it again.
    ///
    /// # Errors
    /// The passphrase is another, or the file was changed.
    pub async fn open(sealed: &Sealed, passphrase: &str) -> Result<(String, Self), NotSealed> {
        let seal = Self::derived(passphrase, sealed.derivation.clone()).await?;
        Ok((seal.reopen(sealed).await?, seal))
    }

    /// Opens what this same seal closed.
    ///
    /// # Errors
    /// Another seal closed it.
    pub async fn reopen(&self, sealed: &Sealed) -> Result<String, NotSealed> {
        let (_, subtle) = crypto()?;
        let opened = subtle.decrypt_with_object_and_u8_array(&parameters(&sealed.nonce), &self.key, &sealed.content);
        let packed = Uint8Array::new(&done(opened, NotSealed::WrongPassphrase).await?).to_vec();
        String::from_utf8(unpack(&packed).await?).map_err(|_| NotSealed::WrongPassphrase)
    }
}

fn parameters(nonce: &[u8; NONCE]) -> AesGcmParams {
    let parameters = AesGcmParams::new("AES-GCM", &Uint8Array::from(&nonce[..]));
    parameters.set_additional_data(&Uint8Array::from(Sealed::ALSO.as_bytes()));
    parameters
}

/// A seal, and the name under which its dossier is kept.
type Named = (Rc<str>, Seal);

/// The seals of the dossiers that were opened or sealed on this page, by the name under which they are kept. Cheap to
/// clone; equal only to itself.
#[derive(Clone, Debug, Default)]
pub struct Seals(Rc<RefCell<Vec<Named>>>);

impl PartialEq for Seals {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Seals {
    /// The seal of a dossier, if it is under a passphrase.
    pub fn of(&self, id: &str) -> Option<Seal> {
        self.0.borrow().iter().find(|(name, _)| **name == *id).map(|(_, seal)| seal.clone())
    }

    /// From now on the dossier is closed with this seal.
    pub fn set(&self, id: Rc<str>, seal: Seal) {
        self.remove(&id);
        self.0.borrow_mut().push((id, seal));
    }

    /// From now on the dossier is open to whoever uses this device.
    pub fn remove(&self, id: &str) {
        self.0.borrow_mut().retain(|(name, _)| **name != *id);
    }
}
