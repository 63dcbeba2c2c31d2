fn main() {
    let x = shapes::Circle::new();
    let y = std::colections::HashMap::<i32, i32>::new();
    let z = Strin::from("a");
}
