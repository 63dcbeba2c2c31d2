fn a() { let mut it = vec![1, 2].into_iter(); for x in it { println!("{x}"); it.next(); } }  //~ ERROR E0382
fn b() {
    let mut it = "a b c".chars();
    for c in it.by_ref() {
        if c == ' ' { it.next(); }  //~ ERROR E0499
    }
}
fn c() {
    let v = vec![(1, 2)];
    let mut it = v.iter();
    for (a, b) in it {
        println!("{a}{b}");
        let n = it.next();  //~ ERROR E0382
        println!("{n:?}");
    }
}
fn d() { let mut it = 0..3; for _ in &mut it { it.next(); } for i in it { println!("{i}"); } it.next(); }  //~ ERROR E0499 //~ ERROR E0382
fn e(it: &mut std::str::Chars) { for c in it { println!("{c}"); it.next(); } }  //~ ERROR E0382
fn main() { a(); b(); c(); d(); }
