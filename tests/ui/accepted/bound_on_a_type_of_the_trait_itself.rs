trait Source: Sink<Self::Item> {
    type Item;

    fn give(&mut self, item: Self::Item) {
        self.take(item);
    }
}

trait Sink<T> {
    fn take(&mut self, t: T);
}

struct Sum(u32);

impl Sink<u32> for Sum {
    fn take(&mut self, t: u32) {
        self.0 += t;
    }
}

impl Source for Sum {
    type Item = u32;
}

fn main() {
    let mut sum = Sum(1);
    sum.give(2);
    println!("{}", sum.0);
}
