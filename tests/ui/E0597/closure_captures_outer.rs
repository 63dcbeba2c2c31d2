fn main() {
    let mut f: Box<dyn Fn() -> usize> = Box::new(|| 0);
    {
        let s = String::from("x");
        f = Box::new(|| s.len());  //~ ERROR E0597
    }
    println!("{}", f());
}
