//! ASCII.

pub trait AsciiExt {
    type Owned;
}
