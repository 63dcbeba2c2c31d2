use core::cell::{Cell, UnsafeCell};
use core::fmt;
use core::ops::{Deref, DerefMut};

use crate::sync::poison::{LockResult, PoisonError, TryLockError, TryLockResult};
use crate::thread;

#[rustc_diagnostic_item = "Mutex"]
pub struct Mutex<T: ?Sized> {
    locked: Cell<bool>,
    poison: Cell<bool>,
    data: UnsafeCell<T>,
}
unsafe impl<T: ?Sized + Send> Send for Mutex<T> {}
unsafe impl<T: ?Sized + Send> Sync for Mutex<T> {}
/// Tells the trace that the lock was taken (1) or released (0).
fn flag_changed(lock: usize, value: isize);

#[must_use = "if unused the Mutex will immediately unlock"]
#[must_not_suspend = "holding a MutexGuard across suspend points can cause deadlocks, delays, and cause Futures to not implement `Send`"]
#[rustc_diagnostic_item = "MutexGuard"]
pub struct MutexGuard<'a, T: ?Sized + 'a> {
    lock: &'a Mutex<T>,
    panicking: bool,
}
impl<T: ?Sized> !Send for MutexGuard<'_, T> {}
unsafe impl<T: ?Sized + Sync> Sync for MutexGuard<'_, T> {}
impl<T> Mutex<T> {
    pub const fn new(t: T) -> Mutex<T> {
        Mutex { locked: Cell::new(false), poison: Cell::new(false), data: UnsafeCell::new(t) }
    }
    pub fn into_inner(self) -> LockResult<T> {
        let poisoned = self.poison.get();
        let data = self.data.into_inner();
        if poisoned { Err(PoisonError::new(data)) } else { Ok(data) }
    }
}
impl<T: ?Sized> Mutex<T> {
    fn address(&self) -> usize {
        &raw const self.locked as usize
    }
    fn guard(&self) -> LockResult<MutexGuard<'_, T>> {
        self.locked.set(true);
        flag_changed(self.address(), 1);
        let guard = MutexGuard { lock: self, panicking: thread::panicking() };
        if self.poison.get() { Err(PoisonError::new(guard)) } else { Ok(guard) }
    }
    #[rustc_should_not_be_called_on_const_items]
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        thread::yield_now();
        while self.locked.get() {
            thread::park_on(self.address());
        }
        self.guard()
    }
    #[rustc_should_not_be_called_on_const_items]
    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>> {
        thread::yield_now();
        if self.locked.get() {
            return Err(TryLockError::WouldBlock);
        }
        match self.guard() {
            Ok(guard) => Ok(guard),
            Err(poison) => Err(TryLockError::Poisoned(poison)),
        }
    }
    pub fn is_poisoned(&self) -> bool {
        self.poison.get()
    }
    #[rustc_should_not_be_called_on_const_items]
    pub fn clear_poison(&self) {
        self.poison.set(false)
    }
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        let poisoned = self.poison.get();
        let data = self.data.get_mut();
        if poisoned { Err(PoisonError::new(data)) } else { Ok(data) }
    }
}
impl<T> From<T> for Mutex<T> {
    fn from(t: T) -> Self {
        Mutex::new(t)
    }
}
impl<T: Default> Default for Mutex<T> {
    fn default() -> Mutex<T> {
        Mutex::new(Default::default())
    }
}
impl<T: ?Sized + fmt::Debug> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut d = f.debug_struct("Mutex");
        match self.try_lock() {
            Ok(guard) => {
                d.field("data", &&*guard);
            }
            Err(TryLockError::Poisoned(err)) => {
                d.field("data", &&**err.get_ref());
            }
            Err(TryLockError::WouldBlock) => {
                d.field("data", &format_args!("<locked>"));
            }
        }
        d.field("poisoned", &self.poison.get());
        d.finish_non_exhaustive()
    }
}
impl<T: ?Sized> core::panic::UnwindSafe for Mutex<T> {}
impl<T: ?Sized> core::panic::RefUnwindSafe for Mutex<T> {}
impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        unsafe { &*self.lock.data.get() }
    }
}
impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        unsafe { &mut *self.lock.data.get() }
    }
}
impl<T: ?Sized> Drop for MutexGuard<'_, T> {
    fn drop(&mut self) {
        if !self.panicking && thread::panicking() {
            self.lock.poison.set(true);
        }
        self.lock.locked.set(false);
        flag_changed(self.lock.address(), 0);
        thread::wake(self.lock.address());
    }
}
impl<T: ?Sized + fmt::Debug> fmt::Debug for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
impl<T: ?Sized + fmt::Display> fmt::Display for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
pub(super) fn lock_of<'a, T: ?Sized>(guard: &MutexGuard<'a, T>) -> &'a Mutex<T> {
    guard.lock
}
