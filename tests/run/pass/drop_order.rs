struct D(&'static str);
impl Drop for D {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}
struct Pair {
    a: D,
    b: D,
}
enum E {
    One(D),
    Two(D, D),
    Zero,
}
fn keep(d: D) -> D {
    d
}
fn conditional(c: bool) {
    println!("conditional {c}");
    let x = D("x");
    if c {
        drop(x);
    }
    println!("end");
}
fn late(c: bool) {
    println!("late {c}");
    let x;
    if c {
        x = D("late");
        let _ = &x;
    }
    println!("end");
}
fn partial() {
    println!("partial");
    let p = Pair {
        a: D("a"),
        b: D("b"),
    };
    let q = p.a;
    println!("moved {}", q.0);
}
fn partial_branch(c: bool) {
    println!("partial branch {c}");
    let p = (D("0"), D("1"), D("2"));
    if c {
        drop(p.1);
    }
    println!("end");
}
fn boxed(c: bool) {
    println!("boxed {c}");
    let b = Box::new(Pair {
        a: D("ba"),
        b: D("bb"),
    });
    if c {
        let _a = b.a;
        println!("taken");
    }
    println!("end");
}
fn whole_box() {
    println!("whole box");
    let b = Box::new(D("w"));
    let d = *b;
    println!("out {}", d.0);
}
fn replace() {
    println!("replace");
    let mut x = D("old");
    println!("before");
    x = D("new");
    println!("after");
    let _y = keep(x);
    x = D("again");
    let _ = &x;
}
fn loops() {
    println!("loops");
    let mut last = None;
    for i in 0..3 {
        let d = D(["i0", "i1", "i2"][i]);
        if i == 1 {
            continue;
        }
        last = Some(d);
    }
    println!("loop end {}", last.is_some());
}
fn enums(e: E, c: bool) {
    println!("enums");
    match e {
        E::One(d) if c => {
            println!("one {}", d.0);
        }
        E::Two(a, _) => println!("two {}", a.0),
        _ => println!("other"),
    }
    println!("end");
}
fn option(o: Option<D>) {
    println!("option");
    if let Some(d) = o {
        println!("some {}", d.0);
    } else {
        println!("none");
    }
    println!("end");
}
fn array() {
    println!("array");
    let a = [D("a0"), D("a1"), D("a2")];
    let [_, m, _] = a;
    println!("m {}", m.0);
}
fn closure() {
    println!("closure");
    let d = D("captured");
    let e = D("moved");
    let f = move || {
        println!("in {} {}", d.0, e.0);
    };
    f();
    println!("called");
}
fn once() {
    println!("once");
    let d = D("once");
    let f = move || keep(d);
    let r = f();
    println!("got {}", r.0);
}
fn early(n: i32) -> Option<D> {
    println!("early {n}");
    let _g = D("guard");
    let a = D("a");
    if n == 0 {
        return None;
    }
    let b = D("b");
    if n == 1 {
        return Some(a);
    }
    println!("{}", b.0);
    Some(b)
}
fn temps() {
    println!("temps");
    let n = keep(D("t1")).0.len() + keep(D("t2")).0.len();
    println!("n {n}");
    match keep(D("m")).0 {
        s => println!("in match {s}"),
    }
    let _ = D("wild");
    let _v = D("var");
    println!("end");
}
fn panics() {
    println!("panics");
    let r = std::panic::catch_unwind(|| {
        let _a = D("pa");
        let b = Pair {
            a: D("p1"),
            b: D("p2"),
        };
        drop(b.a);
        let v: Vec<i32> = vec![];
        println!("{}", v[0]);
    });
    println!("caught {}", r.is_err());
}
fn shadow() {
    println!("shadow");
    let x = D("s1");
    let x = (x, D("s2"));
    let (a, b) = x;
    println!("{} {}", a.0, b.0);
}
fn update() {
    println!("update");
    let p = Pair {
        a: D("ua"),
        b: D("ub"),
    };
    let q = Pair { a: D("na"), ..p };
    println!("{} {} {}", q.a.0, q.b.0, p.a.0);
}
fn main() {
    conditional(true);
    conditional(false);
    late(true);
    late(false);
    partial();
    partial_branch(true);
    partial_branch(false);
    boxed(true);
    boxed(false);
    whole_box();
    replace();
    loops();
    enums(E::One(D("e1")), true);
    enums(E::One(D("e2")), false);
    enums(E::Two(D("e3"), D("e4")), true);
    enums(E::Zero, false);
    option(Some(D("o")));
    option(None);
    array();
    closure();
    once();
    early(0);
    early(1);
    early(2);
    temps();
    panics();
    shadow();
    update();
    println!("main ends");
}
