use std::cell::{Cell, Ref, RefCell, RefMut};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, btree_map, hash_map};
fn main() {
    let mut m: BTreeMap<i32, &str> = [(1, "a"), (2, "b"), (3, "c"), (4, "d")].into();
    if let Some(mut e) = m.first_entry() {
        e.insert("z");
        println!("{} {}", e.key(), e.get());
    }
    if let Some(e) = m.last_entry() {
        println!("{:?}", e.remove_entry());
    }
    for (_, v) in m.range_mut(2..) {
        *v = "r";
    }
    for (k, v) in m.iter_mut().rev() {
        if *k == 3 {
            *v = "last";
        }
    }
    let tail = m.split_off(&3);
    println!("{:?} {:?}", m, tail);
    let mut other = BTreeMap::from([(2, "o"), (9, "n")]);
    m.append(&mut other);
    println!("{:?} {}", m, other.is_empty());
    println!(
        "{}",
        m.entry(7)
            .or_insert_with_key(|k| if *k == 7 { "seven" } else { "?" })
    );
    println!("{:?}", m.entry(8).insert_entry("eight").key());
    if let btree_map::Entry::Vacant(v) = m.entry(100) {
        println!("{}", v.into_key());
    }
    println!("{} {}", m.keys().len(), m.iter_mut().len());
    let mut s = BTreeSet::from([1, 2, 3]);
    println!("{:?} {:?} {:?}", s.replace(2), s.split_off(&2), s);
    let mut h: HashMap<&str, i32> = HashMap::from([("x", 1), ("y", 2)]);
    if let [Some(a), Some(b)] = h.get_disjoint_mut(["x", "y"]) {
        std::mem::swap(a, b);
    }
    println!("{} {}", h["x"], h["y"]);
    *h.entry("abc").or_insert_with_key(|k| k.len() as i32) += 1;
    if let hash_map::Entry::Vacant(e) = h.entry("w") {
        println!("{}", e.insert_entry(5).get());
    }
    println!("{:?}", h.get("abc"));
    let mut hs: HashSet<i32> = (1..4).collect();
    println!("{:?} {}", hs.replace(1), hs.capacity() >= 3);
    let mut all: Vec<_> = hs.drain().collect();
    all.sort();
    println!("{all:?} {}", hs.len());
    let arr = &mut [1, 2, 3];
    let cells = Cell::from_mut(&mut arr[..]).as_slice_of_cells();
    cells[0].set(10);
    cells[2].swap(&cells[0]);
    println!("{:?}", arr);
    let c = RefCell::new((1, String::from("s")));
    {
        let (mut a, mut b) = RefMut::map_split(c.borrow_mut(), |t| (&mut t.0, &mut t.1));
        *a += 1;
        b.push('!');
        println!("{}", c.try_borrow().is_err());
    }
    {
        let (a, b) = Ref::map_split(c.borrow(), |t| (&t.0, &t.1));
        println!("{a} {b} {}", c.try_borrow_mut().is_err());
    }
    println!("{}", c.try_borrow_mut().is_ok());
    println!(
        "{:?}",
        Ref::filter_map(c.borrow(), |t| if t.0 > 5 { Some(&t.0) } else { None }).is_err()
    );
    let mut o = Some(3);
    o.as_mut_slice()[0] = 4;
    println!("{o:?}");
    let r: Result<Result<i32, u8>, u8> = Ok(Err(2));
    println!("{:?}", r.flatten());
    let mut r: Result<i32, ()> = Ok(1);
    for x in r.iter_mut() {
        *x = 2;
    }
    println!("{r:?}");
    let mut v: Vec<i32> = (1..10).collect();
    let ev: Vec<i32> = v.extract_if(.., |x| *x % 2 == 0).collect();
    println!("{v:?} {ev:?}");
    *v.push_mut(5) += 1;
    *v.insert_mut(0, 1) += 9;
    println!("{v:?} {:?}", vec![[1, 2], [3, 4]].into_flattened());
    let mut u: Vec<u8> = Vec::with_capacity(4);
    u.spare_capacity_mut()[0].write(7);
    unsafe {
        u.set_len(1);
    }
    println!("{u:?}");
    let (p, l, c) = u.into_raw_parts();
    println!("{l} {c}");
    drop(unsafe { Vec::from_raw_parts(p, l, c) });
}
