#![allow(unused)]
mod m1 {
    struct P { x: i32, y: i32, name: String }
    enum S { A { w: u8, h: u8 }, B(u8) }
    fn f(p: P, s: S, v: Vec<P>) {
        ();
    }
}
mod m2 {
    struct P { x: i32, y: i32, name: String }
    enum S { A { w: u8, h: u8 }, B(u8) }
    fn f(p: P, s: S, v: Vec<P>) {
        let P { x, .. } = p; println!("{y}");  //~ ERROR E0425
    }
}
mod m3 {
    struct P { x: i32, y: i32, name: String }
    enum S { A { w: u8, h: u8 }, B(u8) }
    fn f(p: P, s: S, v: Vec<P>) {
        if let S::A { w, .. } = s { println!("{h}"); }  //~ ERROR E0425
    }
}
mod m4 {
    struct P { x: i32, y: i32, name: String }
    enum S { A { w: u8, h: u8 }, B(u8) }
    fn f(p: P, s: S, v: Vec<P>) {
        match s { S::A { w, .. } => h, S::B(_) => 1 };  //~ ERROR E0425
    }
}
mod m5 {
    struct P { x: i32, y: i32, name: String }
    enum S { A { w: u8, h: u8 }, B(u8) }
    fn f(p: P, s: S, v: Vec<P>) {
        match s { S::A { .. } => w, S::B(w) => w };  //~ ERROR E0425
    }
}
mod m6 {
    struct P { x: i32, y: i32, name: String }
    enum S { A { w: u8, h: u8 }, B(u8) }
    fn f(p: P, s: S, v: Vec<P>) {
        for P { x, .. } in &v { println!("{name} {z}"); }  //~ ERROR E0425  //~ ERROR E0425
    }
}
mod m7 {
    struct P { x: i32, y: i32, name: String }
    enum S { A { w: u8, h: u8 }, B(u8) }
    fn f(p: P, s: S, v: Vec<P>) {
        v.iter().map(|P { x, .. }| y);  //~ ERROR E0425
    }
}
mod m8 {
    struct P { x: i32, y: i32, name: String }
    enum S { A { w: u8, h: u8 }, B(u8) }
    fn f(p: P, s: S, v: Vec<P>) {
        let P { .. } = p; { let q = x; fn g() -> i32 { y } }  //~ ERROR E0425  //~ ERROR E0425
    }
}
mod m9 {
    struct P { x: i32, y: i32, name: String }
    enum S { A { w: u8, h: u8 }, B(u8) }
    fn f(p: P, s: S, v: Vec<P>) {
        let P { x: a, .. } = p; let b: x = 1;  //~ ERROR E0425
    }
}
mod m10 {
    struct P { x: i32, y: i32, name: String }
    enum S { A { w: u8, h: u8 }, B(u8) }
    fn f(p: P, s: S, v: Vec<P>) {
        let P { x: a, .. } = p; let P { name, .. } = p; y(); x;  //~ ERROR E0425  //~ ERROR E0425
    }
}
mod m11 {
    struct P { x: i32, y: i32, name: String }
    enum S { A { w: u8, h: u8 }, B(u8) }
    fn f(p: P, s: S, v: Vec<P>) {
        while let Some(P { x, .. }) = v.first() { y }  //~ ERROR E0425
    }
}
fn main() {}
