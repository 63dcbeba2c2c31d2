use std::fmt::Display;

trait Describe {
    fn name(&self) -> String;

    fn describe(&self) -> String {
        format!("this is {}", self.name())
    }
}

struct Dog;

struct Tagged<T> {
    value: T,
}

impl Describe for Dog {
    fn name(&self) -> String {
        "a dog".to_string()
    }
}
impl<T: Display> Describe for Tagged<T> {
    fn name(&self) -> String {
        format!("<{}>", self.value)
    }
}

fn main() {
    println!("{} {}", Dog.describe(), Tagged { value: 7 }.describe());
}
