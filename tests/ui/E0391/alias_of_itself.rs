type Numbers = Vec<Numbers>; //~ ERROR E0391

fn main() {
    let x: Numbers;
}
