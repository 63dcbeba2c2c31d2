//! The size and alignment of types, a line each.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::mem::{align_of, size_of};
use std::rc::{Rc, Weak};
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, RwLock};

#[allow(dead_code)]
struct Reordered {
    flag: u8,
    count: u32,
    small: u16,
}

#[allow(dead_code)]
#[repr(C)]
struct AsInC {
    flag: u8,
    count: u32,
    small: u16,
}

#[allow(dead_code)]
enum List {
    Cons(i32, Box<List>),
    Nil,
}

macro_rules! print_sizes {
    ($($name:literal $kind:ty),* $(,)?) => {
        $(println!("{} {} {}", $name, size_of::<$kind>(), align_of::<$kind>());)*
    };
}

fn main() {
    print_sizes! {
        "u8" u8, "u64" u64, "usize" usize, "char" char, "bool" bool, "unit" (),
        "reference" &u64, "exclusive-reference" &mut u64, "str-slice" &str, "slice" &[u64], "dyn-reference" &dyn Fn(),
        "box" Box<u64>, "box-slice" Box<[u64]>, "box-str" Box<str>, "box-dyn" Box<dyn Fn()>, "option-box" Option<Box<u64>>,
        "rc" Rc<u64>, "weak" Weak<u64>, "arc" Arc<u64>, "option-rc" Option<Rc<u64>>,
        "string" String, "option-string" Option<String>, "vec" Vec<u64>, "hash-map" HashMap<u64, u64>,
        "cell-u64" Cell<u64>, "refcell-u64" RefCell<u64>, "once-cell-u64" OnceCell<u64>, "atomic-u64" AtomicU64,
        "mutex-u64" Mutex<u64>, "rwlock-u64" RwLock<u64>, "option-u64" Option<u64>,
        "reordered" Reordered, "as-in-c" AsInC, "list" List, "array-64" [u8; 64],
    }
}
