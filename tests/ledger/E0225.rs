fn main() {
    let x = Box::new(1) as Box<dyn Clone + Copy>;
}
