use core::cell::{Cell, UnsafeCell};
use core::fmt;
use core::ops::{Deref, DerefMut};

use crate::sync::poison::{LockResult, PoisonError, TryLockError, TryLockResult};
use crate::thread;

#[rustc_diagnostic_item = "RwLock"]
pub struct RwLock<T: ?Sized> {
    /// Readers, or -1 for a writer.
    state: Cell<isize>,
    poison: Cell<bool>,
    data: UnsafeCell<T>,
}
unsafe impl<T: ?Sized + Send> Send for RwLock<T> {}
unsafe impl<T: ?Sized + Send + Sync> Sync for RwLock<T> {}
fn flag_changed(lock: usize, value: isize);

#[must_use = "if unused the RwLock will immediately unlock"]
#[rustc_diagnostic_item = "RwLockReadGuard"]
pub struct RwLockReadGuard<'a, T: ?Sized + 'a> {
    lock: &'a RwLock<T>,
}
impl<T: ?Sized> !Send for RwLockReadGuard<'_, T> {}
unsafe impl<T: ?Sized + Sync> Sync for RwLockReadGuard<'_, T> {}
#[must_use = "if unused the RwLock will immediately unlock"]
#[rustc_diagnostic_item = "RwLockWriteGuard"]
pub struct RwLockWriteGuard<'a, T: ?Sized + 'a> {
    lock: &'a RwLock<T>,
    panicking: bool,
}
impl<T: ?Sized> !Send for RwLockWriteGuard<'_, T> {}
unsafe impl<T: ?Sized + Sync> Sync for RwLockWriteGuard<'_, T> {}
impl<T> RwLock<T> {
    pub const fn new(t: T) -> RwLock<T> {
        RwLock { state: Cell::new(0), poison: Cell::new(false), data: UnsafeCell::new(t) }
    }
    pub fn into_inner(self) -> LockResult<T> {
        let poisoned = self.poison.get();
        let data = self.data.into_inner();
        if poisoned { Err(PoisonError::new(data)) } else { Ok(data) }
    }
}
impl<T: ?Sized> RwLock<T> {
    fn address(&self) -> usize {
        &raw const self.state as usize
    }
    fn set_state(&self, value: isize) {
        self.state.set(value);
        flag_changed(self.address(), value);
    }
    #[rustc_should_not_be_called_on_const_items]
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        thread::yield_now();
        while self.state.get() < 0 {
            thread::park_on(self.address());
        }
        self.set_state(self.state.get() + 1);
        let guard = RwLockReadGuard { lock: self };
        if self.poison.get() { Err(PoisonError::new(guard)) } else { Ok(guard) }
    }
    #[rustc_should_not_be_called_on_const_items]
    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        thread::yield_now();
        while self.state.get() != 0 {
            thread::park_on(self.address());
        }
        self.set_state(-1);
        let guard = RwLockWriteGuard { lock: self, panicking: thread::panicking() };
        if self.poison.get() { Err(PoisonError::new(guard)) } else { Ok(guard) }
    }
    #[rustc_should_not_be_called_on_const_items]
    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>> {
        if self.state.get() < 0 {
            return Err(TryLockError::WouldBlock);
        }
        match self.read() {
            Ok(guard) => Ok(guard),
            Err(poison) => Err(TryLockError::Poisoned(poison)),
        }
    }
    #[rustc_should_not_be_called_on_const_items]
    pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>> {
        if self.state.get() != 0 {
            return Err(TryLockError::WouldBlock);
        }
        match self.write() {
            Ok(guard) => Ok(guard),
            Err(poison) => Err(TryLockError::Poisoned(poison)),
        }
    }
    pub fn is_poisoned(&self) -> bool {
        self.poison.get()
    }
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        let poisoned = self.poison.get();
        let data = self.data.get_mut();
        if poisoned { Err(PoisonError::new(data)) } else { Ok(data) }
    }
}
impl<T: Default> Default for RwLock<T> {
    fn default() -> RwLock<T> {
        RwLock::new(Default::default())
    }
}
impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut d = f.debug_struct("RwLock");
        match self.try_read() {
            Ok(guard) => {
                d.field("data", &&*guard);
            }
            Err(_) => {
                d.field("data", &format_args!("<locked>"));
            }
        }
        d.field("poisoned", &self.poison.get());
        d.finish_non_exhaustive()
    }
}
impl<T: ?Sized> Deref for RwLockReadGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        unsafe { &*self.lock.data.get() }
    }
}
impl<T: ?Sized> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        unsafe { &*self.lock.data.get() }
    }
}
impl<T: ?Sized> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        unsafe { &mut *self.lock.data.get() }
    }
}
impl<T: ?Sized> Drop for RwLockReadGuard<'_, T> {
    fn drop(&mut self) {
        self.lock.set_state(self.lock.state.get() - 1);
        thread::wake(self.lock.address());
    }
}
impl<T: ?Sized> Drop for RwLockWriteGuard<'_, T> {
    fn drop(&mut self) {
        if !self.panicking && thread::panicking() {
            self.lock.poison.set(true);
        }
        self.lock.set_state(0);
        thread::wake(self.lock.address());
    }
}
impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
impl<T: ?Sized + fmt::Display> fmt::Display for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
