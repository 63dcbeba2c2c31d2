//! Channels.

use alloc::collections::VecDeque;
use alloc::sync::Arc;
use core::cell::{Cell, RefCell};
use core::error;
use core::fmt;
use core::time::Duration;

use crate::thread;

struct Channel<T> {
    queue: RefCell<VecDeque<T>>,
    bound: Option<usize>,
    senders: Cell<usize>,
    receiver_alive: Cell<bool>,
}
impl<T> Channel<T> {
    fn address(&self) -> usize {
        &raw const self.senders as usize
    }
}
#[rustc_diagnostic_item = "Receiver"]
pub struct Receiver<T> {
    inner: Arc<Channel<T>>,
}
unsafe impl<T: Send> Send for Receiver<T> {}
impl<T> !Sync for Receiver<T> {}
#[rustc_diagnostic_item = "Sender"]
pub struct Sender<T> {
    inner: Arc<Channel<T>>,
}
unsafe impl<T: Send> Send for Sender<T> {}
unsafe impl<T: Send> Sync for Sender<T> {}
pub struct SyncSender<T> {
    inner: Arc<Channel<T>>,
}
unsafe impl<T: Send> Send for SyncSender<T> {}
unsafe impl<T: Send> Sync for SyncSender<T> {}

#[derive(PartialEq, Eq, Clone, Copy)]
pub struct SendError<T>(pub T);
#[derive(PartialEq, Eq, Clone, Copy, Debug)]
pub struct RecvError;
#[derive(PartialEq, Eq, Clone, Copy, Debug)]
pub enum TryRecvError {
    Empty,
    Disconnected,
}
#[derive(PartialEq, Eq, Clone, Copy, Debug)]
pub enum RecvTimeoutError {
    Timeout,
    Disconnected,
}
#[must_use]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let inner = new_channel(None);
    (Sender { inner: inner.clone() }, Receiver { inner })
}
#[must_use]
pub fn sync_channel<T>(bound: usize) -> (SyncSender<T>, Receiver<T>) {
    let inner = new_channel(Some(bound));
    (SyncSender { inner: inner.clone() }, Receiver { inner })
}
fn new_channel<T>(bound: Option<usize>) -> Arc<Channel<T>> {
    Arc::new(Channel { queue: RefCell::new(VecDeque::new()), bound, senders: Cell::new(1), receiver_alive: Cell::new(true) })
}
fn send<T>(channel: &Channel<T>, t: T) -> Result<(), SendError<T>> {
    thread::yield_now();
    if let Some(bound) = channel.bound {
        while channel.receiver_alive.get() && channel.queue.borrow().len() > bound {
            thread::park_on(channel.address());
        }
    }
    if !channel.receiver_alive.get() {
        return Err(SendError(t));
    }
    channel.queue.borrow_mut().push_back(t);
    thread::wake(channel.address());
    Ok(())
}
fn sender_dropped<T>(channel: &Channel<T>) {
    channel.senders.set(channel.senders.get() - 1);
    thread::wake(channel.address());
}
impl<T> Sender<T> {
    pub fn send(&self, t: T) -> Result<(), SendError<T>> {
        send(&self.inner, t)
    }
}
impl<T> Clone for Sender<T> {
    fn clone(&self) -> Sender<T> {
        self.inner.senders.set(self.inner.senders.get() + 1);
        Sender { inner: self.inner.clone() }
    }
}
impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        sender_dropped(&self.inner)
    }
}
impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender").finish_non_exhaustive()
    }
}
impl<T> SyncSender<T> {
    pub fn send(&self, t: T) -> Result<(), SendError<T>> {
        send(&self.inner, t)
    }
}
impl<T> Clone for SyncSender<T> {
    fn clone(&self) -> SyncSender<T> {
        self.inner.senders.set(self.inner.senders.get() + 1);
        SyncSender { inner: self.inner.clone() }
    }
}
impl<T> Drop for SyncSender<T> {
    fn drop(&mut self) {
        sender_dropped(&self.inner)
    }
}
impl<T> Receiver<T> {
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        thread::yield_now();
        let next = self.inner.queue.borrow_mut().pop_front();
        match next {
            Some(t) => {
                thread::wake(self.inner.address());
                Ok(t)
            }
            None if self.inner.senders.get() == 0 => Err(TryRecvError::Disconnected),
            None => Err(TryRecvError::Empty),
        }
    }
    pub fn recv(&self) -> Result<T, RecvError> {
        loop {
            match self.try_recv() {
                Ok(t) => return Ok(t),
                Err(TryRecvError::Disconnected) => return Err(RecvError),
                Err(TryRecvError::Empty) => thread::park_on(self.inner.address()),
            }
        }
    }
    pub fn recv_timeout(&self, _timeout: Duration) -> Result<T, RecvTimeoutError> {
        match self.recv() {
            Ok(t) => Ok(t),
            Err(_) => Err(RecvTimeoutError::Disconnected),
        }
    }
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { rx: self }
    }
    pub fn try_iter(&self) -> TryIter<'_, T> {
        TryIter { rx: self }
    }
}
impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        self.inner.receiver_alive.set(false);
        self.inner.queue.borrow_mut().clear();
        thread::wake(self.inner.address());
    }
}
impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").finish_non_exhaustive()
    }
}
#[derive(Debug)]
pub struct Iter<'a, T: 'a> {
    rx: &'a Receiver<T>,
}
impl<'a, T> Iterator for Iter<'a, T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        self.rx.recv().ok()
    }
}
#[derive(Debug)]
pub struct TryIter<'a, T: 'a> {
    rx: &'a Receiver<T>,
}
impl<'a, T> Iterator for TryIter<'a, T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        self.rx.try_recv().ok()
    }
}
#[derive(Debug)]
pub struct IntoIter<T> {
    rx: Receiver<T>,
}
impl<T> Iterator for IntoIter<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        self.rx.recv().ok()
    }
}
impl<'a, T> IntoIterator for &'a Receiver<T> {
    type Item = T;
    type IntoIter = Iter<'a, T>;
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}
impl<T> IntoIterator for Receiver<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    fn into_iter(self) -> IntoIter<T> {
        IntoIter { rx: self }
    }
}
impl<T> fmt::Debug for SendError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SendError").finish_non_exhaustive()
    }
}
impl<T> fmt::Display for SendError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("sending on a closed channel")
    }
}
impl<T> error::Error for SendError<T> {}
impl fmt::Display for RecvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("receiving on a closed channel")
    }
}
impl error::Error for RecvError {}
impl fmt::Display for TryRecvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match *self {
            TryRecvError::Empty => "receiving on an empty channel",
            TryRecvError::Disconnected => "receiving on a closed channel",
        })
    }
}
impl error::Error for TryRecvError {}
