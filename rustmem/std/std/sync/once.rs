use core::cell::Cell;
use core::cell::OnceCell;
use core::fmt;
use core::ops::Deref;

pub struct OnceLock<T> {
    value: OnceCell<T>,
}
unsafe impl<T: Sync + Send> Sync for OnceLock<T> {}
unsafe impl<T: Send> Send for OnceLock<T> {}
impl<T> OnceLock<T> {
    #[must_use]
    pub const fn new() -> OnceLock<T> {
        OnceLock { value: OnceCell::new() }
    }
    #[rustc_should_not_be_called_on_const_items]
    pub fn get(&self) -> Option<&T> {
        self.value.get()
    }
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.value.get_mut()
    }
    #[rustc_should_not_be_called_on_const_items]
    pub fn set(&self, value: T) -> Result<(), T> {
        self.value.set(value)
    }
    #[rustc_should_not_be_called_on_const_items]
    pub fn get_or_init<F>(&self, f: F) -> &T
    where
        F: FnOnce() -> T,
    {
        self.value.get_or_init(f)
    }
    pub fn take(&mut self) -> Option<T> {
        self.value.take()
    }
    pub fn into_inner(mut self) -> Option<T> {
        self.take()
    }
}
unsafe impl<#[may_dangle] T> Drop for OnceLock<T> {
    fn drop(&mut self) {}
}
impl<T> Default for OnceLock<T> {
    fn default() -> OnceLock<T> {
        OnceLock::new()
    }
}
impl<T: fmt::Debug> fmt::Debug for OnceLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut d = f.debug_tuple("OnceLock");
        match self.get() {
            Some(v) => d.field(v),
            None => d.field(&format_args!("<uninit>")),
        };
        d.finish()
    }
}
pub struct LazyLock<T, F = fn() -> T> {
    value: OnceCell<T>,
    init: Cell<Option<F>>,
}
unsafe impl<T: Sync + Send, F: Send> Sync for LazyLock<T, F> {}
impl<T, F: FnOnce() -> T> LazyLock<T, F> {
    pub const fn new(f: F) -> LazyLock<T, F> {
        LazyLock { value: OnceCell::new(), init: Cell::new(Some(f)) }
    }
    pub fn force(this: &LazyLock<T, F>) -> &T {
        this.value.get_or_init(|| match this.init.replace(None) {
            Some(f) => f(),
            None => panic!("LazyLock instance has previously been poisoned"),
        })
    }
}
impl<T, F: FnOnce() -> T> Deref for LazyLock<T, F> {
    type Target = T;
    fn deref(&self) -> &T {
        LazyLock::force(self)
    }
}
pub struct Once {
    done: Cell<bool>,
}
unsafe impl Sync for Once {}
impl Once {
    #[must_use]
    pub const fn new() -> Once {
        Once { done: Cell::new(false) }
    }
    #[rustc_should_not_be_called_on_const_items]
    pub fn call_once<F>(&self, f: F)
    where
        F: FnOnce(),
    {
        if !self.done.get() {
            f();
            self.done.set(true);
        }
    }
    pub fn is_completed(&self) -> bool {
        self.done.get()
    }
}
impl<T: Clone> Clone for OnceLock<T> {
    fn clone(&self) -> OnceLock<T> {
        let cell = Self::new();
        if let Some(value) = self.get() {
            let _ = cell.set(value.clone());
        }
        cell
    }
}
impl<T> From<T> for OnceLock<T> {
    fn from(value: T) -> Self {
        let cell = Self::new();
        let _ = cell.set(value);
        cell
    }
}
impl<T: PartialEq> PartialEq for OnceLock<T> {
    fn eq(&self, other: &OnceLock<T>) -> bool {
        self.get() == other.get()
    }
}
impl<T: Eq> Eq for OnceLock<T> {}
