//! Making bytes small and large again with what the browser has, and writing them in letters that an address takes.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use js_sys::{Array, Function, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStream, ReadableStreamDefaultReader, ReadableWritablePair};

const FORMAT: &str = "deflate-raw";

/// What came is not what was packed, or is larger than anything that Belfry writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotPacked;

/// The largest text that is unpacked, in bytes: whoever sends more wants to fill the memory.
pub const LARGEST: usize = 20_000_000;

/// Packs bytes.
///
/// # Errors
/// The browser cannot.
pub async fn pack(bytes: &[u8]) -> Result<Vec<u8>, NotPacked> {
    through(bytes, &converter("CompressionStream")?).await
}

/// Unpacks what [`pack`] made.
///
/// # Errors
/// It is something else, or too large.
pub async fn unpack(bytes: &[u8]) -> Result<Vec<u8>, NotPacked> {
    through(bytes, &converter("DecompressionStream")?).await
}

/// One of the browser's converters; by name, since web-sys still calls them unstable. Every browser has had them since 2023.
fn converter(name: &str) -> Result<ReadableWritablePair, NotPacked> {
    let class = Reflect::get(&js_sys::global(), &name.into()).ok().and_then(|class| class.dyn_into::<Function>().ok());
    let made = Reflect::construct(&class.ok_or(NotPacked)?, &Array::of1(&FORMAT.into()));
    made.map(JsCast::unchecked_into).map_err(|_| NotPacked)
}

async fn through(bytes: &[u8], pair: &ReadableWritablePair) -> Result<Vec<u8>, NotPacked> {
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes))).map_err(|_| NotPacked)?;
    let stream: ReadableStream = blob.stream().pipe_through(pair);
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut out = Vec::new();
    loop {
        let piece = JsFuture::from(reader.read()).await.map_err(|_| NotPacked)?;
        let part = |name: &str| Reflect::get(&piece, &name.into()).unwrap_or(JsValue::UNDEFINED);
        if part("done").is_truthy() {
            return Ok(out);
        }
        let value: Uint8Array = part("value").dyn_into().map_err(|_| NotPacked)?;
        if out.len() + value.length() as usize > LARGEST {
            // What is left of the stream goes with its reader.
            drop(reader.cancel());
            return Err(NotPacked);
        }
        out.extend(value.to_vec());
    }
}

/// Bytes as letters, digits, `-` and `_`.
pub fn in_letters(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The bytes that such letters stand for.
///
/// # Errors
/// They stand for none.
pub fn from_letters(letters: &str) -> Result<Vec<u8>, NotPacked> {
    URL_SAFE_NO_PAD.decode(letters).map_err(|_| NotPacked)
}
