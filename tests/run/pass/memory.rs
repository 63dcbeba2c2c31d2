#![allow(unnecessary_transmutes)]
use std::mem;
#[allow(dead_code)]
struct Mixed {
    a: u8,
    b: u32,
    c: u16,
}
#[repr(C)]
#[allow(dead_code)]
struct InOrder {
    a: u8,
    b: u32,
    c: u16,
}
#[allow(dead_code)]
enum Tree {
    Leaf,
    Node(Box<Tree>, i32, Box<Tree>),
}
union Bits {
    f: f32,
    u: u32,
}
fn main() {
    println!("{} {} {}", mem::size_of::<Mixed>(), mem::size_of::<InOrder>(), mem::align_of::<Mixed>());
    println!("{} {}", mem::size_of::<Option<Box<i32>>>(), mem::size_of::<Option<u32>>());
    println!("{} {} {}", mem::size_of::<Tree>(), mem::size_of::<&str>(), mem::size_of::<String>());
    println!("{} {}", mem::size_of::<Box<dyn Fn()>>(), mem::size_of_val("hello"));
    let x = 0x1234_5678u32;
    println!("{:?} {}", x.to_be_bytes(), u32::from_le_bytes([1, 0, 0, 0]));
    let b = Bits { f: 1.0 };
    println!("{:#x}", unsafe { b.u });
    println!("{:#x} {}", 1.5f64.to_bits(), f32::from_bits(0x40490fdb));
    let pair: (u16, u16) = unsafe { mem::transmute(x) };
    println!("{:x} {:x}", pair.0, pair.1);
    let mut a = vec![1, 2, 3];
    let p = a.as_mut_ptr();
    unsafe {
        *p.add(1) = 20;
        println!("{} {}", *p, *p.add(1));
        std::ptr::swap(p, p.add(2));
    }
    println!("{a:?}");
    let mut s = String::from("left");
    let t = mem::replace(&mut s, "right".into());
    println!("{s} {t} {}", mem::take(&mut s).len());
    let raw = Box::into_raw(Box::new(41));
    unsafe {
        *raw += 1;
        println!("{}", *Box::from_raw(raw));
    }
    let mut n = 7;
    let r = &raw mut n;
    unsafe { r.write(r.read() * 2) };
    println!("{n}");
    let v: Vec<u16> = vec![0x0102, 0x0304];
    let view = unsafe { std::slice::from_raw_parts(v.as_ptr() as *const u8, 4) };
    println!("{view:?}");
    let (left, right) = a.split_at_mut(1);
    left[0] = right[0];
    println!("{a:?} {}", -7i32.rem_euclid(3));
    println!("{} {} {}", 300i32 as u8, -1i32 as u32, 3.99f64 as i32);
    println!("{} {} {}", f64::NAN as i32, 1e20 as i32, 'a' as u8 + 1);
    println!("{:?} {:?} {}", 5u8.checked_sub(6), 250u8.saturating_add(9), 250u8.wrapping_add(9));
    println!("{} {}", i32::MAX.wrapping_add(1), (-17i32).wrapping_shr(1));
}
