trait Of<T> {
    type Made;
}

struct Pair<T>(T);

impl<T: Of<U::Made>, U: Of<T::Made>> Of<U> for Pair<T> { //~ ERROR E0391
    type Made = T;
}

fn main() {}
