use core::cell::Cell;

use crate::sync::{LockResult, MutexGuard};
use crate::thread;

pub struct Barrier {
    count: Cell<usize>,
    generation: Cell<usize>,
    num_threads: usize,
}
unsafe impl Sync for Barrier {}
pub struct BarrierWaitResult(bool);
impl BarrierWaitResult {
    #[must_use]
    pub fn is_leader(&self) -> bool {
        self.0
    }
}
impl Barrier {
    #[must_use]
    pub const fn new(n: usize) -> Barrier {
        Barrier { count: Cell::new(0), generation: Cell::new(0), num_threads: n }
    }
    pub fn wait(&self) -> BarrierWaitResult {
        let generation = self.generation.get();
        self.count.set(self.count.get() + 1);
        if self.count.get() < self.num_threads {
            while generation == self.generation.get() {
                thread::park_on(self as *const Barrier as usize);
            }
            BarrierWaitResult(false)
        } else {
            self.count.set(0);
            self.generation.set(generation + 1);
            thread::wake(self as *const Barrier as usize);
            BarrierWaitResult(true)
        }
    }
}
pub struct Condvar {
    waiters: Cell<usize>,
}
unsafe impl Sync for Condvar {}
impl Condvar {
    #[must_use]
    pub const fn new() -> Condvar {
        Condvar { waiters: Cell::new(0) }
    }
    pub fn wait<'a, T>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
        let lock = crate::sync::mutex::lock_of(&guard);
        drop(guard);
        thread::park_on(self as *const Condvar as usize);
        lock.lock()
    }
    pub fn wait_while<'a, T, F>(&self, guard: MutexGuard<'a, T>, mut condition: F) -> LockResult<MutexGuard<'a, T>>
    where
        F: FnMut(&mut T) -> bool,
    {
        let mut guard = guard;
        while condition(&mut *guard) {
            guard = self.wait(guard)?;
        }
        Ok(guard)
    }
    #[rustc_should_not_be_called_on_const_items]
    pub fn notify_one(&self) {
        thread::wake(self as *const Condvar as usize)
    }
    #[rustc_should_not_be_called_on_const_items]
    pub fn notify_all(&self) {
        thread::wake(self as *const Condvar as usize)
    }
}
impl Default for Condvar {
    fn default() -> Condvar {
        Condvar::new()
    }
}
