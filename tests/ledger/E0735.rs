struct F<X = Box<Self>> {
    f: Option<X>,
}

fn main() {}
