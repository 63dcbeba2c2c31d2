fn run<F: Fn(i32) -> i32>(f: F, _n: i32) -> i32 {
    f(1)
}

fn once(f: impl FnOnce()) {
    f()
}

fn main() {
    run(|x| x + 1; 5);  //~ ERROR  //~ ERROR E0061
    run(|x| x + 1; , 5);  //~ ERROR
    run(|x| let y = x; y + 1, 5);  //~ ERROR
    once(|| println!("a"); println!("b"));  //~ ERROR
    once(move || println!("a"); let x = 5; println!("{x}"));  //~ ERROR
    once(|| -> () { println!("a") }; 5);  //~ ERROR
    once(
        || println!("a");  //~ ERROR
        println!("b");
    );
    let _f = (|x: i32| x + 1; x);  //~ ERROR
    vec![1].iter().map(|x| x + 1; x).count();  //~ ERROR
}
