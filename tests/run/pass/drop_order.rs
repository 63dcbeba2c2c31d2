struct D(String);
impl D {
    fn new(s: &str) -> D {
        D(s.to_string())
    }
}
impl Drop for D {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}
enum E {
    A(D, D),
    B,
}
fn make(s: &str) -> D {
    println!("make {s}");
    D::new(s)
}
fn consume(_: D, y: D) {
    println!("in consume {}", y.0);
}
fn early(flag: bool) -> Option<D> {
    let a = make("early a");
    if flag {
        return Some(a);
    }
    let _b = make("early b");
    None
}
fn main() {
    let _x = make("x");
    let _ = make("ignored");
    let y = make("y");
    let z;
    {
        let _inner = make("inner");
        z = make("z");
    }
    consume(make("arg1"), y);
    let t = (make("t0"), make("t1"));
    drop(t.0);
    let mut v = vec![make("v0"), make("v1")];
    v[0] = make("v0 again");
    v.truncate(1);
    let e = E::A(make("e0"), make("e1"));
    if let E::A(first, _) = e {
        println!("took {}", first.0);
    }
    let _b = E::B;
    early(true);
    early(false);
    let mut m = make("m");
    m = make("m again");
    let b: Box<dyn std::any::Any> = Box::new(make("boxed any"));
    drop(b);
    let c = move || println!("closure holds {}", m.0);
    c();
    match make("scrutinee").0.len() {
        9 => println!("nine"),
        _ => println!("other"),
    }
    for d in [make("f0"), make("f1"), make("f2")] {
        if d.0 == "f1" {
            break;
        }
        println!("saw {}", d.0);
    }
    println!("end {}", z.0);
}
