struct Person { name: String, age: u8 }
fn older(mut p: Person) -> Person { p.age += 1; p }
fn main() {
    let p = Person { name: "x".into(), age: 1 };
    let Person { name, age } = p;
    println!("{name} {age}");
    let q = older(p);  //~ ERROR E0382
    println!("{}", q.name);
}
