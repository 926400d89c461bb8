//! A QR code, drawn as one path: always dark on light, which is what phones expect.

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};
use yew::prelude::*;

/// The largest code that phones still read from a screen: 137 modules a side.
const LARGEST: u8 = 30;
/// The empty border that the standard asks (ISO/IEC 18004, 9.1), in modules.
const QUIET: i32 = 4;

/// A code for a text and the digits after it; `None` when they do not fit.
pub fn code(text: &str, digits: &str, label: &AttrValue) -> Option<Html> {
    let parts = [QrSegment::make_bytes(text.as_bytes()), QrSegment::make_numeric(digits)];
    let (least, most) = (Version::MIN, Version::new(LARGEST));
    let code = QrCode::encode_segments_advanced(&parts, QrCodeEcc::Low, least, most, None, true).ok()?;
    let side = code.size() + 2 * QUIET;
    let view = format!("0 0 {side} {side}");
    Some(html! {
        <figure class="code">
            <svg viewBox={view} role="img" aria-label={label.clone()} shape-rendering="crispEdges">
                <rect width="100%" height="100%" class="code-light" />
                <path d={path(&code)} class="code-dark" />
            </svg>
            <figcaption class="small soft">{ label }</figcaption>
        </figure>
    })
}

/// Every dark module, the runs of a row together.
fn path(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let start = x;
            while code.get_module(x, y) {
                x += 1;
            }
            if x > start {
                path.push_str(&format!("M{} {}h{}v1h-{}z", start + QUIET, y + QUIET, x - start, x - start));
            }
            x += 1;
        }
    }
    path
}
