/// What a list of names comes to (FNV-1a, 64 bits): texts are looked up by their rank among the sorted names of their
/// file, so that the names themselves, some 700, need not travel in the Wasm; this number tells whether the file that
/// came has the same names. Shared by the build script and the app.
pub fn fingerprint<'name>(names: impl Iterator<Item = &'name str>) -> u64 {
    // http://www.isthe.com/chongo/tech/comp/fnv/: offset basis and prime.
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    let step = |sum: u64, byte: u8| (sum ^ u64::from(byte)).wrapping_mul(PRIME);
    // A byte that no name holds ends each, so that "a", "bc" differs from "ab", "c".
    names.fold(BASIS, |sum, name| step(name.bytes().fold(sum, step), 0))
}
