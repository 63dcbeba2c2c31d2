struct Fib { a: u64, b: u64 }
impl Iterator for Fib {
    type Item = u64;
    fn next(&mut self) -> Option<u64> {
        let r = self.a;
        self.a = self.b;
        self.b += r;
        Some(r)
    }
}
fn fib() -> Fib { Fib { a: 0, b: 1 } }
fn main() {
    let v: Vec<u64> = fib().take_while(|&x| x < 100).filter(|x| x % 2 == 0).collect();
    println!("{v:?}");
    let s: u64 = fib().skip(5).step_by(3).take(4).sum();
    println!("{s}");
    let (ev, od): (Vec<_>, Vec<_>) = fib().take(10).partition(|n| n % 2 == 0);
    println!("{ev:?} {od:?}");
    let z: Vec<(u64, char)> = fib().zip("abc".chars()).collect();
    println!("{z:?}");
    println!("{:?}", fib().position(|x| x > 1000));
    println!("{:?}", fib().take(8).max_by_key(|x| x % 5));
    println!("{:?}", fib().take(8).min_by(|a, b| (a % 3).cmp(&(b % 3))));
    let mut p = fib().take(5).peekable();
    while let Some(x) = p.next() {
        if let Some(n) = p.peek() { print!("{x}<{n} "); } else { println!("{x}."); }
    }
    println!("{}", fib().take(6).map(|x| x.to_string()).collect::<Vec<_>>().join("-"));
    println!("{:?}", fib().take(5).fold(String::new(), |acc, x| acc + &x.to_string()));
    println!("{:?}", fib().scan(0, |st, x| { *st += x; if *st > 50 { None } else { Some(*st) } }).last());
}
