struct Pair<T> {
    a: T,
}

fn show<T>(_: T) {}

trait Of<T> {
    fn of(&self) -> T;
}

impl Of<i32> for u8 {
    fn of(&self) -> i32 {
        1
    }
}

fn main() {
    show::<Pair>(Pair { a: 1 });  //~ ERROR E0107
    let _ = Vec::<Pair>::new();  //~ ERROR E0107
    let _ = Vec::<(i32, &Pair)>::new();  //~ ERROR E0107
    let _ = <u8 as Of>::of(&1);  //~ ERROR E0107
    let _ = [1].iter().map::<Pair, _>(|x| Pair { a: *x });  //~ ERROR E0107
}
