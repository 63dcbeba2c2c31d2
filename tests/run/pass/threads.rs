use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::sync::{Arc, Mutex, RwLock};
use std::thread;
fn main() {
    let counter = Arc::new(Mutex::new(0));
    let atomic = Arc::new(AtomicUsize::new(0));
    let mut handles = vec![];
    for i in 0..8 {
        let counter = Arc::clone(&counter);
        let atomic = Arc::clone(&atomic);
        handles.push(thread::spawn(move || {
            for _ in 0..20 {
                *counter.lock().unwrap() += 1;
                atomic.fetch_add(1, Ordering::SeqCst);
            }
            i * 2
        }));
    }
    let sum: i32 = handles.into_iter().map(|h| h.join().unwrap()).sum();
    println!("{sum} {} {}", *counter.lock().unwrap(), atomic.load(Ordering::SeqCst));
    let (tx, rx) = mpsc::channel();
    let tx2 = tx.clone();
    thread::spawn(move || {
        for i in 0..3 {
            tx.send(i).unwrap();
        }
    });
    thread::spawn(move || tx2.send(10).unwrap());
    let mut got: Vec<i32> = rx.iter().collect();
    got.sort();
    println!("{got:?}");
    let mut data = vec![1, 2, 3];
    thread::scope(|s| {
        s.spawn(|| println!("scoped sees {}", data.len()));
    });
    data.push(4);
    let lock = RwLock::new(data);
    {
        let a = lock.read().unwrap();
        let b = lock.read().unwrap();
        println!("{} {}", a.len(), b[0]);
    }
    lock.write().unwrap().push(5);
    println!("{:?}", lock.into_inner().unwrap());
}
