use std::borrow::Cow;
use std::collections::{btree_map, linked_list};
use std::ops::Bound;
use std::rc::Rc;
use std::sync::Arc;
fn main() {
    let s: Rc<[i32]> = Rc::from(&[1, 2, 3][..]);
    let mut t = String::from("egg");
    let a: Arc<str> = Arc::from(&mut *t.as_mut_str());
    println!("{s:?} {a}");
    println!(
        "{} {} {}",
        "x" == Cow::Borrowed("x"),
        *"x" == Cow::Owned::<str>("y".into()),
        String::from("z") == Cow::Borrowed("z")
    );
    println!(
        "{:?} {:?}",
        Bound::Included("hey").map(|s| s.len()),
        Bound::Excluded(3).as_ref()
    );
    println!(
        "{:?} {:?}",
        str::from_utf8(&[104, 105]),
        str::from_utf8(&[255]).is_err()
    );
    let mut it = "12a3".chars().peekable();
    let mut n = 0;
    while let Some(d) = it.next_if_map(|c| c.to_digit(10).ok_or(c)) {
        n = n * 10 + d;
    }
    println!("{n} {:?}", it.collect::<String>());
    println!(
        "{:?}",
        [1i8, 100, 100]
            .iter()
            .try_rfold(0i8, |acc, &x| acc.checked_add(x))
    );
    println!(
        "{:?} {:?}",
        ["2", "3"]
            .iter()
            .map(|s| s.parse::<i32>())
            .product::<Result<i32, _>>(),
        [Some(2), None].into_iter().product::<Option<i32>>()
    );
    let i: linked_list::Iter<'_, u8> = Default::default();
    let r: btree_map::Range<'_, u8, u8> = Default::default();
    println!("{} {}", i.len(), r.count());
    let v = [0xD834, 0xDD1E, 0x6d, 0x75, 0xDD1E, 0x73, 0xD834];
    println!(
        "{:?}",
        char::decode_utf16(v)
            .map(|r| r.map_err(|e| e.unpaired_surrogate()))
            .collect::<Vec<_>>()
    );
    println!(
        "{:?} {:?}",
        String::from_utf16(&v[..4]),
        String::from_utf16(&v).map_err(|e| e.to_string())
    );
    println!("{}", String::from_utf16_lossy(&v));
    let mut b = [0; 2];
    println!(
        "{:x?} {:x?}",
        '𝕊'.encode_utf16(&mut b).to_vec(),
        'ß'.encode_utf16(&mut b).len()
    );
}
