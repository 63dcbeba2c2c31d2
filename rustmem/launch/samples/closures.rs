fn apply<F: Fn(i32) -> i32>(f: F, n: i32) -> i32 {
    f(n)
}

fn main() {
    let numbers = vec![1, 2, 3, 4];
    let total: i32 = numbers.iter().map(|n| n * 2).filter(|n| *n > 2).sum();
    let step = 10;
    let add = move |n| n + step;
    let mut seen = Vec::new();
    let mut note = |n: i32| seen.push(n);
    note(total);
    note(apply(add, 1));
    println!("{seen:?}");
    let mut count = 0;
    while count < 3 {
        count += 1;
    }
    for (at, n) in numbers.iter().enumerate() {
        println!("{at} {n}");
    }
}
