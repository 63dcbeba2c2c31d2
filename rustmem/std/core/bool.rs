//! Methods of `bool`.

impl bool {
    pub const fn then_some<T>(self, t: T) -> Option<T> {
        if self { Some(t) } else { None }
    }
    pub const fn then<T, F: FnOnce() -> T>(self, f: F) -> Option<T> {
        if self { Some(f()) } else { None }
    }
}
