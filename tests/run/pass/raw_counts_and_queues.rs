use std::collections::*;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::*;
trait Speak {
    fn speak(&self) -> String;
}
struct Dog(u8);
impl Speak for Dog {
    fn speak(&self) -> String {
        format!("dog {}", self.0)
    }
}
impl Drop for Dog {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}
fn main() {
    let rc = Rc::new(String::from("hi"));
    let p = Rc::into_raw(rc.clone());
    unsafe {
        println!("{}", *p);
        Rc::increment_strong_count(p);
        let back = Rc::from_raw(p);
        println!("{} {}", back, Rc::strong_count(&rc));
        Rc::decrement_strong_count(Rc::as_ptr(&rc));
    }
    println!("{}", Rc::strong_count(&rc));
    let d: Arc<dyn Speak> = Arc::new(Dog(3));
    let raw = Arc::into_raw(d);
    let d = unsafe { Arc::from_raw(raw) };
    println!("{}", d.speak());
    let s: Rc<[i32]> = Rc::from(vec![1, 2, 3]);
    let raw = Rc::into_raw(s);
    let s = unsafe { Rc::from_raw(raw) };
    println!("{:?}", s);
    let w = Rc::downgrade(&rc);
    let wr = w.into_raw();
    let w = unsafe { std::rc::Weak::from_raw(wr) };
    println!("{:?}", w.upgrade());
    let mut x = 5;
    let mut y = 10;
    let a = AtomicPtr::new(&mut x);
    let old = a.swap(&mut y, Ordering::SeqCst);
    unsafe {
        println!("{} {}", *old, *a.load(Ordering::Relaxed));
    }
    println!(
        "{}",
        a.compare_exchange(
            old,
            std::ptr::null_mut(),
            Ordering::SeqCst,
            Ordering::Relaxed
        )
        .is_err()
    );
    let n = AtomicU8::new(3);
    println!(
        "{} {}",
        n.update(Ordering::SeqCst, Ordering::SeqCst, |v| v + 1),
        n.load(Ordering::SeqCst)
    );
    println!(
        "{:?}",
        n.try_update(Ordering::SeqCst, Ordering::SeqCst, |v| v.checked_add(255))
    );
    let b = AtomicBool::new(true);
    println!(
        "{} {} {}",
        b.fetch_not(Ordering::SeqCst),
        b.fetch_xor(true, Ordering::SeqCst),
        b.load(Ordering::SeqCst)
    );
    let mut q: VecDeque<i32> = (1..8).collect();
    println!(
        "{:?} {:?}",
        q.pop_front_if(|x| *x == 1),
        q.pop_back_if(|x| *x == 1)
    );
    *q.push_front_mut(0) += 100;
    println!(
        "{:?} {:?} {:?}",
        q.swap_remove_front(2),
        q.swap_remove_back(1),
        q
    );
    let tail = q.split_off(2);
    q.resize(5, 9);
    q.retain_mut(|x| {
        *x += 1;
        *x % 2 == 0
    });
    println!("{:?} {:?} {:?}", q, tail, tail.binary_search(&5));
    for x in q.range_mut(..1) {
        *x = -1;
    }
    println!(
        "{:?} {}",
        q.range(..).collect::<Vec<_>>(),
        q.partition_point(|x| *x < 0)
    );
    let mut h = BinaryHeap::from([3, 1, 4, 1, 5]);
    if let Some(mut top) = h.peek_mut() {
        *top = 0;
    }
    println!("{:?}", h.peek());
    let top = binary_heap::PeekMut::pop(h.peek_mut().unwrap());
    println!("{top} {}", h.len());
    let mut h2 = BinaryHeap::from([9, 2]);
    h.append(&mut h2);
    h.retain(|x| x % 2 == 1);
    println!("{:?} {}", h.clone().into_sorted_vec(), h2.is_empty());
    let mut all: Vec<_> = h.drain().collect();
    all.sort();
    println!("{:?} {}", all, h.is_empty());
    let mut l = LinkedList::from([1, 2, 3, 4]);
    for x in l.iter_mut() {
        *x *= 2;
    }
    let back = l.split_off(2);
    println!(
        "{:?} {:?} {} {:?}",
        l,
        back,
        l.contains(&4),
        back.iter().rev().collect::<Vec<_>>()
    );
    *l.back_mut().unwrap() = 7;
    l.push_back_mut(1);
    l.extend(&[5]);
    for x in &mut l {
        *x += 1;
    }
    println!("{:?} {:?}", l, l.iter().len());
}
