#[derive(Debug, Clone, Default)]
struct P<T> {
    a: i32,
    b: String  //~ ERROR
    c: Vec<T>,
}

enum E {
    V { x: u8 y: u8 },  //~ ERROR
    X { a, b: u8 },  //~ ERROR
    W(u8),
}

impl<T> P<T> {
    fn a(&self) -> i32 {
        self.a + self.c.len() as i32
    }
}

fn sum(e: E) -> u8 {
    match e {
        E::V { x, y } => x + y,
        E::W(n) => n,
        E::X { a, .. } => a,
    }
}

fn main() {
    let p: P<u8> = P { a: 1, b: String::new(), c: vec![] };
    println!("{} {} {:?}", p.a, p.b, p);
    sum(E::V { x: 1, y: 2 });
    let P { a, c, .. } = p;
    println!("{a} {c:?}");
}
