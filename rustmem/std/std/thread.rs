//! Threads. The interpreter schedules them one at a time, in an order that repeats.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::any::Any;
use core::cell::{Cell, RefCell, UnsafeCell};
use core::fmt;
use core::marker::PhantomData;
use core::time::Duration;

#[rustc_diagnostic_item = "thread_result"]
pub type Result<T> = core::result::Result<T, Box<dyn Any + Send + 'static>>;

/// Runs `f` and catches a panic.
pub(crate) fn catch<F: FnOnce() -> R, R>(f: F) -> Result<R>;
/// Starts a thread that runs `main(data)`; its number.
fn start(main: Box<dyn FnOnce() + Send>) -> u64;
/// Waits until a thread has ended.
fn wait(thread: u64);
/// The number of the running thread; 1 is the main thread.
fn current_id() -> u64;
/// Lets another thread run.
pub fn yield_now();
/// Blocks until `wake(key)`; `key` is an address.
pub(crate) fn park_on(key: usize);
pub(crate) fn wake(key: usize);
#[must_use]
pub fn panicking() -> bool;
pub fn sleep(_dur: Duration) {
    yield_now()
}

#[derive(Eq, PartialEq, Clone, Copy, Hash, Debug)]
pub struct ThreadId(u64);
#[derive(Clone)]
pub struct Thread {
    id: u64,
    name: Option<String>,
}
impl Thread {
    #[must_use]
    pub fn id(&self) -> ThreadId {
        ThreadId(self.id)
    }
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        if self.id == 1 { Some("main") } else { self.name.as_deref() }
    }
    pub fn unpark(&self) {}
}
#[must_use]
pub fn current() -> Thread {
    Thread { id: current_id(), name: None }
}

struct Packet<'scope, T> {
    result: UnsafeCell<Option<Result<T>>>,
    scope: PhantomData<Option<&'scope ()>>,
}
unsafe impl<T: Send> Sync for Packet<'_, T> {}
unsafe impl<T: Send> Send for Packet<'_, T> {}
impl<'scope, T> Drop for Packet<'scope, T> {
    fn drop(&mut self) {}
}

#[rustc_diagnostic_item = "JoinHandle"]
pub struct JoinHandle<T> {
    thread: u64,
    packet: Arc<Packet<'static, T>>,
    handle: Thread,
}
unsafe impl<T> Send for JoinHandle<T> {}
unsafe impl<T> Sync for JoinHandle<T> {}
impl<T> JoinHandle<T> {
    #[must_use]
    pub fn thread(&self) -> &Thread {
        &self.handle
    }
    pub fn join(self) -> Result<T> {
        wait(self.thread);
        unsafe { &mut *self.packet.result.get() }.take().unwrap()
    }
    pub fn is_finished(&self) -> bool {
        Arc::strong_count(&self.packet) == 1
    }
}
impl<T> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinHandle").finish_non_exhaustive()
    }
}
/// Starts a thread whose closure may borrow; the caller makes sure that it ends in time.
unsafe fn spawn_unchecked<'a, F, T>(f: F) -> (u64, Arc<Packet<'a, T>>)
where
    F: FnOnce() -> T,
    F: Send + 'a,
    T: Send + 'a,
{
    let packet = Arc::new(Packet { result: UnsafeCell::new(None), scope: PhantomData });
    let theirs = packet.clone();
    let main = move || {
        let result = catch(f);
        unsafe { *theirs.result.get() = Some(result) };
    };
    let main: Box<dyn FnOnce() + Send + 'a> = Box::new(main);
    let main: Box<dyn FnOnce() + Send + 'static> = unsafe { core::mem::transmute(main) };
    (start(main), packet)
}
#[rustc_diagnostic_item = "thread_spawn"]
pub fn spawn<F, T>(f: F) -> JoinHandle<T>
where
    F: FnOnce() -> T,
    F: Send + 'static,
    T: Send + 'static,
{
    let (thread, packet) = unsafe { spawn_unchecked(f) };
    JoinHandle { thread, packet, handle: Thread { id: thread, name: None } }
}
#[derive(Debug)]
#[must_use = "must eventually spawn the thread"]
pub struct Builder {
    name: Option<String>,
}
impl Builder {
    pub fn new() -> Builder {
        Builder { name: None }
    }
    pub fn name(mut self, name: String) -> Builder {
        self.name = Some(name);
        self
    }
    pub fn stack_size(self, _size: usize) -> Builder {
        self
    }
    pub fn spawn<F, T>(self, f: F) -> crate::io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T,
        F: Send + 'static,
        T: Send + 'static,
    {
        Ok(spawn(f))
    }
}

pub struct Scope<'scope, 'env: 'scope> {
    threads: RefCell<Vec<u64>>,
    panicked: Cell<bool>,
    scope: PhantomData<&'scope mut &'scope ()>,
    env: PhantomData<&'env mut &'env ()>,
}
unsafe impl Sync for Scope<'_, '_> {}
pub struct ScopedJoinHandle<'scope, T> {
    thread: u64,
    packet: Arc<Packet<'scope, T>>,
    handle: Thread,
}
unsafe impl<T: Send> Send for ScopedJoinHandle<'_, T> {}
unsafe impl<T: Send> Sync for ScopedJoinHandle<'_, T> {}
#[track_caller]
pub fn scope<'env, F, T>(f: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    let scope = Scope { threads: RefCell::new(Vec::new()), panicked: Cell::new(false), env: PhantomData, scope: PhantomData };
    let result = catch(|| f(&scope));
    let threads = scope.threads.take();
    for thread in threads {
        wait(thread);
        if thread_panicked(thread) {
            scope.panicked.set(true);
        }
    }
    match result {
        Err(e) => crate::panic::resume_unwind(e),
        Ok(_) if scope.panicked.get() => panic!("a scoped thread panicked"),
        Ok(result) => result,
    }
}
/// Whether an ended thread ended by a panic that nobody joined.
fn thread_panicked(thread: u64) -> bool;
impl<'scope, 'env> Scope<'scope, 'env> {
    pub fn spawn<F, T>(&'scope self, f: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        let (thread, packet) = unsafe { spawn_unchecked(f) };
        self.threads.borrow_mut().push(thread);
        ScopedJoinHandle { thread, packet, handle: Thread { id: thread, name: None } }
    }
}
impl<'scope, T> ScopedJoinHandle<'scope, T> {
    pub fn join(self) -> Result<T> {
        wait(self.thread);
        unsafe { &mut *self.packet.result.get() }.take().unwrap()
    }
    #[must_use]
    pub fn thread(&self) -> &Thread {
        &self.handle
    }
}

#[rustc_diagnostic_item = "LocalKey"]
pub struct LocalKey<T: 'static> {
    init: fn() -> T,
}
#[derive(Clone, Copy, Eq, PartialEq, Debug)]
pub struct AccessError;
/// This thread's value for the key whose initialiser is `init`, made on first use.
fn local_value<T: 'static>(init: fn() -> T) -> &'static T;
/// Whether this thread has a value for that key.
fn has_local_value<T: 'static>(init: fn() -> T) -> bool;
/// Gives this thread its first value for that key, in place of what the initialiser would make.
fn put_local_value<T: 'static>(init: fn() -> T, value: T);
impl<T: 'static> LocalKey<T> {
    #[doc(hidden)]
    pub const unsafe fn new(init: fn() -> T) -> LocalKey<T> {
        LocalKey { init }
    }
    pub fn with<F, R>(&'static self, f: F) -> R
    where
        F: FnOnce(&T) -> R,
    {
        f(local_value(self.init))
    }
    pub fn try_with<F, R>(&'static self, f: F) -> core::result::Result<R, AccessError>
    where
        F: FnOnce(&T) -> R,
    {
        Ok(f(local_value(self.init)))
    }
}
impl<T: 'static> LocalKey<Cell<T>> {
    pub fn set(&'static self, value: T) {
        if has_local_value(self.init) {
            self.with(|cell| cell.set(value))
        } else {
            put_local_value(self.init, Cell::new(value))
        }
    }
    pub fn get(&'static self) -> T
    where
        T: Copy,
    {
        self.with(Cell::get)
    }
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(Cell::take)
    }
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}
impl<T: 'static> LocalKey<RefCell<T>> {
    pub fn with_borrow<F, R>(&'static self, f: F) -> R
    where
        F: FnOnce(&T) -> R,
    {
        self.with(|cell| f(&cell.borrow()))
    }
    pub fn with_borrow_mut<F, R>(&'static self, f: F) -> R
    where
        F: FnOnce(&mut T) -> R,
    {
        self.with(|cell| f(&mut cell.borrow_mut()))
    }
    pub fn set(&'static self, value: T) {
        if has_local_value(self.init) {
            self.with_borrow_mut(|old| *old = value)
        } else {
            put_local_value(self.init, RefCell::new(value))
        }
    }
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(RefCell::take)
    }
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}
#[must_use]
pub fn available_parallelism() -> crate::io::Result<core::num::NonZero<usize>> {
    Ok(core::num::NonZero::<usize>::new(1).unwrap())
}
