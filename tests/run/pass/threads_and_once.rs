use std::sync::{Arc, Mutex, Condvar, RwLock, OnceLock, mpsc, atomic::*}; use std::thread;
static HITS: AtomicU32 = AtomicU32::new(0); static CFG: OnceLock<String> = OnceLock::new();
thread_local! { static LOCAL: std::cell::Cell<u32> = const { std::cell::Cell::new(1) }; }
fn cfg() -> &'static str { CFG.get_or_init(|| { HITS.fetch_add(1, Ordering::Relaxed); "cfg".to_string() }) }
fn main() {
    println!("{}{}{}", cfg(), cfg(), HITS.load(Ordering::SeqCst));
    let pair = Arc::new((Mutex::new(false), Condvar::new())); let p2 = Arc::clone(&pair);
    let h = thread::spawn(move || { let (l, c) = &*p2; *l.lock().unwrap() = true; c.notify_one(); LOCAL.set(5); LOCAL.get() });
    { let (l, c) = &*pair; let mut ready = l.lock().unwrap(); while !*ready { ready = c.wait(ready).unwrap(); } println!("ready {ready}"); }
    println!("{} {}", h.join().unwrap(), LOCAL.with(|x| x.get()));
    let (tx, rx) = mpsc::sync_channel::<(usize, String)>(2);
    let hs: Vec<_> = (0..3).map(|i| { let tx = tx.clone(); thread::spawn(move || tx.send((i, format!("w{i}"))).unwrap()) }).collect(); drop(tx);
    let mut got: Vec<_> = rx.into_iter().collect(); got.sort(); hs.into_iter().for_each(|h| h.join().unwrap()); println!("{got:?}");
    let m = Arc::new(Mutex::new(vec![1])); let m2 = m.clone(); let _ = thread::spawn(move || { let _g = m2.lock().unwrap(); panic!("poison"); }).join();
    println!("{} {:?}", m.is_poisoned(), m.lock().unwrap_or_else(|e| e.into_inner())); 
    let rw = Arc::new(RwLock::new(0)); thread::scope(|s| { for i in 1..=3 { let rw = &rw; s.spawn(move || *rw.write().unwrap() += i); } }); println!("{}", rw.read().unwrap());
    let v = [1, 2, 3, 4, 5, 6]; let total: i32 = thread::scope(|s| v.chunks(2).map(|c| s.spawn(move || c.iter().sum::<i32>())).collect::<Vec<_>>().into_iter().map(|h| h.join().unwrap()).sum()); println!("{total}");
    let f = AtomicBool::new(false); println!("{:?} {}", f.compare_exchange(false, true, Ordering::AcqRel, Ordering::Acquire), f.swap(false, Ordering::SeqCst));
}
